// On the real registry: an apply and its undo leave no trace, two at once are one and a refusal, and a terminated process loses nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import * as native from 'native-reg';
import { applyKeys } from '../../electron/keys/apply.ts';
import { listJournals, saveJournal } from '../../electron/keys/journal.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import { success } from '../../electron/model/result.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { autodiscover, dword, planOf } from '../engine/keysRig.ts';
import { assertSameExport, codeOf, exportSoftware, leaveAlone, must, never, openRig, startedScript, type Rig } from './rig.ts';

const exchange = 'HKCU\\Software\\Microsoft\\Exchange';
let rig: Rig;
let workstation: Workstation;

/** Applies what the catalogue for BlueMind 4 wants on this PC. */
async function apply(on: Workstation = workstation) {
  const plan = await planOf(on);
  return applyKeys(on, { catalogueId: plan.catalogue, keys: plan.keys }, never);
}

/** Something of everything an apply meets, to the byte: other spellings, other types, a text without its end, keys that are not there. */
async function prepare({ registry }: Workstation): Promise<void> {
  must(await registry.setValue(autodiscover, 'excludescplookup', dword(0)));
  must(await registry.setValue(autodiscover, 'preferLOCALxml', dword(1)));
  must(await registry.setValue(autodiscover, 'ExcludeHttpsRootDomain', { type: 'REG_SZ', data: 'oui', stored: '6f0075006900' }));
  must(await registry.setValue(autodiscover, 'ExcludeLastKnownGoodUrl', { type: 'REG_OTHER', number: 4, data: '01' }));
  must(await registry.setValue(exchange, 'MapiHttpDisabled', { type: 'REG_BINARY', data: '01000000' }));
}

const script = startedScript('keysProcess', 'keysProcess.ts');

/** A process that has loaded everything and waits to be told its last step. */
interface Doomed {
  /** Lets it work; gives its exit status and what it complained of. */
  go(step: number): Promise<{ readonly code: number | null; readonly errors: string }>;
  kill(): void;
}

/** Starts a process that works on the same PC. */
function startDoomed(work: 'apply' | 'undo'): Doomed {
  const child = spawn(process.execPath, ['--no-warnings', script, work], {
    env: { ...process.env, LOCALAPPDATA: rig.folder },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    async go(step) {
      child.stdin.end(`${step}\n`);
      await once(child, 'close');
      return { code: child.exitCode, errors };
    },
    kill: () => child.kill(),
  };
}

/** Starting is what takes long: while one dies, the next ones load. */
const startedAhead = 3;

/**
 * Lets one process after the other do the work and end before its n-th step; `ready` prepares, `then` looks at what is left. Ends with
 * the process that reached its end, and gives the number of steps.
 */
async function dieAtEveryStep(
  work: 'apply' | 'undo',
  ready: () => Promise<unknown>,
  then: (step: number) => Promise<void>,
): Promise<number> {
  const waiting = Array.from({ length: startedAhead }, () => startDoomed(work));
  for (let step = 1; ; step += 1) {
    await ready();
    waiting.push(startDoomed(work));
    const { code, errors } = (await waiting.shift()?.go(step)) ?? {};
    assert.ok(code === 0 || code === 99, `${code}: ${errors}`);
    if (code === 99) {
      await then(step);
      continue;
    }
    for (const doomed of waiting) doomed.kill();
    return step - 1;
  }
}

describe('the keys on the real registry', { skip: leaveAlone }, () => {
  before(async () => {
    // Office's keys are there on a PC with Office; here they are made, so that what tests leave behind can be told from them.
    for (const key of ['Software\\Microsoft\\Office\\16.0', 'Software\\Policies']) {
      native.closeKey(native.createKey(native.HKCU, key, native.Access.READ));
    }
  });
  beforeEach(async () => {
    rig = await openRig();
    workstation = rig.workstation;
    await prepare(workstation);
  });
  afterEach(() => rig.close());
  after(() => {
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Exchange');
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Office\\16.0');
  });

  it('are planned, applied, read back, planned anew with nothing left, and undone to the byte', async () => {
    const untouched = await exportSoftware();
    const plan = await planOf(workstation);
    assert.ok(plan.counts.change > 5, JSON.stringify(plan.counts));
    const applied = must(await apply());
    assert.equal(applied.changed, plan.counts.change);
    assert.equal((await planOf(workstation)).counts.change, 0);
    assert.notEqual(await exportSoftware(), untouched);
    assert.equal(must(await apply()).changed, 0);
    must(await undoKeys(workstation, null, never));
    assertSameExport(await exportSoftware(), untouched);
    assert.deepEqual((await planOf(workstation)).counts, plan.counts);
  });

  it('are applied by one of two at once; the other is told', async () => {
    const outcomes = (await Promise.all([apply(), apply()])).map(codeOf).sort();
    assert.deepEqual(outcomes, ['ok', 'workstation.busy']);
    const told = await workstation.exclusive(async () => success(await startDoomed('undo').go(0)));
    assert.match(must(told).errors, /workstation\.busy/);
    must(await undoKeys(workstation, null, never));
  });

  it('are not touched where the journal cannot be written', async () => {
    const untouched = await exportSoftware();
    const { catalogue: catalogueId, keys } = await planOf(workstation);
    await mkdir(workstation.stateFolder, { recursive: true });
    await writeFile(path.join(workstation.stateFolder, 'backups'), 'a file in the place of the folder');
    assert.equal(codeOf(await applyKeys(workstation, { catalogueId, keys }, never)), 'keys.journalNotWritable');
    const unwritable = { ...workstation, stateFolder: path.join(workstation.stateFolder, 'backups') };
    assert.match(codeOf(await applyKeys(unwritable, { catalogueId, keys }, never)), /^keys\.journal/);
    assertSameExport(await exportSoftware(), untouched);
  });
});

describe('a process that is terminated', { skip: leaveAlone }, () => {
  before(() => {
    native.closeKey(native.createKey(native.HKCU, 'Software\\Microsoft\\Office\\16.0', native.Access.READ));
  });
  beforeEach(async () => {
    rig = await openRig();
    workstation = rig.workstation;
    await prepare(workstation);
  });
  afterEach(() => rig.close());
  after(() => {
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Exchange');
    native.deleteTree(native.HKCU, 'Software\\Microsoft\\Office\\16.0');
  });

  it('at every journal step and every write of an apply, in turn: the next start brings back the before-image, to the byte', async () => {
    const untouched = await exportSoftware();
    const steps = await dieAtEveryStep(
      'apply',
      () => Promise.resolve(),
      async (step) => {
        const { interrupted, undoable, counts } = await planOf(workstation);
        assert.equal(interrupted === null && undoable !== null ? counts.change : 0, 0, `done means complete, step ${step}`);
        if (undoable !== null) must(await undoKeys(workstation, null, never));
        assertSameExport(await exportSoftware(), untouched, `step ${step}`);
        const files = await readdir(path.join(workstation.stateFolder, 'journals')).catch(() => []);
        assert.ok(files.every((file) => /\.(json|tmp)$/.test(file)));
      },
    );
    assert.equal((await planOf(workstation)).counts.change, 0, 'the last one was not terminated');
    assert.ok(steps > 12, `${steps} steps`);
    must(await undoKeys(workstation, null, never));
    assertSameExport(await exportSoftware(), untouched);
  });

  it('at every journal step and every write of an undo, in turn: the next undo finishes it', async () => {
    const untouched = await exportSoftware();
    const steps = await dieAtEveryStep('undo', apply, async (step) => {
      const { undoable } = await planOf(workstation);
      if (undoable !== null) must(await undoKeys(workstation, null, never));
      assertSameExport(await exportSoftware(), untouched, `step ${step}`);
    });
    assert.ok(steps > 12, `${steps} steps`);
    assertSameExport(await exportSoftware(), untouched);
  });

  it('at every journal step and every write of a recovery, in turn: the next one finishes it', async () => {
    const untouched = await exportSoftware();
    /** As an apply leaves it that is terminated between its last write and its mark. */
    const interrupted = async (): Promise<void> => {
      must(await apply());
      const journal = must(await listJournals(workstation.stateFolder)).at(-1);
      assert.ok(journal?.state === 'done');
      must(await saveJournal(workstation.stateFolder, { ...journal, state: 'open' }));
      assert.equal((await planOf(workstation)).interrupted, journal.id);
    };
    const steps = await dieAtEveryStep('undo', interrupted, async (step) => {
      const { undoable } = await planOf(workstation);
      if (undoable !== null) must(await undoKeys(workstation, null, never));
      assertSameExport(await exportSoftware(), untouched, `step ${step}`);
    });
    assert.ok(steps > 8, `${steps} steps`);
    assertSameExport(await exportSoftware(), untouched);
  });
});
