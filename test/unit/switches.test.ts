// Which switches a packaged program takes away before Chromium reads them, as each system writes them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isForeignSwitch, refuseSwitches } from '../../electron/desktop/switches.ts';

function taken(platform: NodeJS.Platform, ...args: string[]): readonly string[] {
  const removed: string[] = [];
  const said = refuseSwitches({ removeSwitch: (name) => removed.push(name) }, ['program', ...args], platform);
  assert.deepEqual(removed, said);
  return said;
}

describe('a packaged program', () => {
  test('obeys no switch that starts a program, opens it to others, takes down a wall or writes a file', () => {
    const names = [
      ...['browser-subprocess-path', 'gpu-launcher', 'utility-cmd-prefix', 'renderer-cmd-prefix', 'log-file', 'log-net-log'],
      ...['no-sandbox', 'remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins', 'js-flags', 'load-extension'],
      ...['disable-web-security', 'ignore-certificate-errors', 'disable-features', 'single-process', 'trace-startup'],
    ];
    assert.deepEqual(taken('win32', ...names.map((name) => `--${name}=C:\\evil.exe`)), names);
  });

  test('nor one that is written in another way, or that nobody knows yet', () => {
    assert.deepEqual(taken('win32', '/GPU-Launcher=x', '-no-sandbox', '--No-Sandbox', '--of-a-newer-chromium', 'inspect'), [
      'gpu-launcher',
      'no-sandbox',
      'of-a-newer-chromium',
    ]);
    assert.deepEqual(taken('linux', '-gpu-launcher=x', '/home/gpu-launcher'), ['gpu-launcher']);
  });

  test('nor one with white space around it, which Chromium takes away before it looks', () => {
    const port = 'remote-debugging-port';
    assert.deepEqual(taken('win32', ` --${port}=9222`, '--no-sandbox ', '--fault', '\t/gpu-launcher=x'), [
      port,
      'no-sandbox',
      'gpu-launcher',
    ]);
    assert.deepEqual(taken('linux', ` --${port}=9222`, '--gpu-launcher ', '\r\n-js-flags=x\v'), [port, 'gpu-launcher', 'js-flags']);
    // Each of base::kWhitespaceWide (base/strings/string_util_constants.cc).
    const wide = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2005, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
    for (const code of wide) {
      const space = String.fromCharCode(code);
      assert.deepEqual(taken('win32', `${space}--${port}=9222`, `--no-sandbox${space}`), [port, 'no-sandbox'], code.toString(16));
    }
    // Inside it belongs to the name, which then is none that anybody knows; what only JavaScript trims hides nothing either.
    assert.deepEqual(taken('win32', '--no-sandbox =x', '\ufeff--no-sandbox'), ['no-sandbox ']);
    assert.deepEqual(taken('linux', '\u00a0--gpu-launcher'), []);
  });

  test('obeys those that only draw and place, and the window’s own', () => {
    assert.deepEqual(
      taken('win32', '--disable-gpu', '--force-device-scale-factor=2', '--lang=fr', '--workstation=practice', '--fault', 'x'),
      [],
    );
  });

  test('leaves the sandbox to a test machine away from Windows', () => {
    assert.deepEqual(taken('linux', '--no-sandbox', '--disable-gpu'), []);
    assert.deepEqual(taken('win32', '--no-sandbox', '--disable-gpu'), ['no-sandbox']);
  });
});

test('switches of Chromium and Node that are obeyed are foreign; those taken away, ours and mistyped ones are not', () => {
  const foreign = (rule: 'listed' | 'any', platform: NodeJS.Platform) => (arg: string) => isForeignSwitch(arg, rule, platform);
  const obeyed = ['--inspect=0', '--disable-gpu', '--user-data-dir=x'];
  const takenAway = ['--no-sandbox', '--gpu-launcher=x', '--log-file=x', '--v'];
  const ours = ['--workstation=practice', '--lang', '--fault', '--jsn', 'inspect', '-h'];
  const all = [...obeyed, ...takenAway, ...ours];
  assert.deepEqual(all.filter(foreign('listed', 'win32')), obeyed);
  assert.deepEqual(all.filter(foreign('listed', 'linux')), [...obeyed, '--no-sandbox']);
  assert.deepEqual(all.filter(foreign('any', 'win32')), [...obeyed, ...takenAway]);
});
