// What the helper with administrator rights takes as its arguments: exactly what the program gives it, and a file on a drive.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startKind } from '../../electron/desktop/startKind.ts';
import { readHelperArguments } from '../../electron/helperArguments.ts';

const file = 'C:\\Users\\Zoë Ünal\\AppData\\Local\\BlueMind Outlook Setup\\elevation-0123456789abcdef\\request.json';
const hex = '0123456789abcdef'.repeat(4);
const own = ['--request', file, '--sha256', hex];
const start = (...args: string[]) =>
  startKind(['C:\\Program Files\\x.exe', ...args], { packaged: true, switches: 'listed', platform: 'win32' }).kind;

describe('the helper', () => {
  test('takes what the program gives it', () => {
    assert.deepEqual(readHelperArguments(own), own);
    assert.equal(start('--elevated-helper', ...own), 'helper');
  });

  test('refuses every further word, of whomever, and every other order', () => {
    for (const args of [
      ['--elevated-helper', ...own, '--no-sandbox'],
      ['--elevated-helper', '--gpu-launcher=C:\\evil.exe', ...own],
      ['--browser-subprocess-path=C:\\evil.exe', '--elevated-helper', ...own],
      ['--elevated-helper', '--', ...own],
      ['--elevated-helper', '--sha256', hex, '--request', file],
      ['--elevated-helper', `--request=${file}`, `--sha256=${hex}`],
      ['--elevated-helper'],
      ['check', '--elevated-helper', ...own],
      [...own, '--elevated-helper'],
    ]) {
      assert.equal(start(...args), 'refused', args.join(' '));
    }
  });

  test('opens no file by the name of a server or a device, nor a stream', () => {
    for (const name of [
      ...['\\\\host\\share\\request.json', '//host/share/request.json', '\\\\?\\C:\\request.json', '\\\\.\\pipe\\x', '\\??\\C:\\x'],
      ...[
        'C:\\\\host\\x',
        'C:request.json',
        '\\request.json',
        'request.json',
        'C:\\request.json:stream',
        'file:///C:/x',
        'C:/request.json',
        '',
      ],
    ]) {
      assert.equal(readHelperArguments(['--request', name, '--sha256', hex]), undefined, name);
    }
  });

  test('wants a whole hash', () => {
    for (const wrong of ['', hex.slice(1), `${hex}0`, hex.toUpperCase().replace('0', 'G')]) {
      assert.equal(readHelperArguments(['--request', file, '--sha256', wrong]), undefined, wrong);
    }
  });
});
