// A bug that nobody caught, while a command runs: said on standard error, the work taken back, and status 3.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { translator } from '../../electron/words/translate.ts';
import { cli, cliEntry } from './cliProcess.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-bugs-'));
});
after(() => rm(folder, { recursive: true }));

/** Runs a long check with a script that goes wrong beside it. */
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
      assert.equal((JSON.parse(stdout) as { problem: { code: string } }).problem.code, 'cancelled');
      assert.equal(await readFile(join(folder, 'registry.reg'), 'utf8').catch(() => ''), registry);
    });
  }
});
