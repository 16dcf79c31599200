// What a start of the program is for, from its arguments: packaged and not, with Chromium's own switches among them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commands } from '../../electron/cli/commandTable.ts';
import { parseArguments } from '../../electron/cli/parse.ts';
import { startKind } from '../../electron/desktop/startKind.ts';
import { problemExitStatus } from '../../electron/model/problem.ts';

const installed = { packaged: true, switches: 'listed', platform: 'win32' } as const;
const checkout = { packaged: false, switches: 'any', platform: 'linux' } as const;
const packaged = (...args: string[]) =>
  startKind(['C:\\Program Files\\BlueMind Outlook Setup\\BlueMind Outlook Setup.exe', ...args], installed);

describe('a start', () => {
  test('without arguments opens the window', () => {
    assert.deepEqual(packaged(), { kind: 'window', args: [] });
  });

  test('with options of the window opens the window', () => {
    for (const args of [
      ['--lang=fr'],
      ['--lang', 'fr'],
      ['--workstation', 'practice:C:\\x', '--fault', 'expired'],
      ['--workstation=practice'],
    ]) {
      assert.deepEqual(packaged(...args), { kind: 'window', args });
    }
  });

  test('with any command of the table runs it without a window', () => {
    for (const { words } of commands) assert.deepEqual(packaged(...words, '--json'), { kind: 'command', args: [...words, '--json'] });
  });

  test('with options before the command runs the command', () => {
    const args = ['--lang', 'de', '--json', 'check', '--email', 'user@practice.example'];
    assert.deepEqual(packaged(...args), { kind: 'command', args });
  });

  test('with help is answered in words', () => {
    for (const args of [['--help'], ['-h'], ['help', 'check'], ['check', '--help']]) assert.equal(packaged(...args).kind, 'command');
  });

  test('with --version alone is answered at once', () => {
    assert.deepEqual(packaged('--version'), { kind: 'version' });
    assert.deepEqual(packaged('-V'), { kind: 'version' });
    assert.equal(packaged('check', '--version').kind, 'command');
  });

  test('with a mistyped command goes to the command line, which says so', () => {
    assert.deepEqual(packaged('chekc', '--json'), { kind: 'command', args: ['chekc', '--json'] });
  });

  test('with options that are none of the window’s goes to the command line, which misses its command', () => {
    for (const args of [
      ['--unattended', '--email=user@practice.example'],
      ['--json'],
      ['--worksation=practice'],
      ['--lang=fr', '--yes'],
      ['-x'],
      ['--workstation', 'practice', '--workstation=practice', '--log', 'x'],
    ]) {
      assert.deepEqual(packaged(...args), { kind: 'command', args });
      const parsed = parseArguments(args);
      assert.ok(parsed.kind === 'problem', args.join(' '));
      assert.equal(problemExitStatus[parsed.problem.code], 2);
    }
    assert.equal(parseArguments([]).kind, 'help');
  });

  test('with the helper’s switch is the helper or nothing, before everything else', () => {
    // What exactly it takes: helperArguments.test.ts.
    assert.deepEqual(packaged('check', '--elevated-helper', '--request', 'x'), { kind: 'refused' });
    assert.deepEqual(packaged('--elevated-helper', '--version'), { kind: 'refused' });
    assert.deepEqual(startKind(['/electron', '/app', '--elevated-helper', '--request', 'x'], checkout), { kind: 'helper' });
  });

  test('passes over the switches that it obeys, not over mistyped ones of ours', () => {
    assert.deepEqual(packaged('--disable-gpu', 'inspect', '--user-data-dir=C:\\x', '--jsn'), {
      kind: 'command',
      args: ['inspect', '--jsn'],
    });
    assert.deepEqual(packaged('--disable-gpu', '--force-device-scale-factor=2'), { kind: 'window', args: [] });
    assert.deepEqual(startKind(['/x', '--no-sandbox'], { ...installed, platform: 'linux' }), { kind: 'window', args: [] });
  });

  test('does not pass over a switch that it takes away: it may well be a mistyped option, and is said', () => {
    for (const arg of ['--log-file=C:\\x.log', '--log-level=1', '--v', '--enable-logging', '--no-sandbox', '--remote-debugging-port=0']) {
      for (const args of [['setup', '--unattended', arg], [arg]]) {
        assert.deepEqual(packaged(...args), { kind: 'command', args });
        const parsed = parseArguments(args);
        assert.ok(parsed.kind === 'problem', args.join(' '));
        assert.equal(problemExitStatus[parsed.problem.code], 2);
      }
    }
  });

  test('of the flavour made for tests passes over all that are known', () => {
    const forTests = { ...installed, switches: 'any' } as const;
    assert.deepEqual(startKind(['x.exe', '--inspect=0', '--remote-debugging-port=0', '--no-sandbox'], forTests), {
      kind: 'window',
      args: [],
    });
  });

  test('may separate its arguments with --, as values with a colon need', () => {
    assert.deepEqual(packaged('--', 'check', '--connect-to', 'mail.example:443:127.0.0.1:8443'), {
      kind: 'command',
      args: ['check', '--connect-to', 'mail.example:443:127.0.0.1:8443'],
    });
  });

  test('of an unpackaged Electron leaves out the app’s folder, wherever it stands', () => {
    assert.deepEqual(startKind(['/electron', '/app', 'inspect'], checkout), { kind: 'command', args: ['inspect'] });
    assert.deepEqual(startKind(['/electron', '--inspect=0', '--no-sandbox', '.', '--lang=en'], checkout), {
      kind: 'window',
      args: ['--lang=en'],
    });
    assert.deepEqual(startKind(['/electron', '/app', '--version'], checkout), { kind: 'version' });
  });
});
