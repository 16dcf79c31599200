// Run where no workstation can be found, as by SYSTEM while nobody is signed in: every command says that, and not what policies it could not read leave open.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from '../../electron/cli/run.ts';
import { problem } from '../../electron/model/problem.ts';
import { failure, success } from '../../electron/model/result.ts';
import { reportDocumentSchema } from '../../electron/model/walk.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nobody-'));
});
after(() => rm(folder, { recursive: true }));

/** One command on a PC at whose desktop nobody is. */
async function asSystem(
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = '';
  let stderr = '';
  const status = await run({
    args: [...args, '--workstation', 'windows'],
    env: { LANG: 'en' },
    platform: 'win32',
    terminal: {
      columns: 100,
      paint: (piece) => piece,
      interactive: false,
      print: (piece) => Promise.resolve(void (stdout += piece)),
      tell: (piece) => Promise.resolve(void (stderr += piece)),
      progress: () => undefined,
      ask: () => Promise.resolve(null),
      firstLine: () => Promise.resolve(success(null)),
    },
    find: () => Promise.resolve(failure(problem('workstation.noDesktopUser', { account: 'SYSTEM' }))),
    signal: new AbortController().signal,
    giveUpWaiting: () => assert.fail('everything answers'),
  });
  return { status, stdout, stderr };
}

describe('where nobody is signed in', () => {
  for (const args of [
    ['inspect'],
    ['check'],
    ['check', '--email', 'user@practice.example'],
    ['keys', 'plan'],
    ['keys', 'apply', '--yes'],
    ['profile', 'list'],
    ['signins', 'list'],
    ['setup', '--yes'],
    ['setup', '--unattended'],
    ['setup', '--unattended', '--email', 'user@practice.example'],
    ['setup', '--unattended', '--at-logon'],
    ['setup', '--unattended', '--at-logon', '--mail-domain', 'practice.example'],
  ]) {
    test(`${args.join(' ')} says so and ends with status 3`, async () => {
      const { status, stdout } = await asSystem(...args, '--json');
      assert.equal((JSON.parse(stdout) as { problem: { code: string } }).problem.code, 'workstation.noDesktopUser');
      assert.equal(status, 3);
    });
  }

  test('a sign-in says so to whoever looks, and leaves the report that was asked for', async () => {
    const { status, stdout, stderr } = await asSystem('setup', '--at-logon', '--unattended', '--report-dir', folder);
    assert.deepEqual([status, stdout], [3, '']);
    assert.match(stderr, /without a desktop [(]SYSTEM[)]/);
    const [name = '', ...others] = await readdir(folder);
    assert.deepEqual(others, []);
    const report = reportDocumentSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    assert.equal(report.ended?.code, 'workstation.noDesktopUser');
  });
});
