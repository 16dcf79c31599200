// A bug that nobody caught, while a command runs: said on standard error, the work taken back, and status 3.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { reportDocumentSchema } from '../../electron/model/walk.ts';
import { translator } from '../../electron/words/translate.ts';
import { cli, cliEntry } from './cliProcess.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-bugs-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a long set-up with a script that goes wrong beside it. */
async function beside(script: string) {
  const place = ['--workstation', `practice:${folder}`];
  const args = [
    'setup',
    '--unattended',
    '--email',
    'user@practice.example',
    '--fault',
    'black-hole',
    '--budget',
    '30',
    '--timeout',
    '20',
    '--json',
    '--log',
    join(folder, 'setup.log'),
    '--report-dir',
    join(folder, 'reports'),
  ];
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(script)}`, cliEntry, ...args, ...place], {
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { stdout, stderr, status };
}

describe('a bug that nobody caught', () => {
  for (const [what, script] of [
    ['thrown', 'setTimeout(() => { throw new Error("planted"); }, 2500)'],
    ['of a promise', 'setTimeout(() => { Promise.reject(new Error("planted")); }, 2500)'],
  ] as const) {
    test(`${what} stops the command in order, is said once, and ends it with status 3`, { timeout: 20_000 }, async () => {
      await cli(['inspect', '--workstation', `practice:${folder}`]);
      const registry = await readFile(join(folder, 'registry.reg'), 'utf8').catch(() => '');
      const { stdout, stderr, status } = await beside(script);
      assert.equal(status, 3, stderr);
      assert.ok(stderr.includes(translator('en')('cli:bug')), stderr);
      assert.equal(stderr.match(/Error: planted/g)?.length, 1);
      assert.equal((JSON.parse(stdout) as { problem: { code: string } }).problem.code, 'bug');
      assert.equal(await readFile(join(folder, 'registry.reg'), 'utf8').catch(() => ''), registry);

      const log = await readFile(join(folder, 'setup.log'), 'utf8');
      assert.equal(log.match(/a bug: Error: planted/g)?.length, 1, log);
      assert.match(log, /problem \{"code":"bug"\}/);
      assert.match(log, /end \{"status":3\}\s*$/);
      assert.doesNotMatch(log, /cancelled/);
      const [name = '', ...others] = await readdir(join(folder, 'reports'));
      assert.deepEqual(others, []);
      const report = reportDocumentSchema.parse(JSON.parse(await readFile(join(folder, 'reports', name), 'utf8')));
      assert.deepEqual({ verdict: report.verdict, ended: report.ended }, { verdict: 'blocked', ended: { code: 'bug', data: {} } });
    });
  }

  test('leaves a person’s stop what it is: no bug, and no report', { timeout: 20_000 }, async () => {
    const { stdout, status } = await beside('setTimeout(() => { process.kill(process.pid, "SIGINT"); }, 2500)');
    assert.equal(status, 4);
    assert.equal((JSON.parse(stdout) as { problem: { code: string } }).problem.code, 'cancelled');
    assert.match(await readFile(join(folder, 'setup.log'), 'utf8'), /problem \{"code":"cancelled"\}.*\n.*end \{"status":4\}\s*$/);
    await assert.rejects(readdir(join(folder, 'reports')), { code: 'ENOENT' });
  });
});
