// Proves that an apply or an undo that dies at any point leaves nothing half done: the next one brings back the before-image.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { applyKeys } from '../../electron/keys/apply.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import type { Plan } from '../../electron/model/keys.ts';
import { autodiscover, dword, interceptCalls, never, openRig, valueOf, withRegistry, type Rig } from './keysRig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

/** Stands for the death of the process: nothing after it runs, not even the way back. */
class Died extends Error {}

const dyingAt =
  (n: number): ((call: number) => void) =>
  (call) => {
    if (call === n) throw new Died();
  };

/** Runs the work with a registry that dies at the n-th call; `false` once n is beyond its last call. */
async function diesAt(n: number, work: (workstation: Rig['workstation']) => Promise<unknown>): Promise<boolean> {
  try {
    await work(withRegistry(rig.workstation, interceptCalls(rig.workstation.registry, dyingAt(n))));
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
}

/** The number of an apply's last registry call: found by letting one run to its end, and taking it back. */
async function lastCallOf(plan: Plan): Promise<number> {
  let calls = 0;
  const counting = withRegistry(
    rig.workstation,
    interceptCalls(rig.workstation.registry, (call) => (calls = call)),
  );
  valueOf(await applyKeys(counting, { catalogueId: 'bluemind-4', keys: plan.keys }, never));
  valueOf(await undoKeys(rig.workstation, null, never));
  return calls;
}

describe('work that dies', () => {
  it('an apply, at each of its registry calls in turn: undo brings back the before-image', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    let n = 1;
    while (await diesAt(n, (on) => applyKeys(on, { catalogueId: 'bluemind-4', keys: plan.keys }, never))) {
      const { interrupted, undoable } = await rig.plan();
      assert.equal(undoable, interrupted);
      if (interrupted !== null) assert.equal(valueOf(await undoKeys(rig.workstation, null, never)).journal, interrupted);
      assert.deepEqual(await rig.dump(), before, `call ${n}`);
      n += 1;
    }
    assert.ok(n > 2 * plan.counts.change);
  });

  it('an apply: the next apply finishes the job, and one undo brings back what was there before the first', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    for (let n = 1; await diesAt(n, (on) => applyKeys(on, { catalogueId: 'bluemind-4', keys: plan.keys }, never)); n += 3) {
      const now = await rig.plan();
      assert.equal(
        valueOf(await applyKeys(rig.workstation, { catalogueId: 'bluemind-4', keys: now.keys }, never)).journal,
        (await rig.plan()).undoable,
      );
      const finished = await rig.plan();
      assert.deepEqual([finished.interrupted, finished.counts.change], [null, 0]);
      valueOf(await undoKeys(rig.workstation, null, never));
      assert.deepEqual(await rig.dump(), before, `call ${n}`);
    }
    assert.equal((await rig.plan()).counts.change, 0, 'the last one did not die');
  });

  it('an undo, at each of its registry calls in turn: the next undo finishes it', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    for (let n = 1, died = true; died; n += 1) {
      valueOf(await applyKeys(rig.workstation, { catalogueId: 'bluemind-4', keys: plan.keys }, never));
      died = await diesAt(n, (on) => undoKeys(on, null, never));
      if (died) valueOf(await undoKeys(rig.workstation, null, never));
      assert.deepEqual(await rig.dump(), before, `call ${n}`);
    }
  });

  for (const [recovery, recover] of [
    ['an undo', (on: Rig['workstation']) => undoKeys(on, null, never)],
    [
      'the next apply',
      async (on: Rig['workstation']) => applyKeys(on, { catalogueId: 'bluemind-4', keys: (await rig.plan()).keys }, never),
    ],
  ] as const) {
    it(`a recovery by ${recovery}, at each of its registry calls in turn: nothing is lost, and it can be begun anew`, async () => {
      const before = await rig.dump();
      const plan = await rig.plan();
      const last = await lastCallOf(plan);
      let deaths = 0;
      for (let n = 1, died = true; died; n += 1) {
        // Everything written, and dead before the journal was marked.
        assert.ok(await diesAt(last, (on) => applyKeys(on, { catalogueId: 'bluemind-4', keys: plan.keys }, never)));
        assert.ok((await rig.plan()).interrupted);
        died = await diesAt(n, recover);
        deaths += died ? 1 : 0;
        for (let undoable = (await rig.plan()).undoable; undoable !== null; undoable = (await rig.plan()).undoable) {
          valueOf(await undoKeys(rig.workstation, null, never));
        }
        assert.deepEqual(await rig.dump(), before, `call ${n}`);
      }
      assert.ok(deaths > plan.counts.change, `${deaths} deaths`);
    });
  }

  it('recovery leaves alone what somebody else has changed since the interruption', async () => {
    const plan = await rig.plan();
    assert.ok(await diesAt(2 * plan.counts.change, (on) => applyKeys(on, { catalogueId: 'bluemind-4', keys: plan.keys }, never)));
    const expected = await rig.dump();
    valueOf(await rig.workstation.registry.setValue(autodiscover, 'ExcludeScpLookup', dword(9)));
    valueOf(await undoKeys(rig.workstation, null, never));
    const key = valueOf(await rig.workstation.registry.readKey(autodiscover));
    assert.equal(key?.values.find(({ name }) => name.toLowerCase() === 'excludescplookup')?.data, 9);
    assert.notDeepEqual(await rig.dump(), expected);
    assert.equal((await rig.plan()).interrupted, null);
  });
});

describe('a process that is killed', { skip: process.platform === 'win32' ? 'SIGKILL cannot be sent to oneself there' : false }, () => {
  const script = fileURLToPath(new URL('keysProcess.ts', import.meta.url));

  async function killed(work: 'apply' | 'undo', call: number): Promise<void> {
    const child = spawn(process.execPath, [script, rig.folder, work, String(call)], { stdio: ['ignore', 'inherit', 'inherit'] });
    await once(child, 'exit');
    assert.equal(child.signalCode, 'SIGKILL');
  }

  it('in the middle of an apply, then in the middle of its recovery: undo brings back the before-image, and no lock is left', async () => {
    const before = await rig.dump();
    const { counts } = await rig.plan();
    await killed('apply', 2 * counts.change);
    assert.ok((await rig.plan()).interrupted);
    assert.notDeepEqual(await rig.dump(), before);
    await killed('undo', counts.change + 3);
    valueOf(await undoKeys(rig.workstation, null, never));
    assert.deepEqual(await rig.dump(), before);
    assert.equal((await rig.plan()).interrupted, null);
  });
});
