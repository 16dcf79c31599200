// The lock holds on every kind of listener that this system has: one taker at a time, and none left over from a dead process.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { takeLock, type Lock } from '../../electron/workstation/lock.ts';
import type { Result } from '../../electron/model/result.ts';

const kindsHere = {
  win32: ['pipe'],
  linux: ['abstract', 'socketFile'],
} as const satisfies Partial<Record<NodeJS.Platform, readonly Parameters<typeof takeLock>[1][]>>;
const kinds = process.platform === 'win32' || process.platform === 'linux' ? kindsHere[process.platform] : (['socketFile'] as const);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bmos-lock-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function taken(result: Result<Lock>): Lock {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

for (const kind of kinds) {
  describe(`a lock on a ${kind}`, () => {
    it('is for one taker at a time, and for the next one when it was released', async () => {
      const first = taken(await takeLock(folder, kind));
      const second = await takeLock(folder, kind);
      assert.deepEqual(second, { ok: false, problem: { code: 'workstation.busy', data: { folder } } });
      await first.release();
      await first.release();
      await taken(await takeLock(folder, kind)).release();
    });

    it('goes to exactly one of many who ask at once, also where a dead process left something behind', async () => {
      const lockFile = path.resolve('electron/workstation/lock.ts');
      const script = `import { takeLock } from ${JSON.stringify(lockFile)};
        const lock = await takeLock(${JSON.stringify(folder)}, ${JSON.stringify(kind)});
        process.stdout.write(lock.ok ? 'held' : 'busy');
        setInterval(() => {}, 1000);`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
      const said = await new Promise((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString())));
      assert.equal(said, 'held');
      assert.equal((await takeLock(folder, kind)).ok, false);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      const all = await Promise.all(Array.from({ length: 8 }, () => takeLock(folder, kind)));
      const held = all.filter((each) => each.ok);
      assert.equal(held.length, 1);
      for (const each of held) await each.value.release();
    });
  });
}
