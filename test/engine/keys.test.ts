// Proves that applying keys is all or nothing on a real registry file, and that undo brings back every byte.
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { applyKeys } from '../../electron/keys/apply.ts';
import { listJournals, saveJournal } from '../../electron/keys/journal.ts';
import { changedSince, undoKeys } from '../../electron/keys/undo.ts';
import type { JournalEntry, Plan } from '../../electron/model/keys.ts';
import { problem } from '../../electron/model/problem.ts';
import { findValue, textOf } from '../../electron/model/registry.ts';
import { problemExitStatus } from '../../electron/model/problem.ts';
import { success, type Result } from '../../electron/model/result.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { parseRegFile } from '../../electron/workstation/registry/regFile.ts';
import {
  autodiscover,
  dword,
  exchangePolicies,
  interceptWrites,
  never,
  openRig,
  refused,
  valueOf,
  withRegistry,
  type Rig,
} from './keysRig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const apply = (plan: Plan, workstation: Workstation = rig.workstation, signal = never): ReturnType<typeof applyKeys> =>
  applyKeys(workstation, { catalogueId: plan.catalogue, keys: plan.keys }, signal);
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);

describe('applying the plan', () => {
  it('changes what it said, leaves nothing to do, and undo brings back the registry byte for byte', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    const applied = valueOf(await apply(plan));
    assert.equal(applied.changed, plan.counts.change);
    const after = await rig.plan();
    assert.equal(after.counts.change, 0);
    assert.equal(after.undoable, applied.journal);
    assert.notDeepEqual(await rig.dump(), before);
    const undone = valueOf(await undoKeys(rig.workstation, null, never));
    assert.deepEqual(undone, { restored: applied.changed, journal: applied.journal });
    assert.deepEqual(await rig.dump(), before);
    assert.deepEqual(await rig.plan(), plan);
  });

  it('a second apply writes nothing and needs no journal', async () => {
    const plan = await rig.plan();
    valueOf(await apply(plan));
    assert.deepEqual(valueOf(await apply(await rig.plan())), { changed: 0, journal: null, backup: null });
    assert.deepEqual(valueOf(await apply(plan)), { changed: 0, journal: null, backup: null });
    assert.equal((await readdir(path.join(rig.folder, 'journals'))).length, 1);
  });

  it('the backup is a .reg file that brings back each value and removes those that were not there', async () => {
    const applied = valueOf(await apply(await rig.plan()));
    assert.ok(applied.backup);
    const backup = valueOf(parseRegFile(await readFile(applied.backup)));
    const section = backup.find((key) => key.path === autodiscover);
    assert.ok(section);
    assert.deepEqual(section.values.find(({ name }) => name === 'excludescplookup')?.data, dword(0));
    assert.equal(section.values.find(({ name }) => name === 'ExcludeExplicitO365Endpoint')?.data, null);
  });

  it('a value that became another wrong one since the plan is replaced, and undo brings that one back', async () => {
    const plan = await rig.plan();
    valueOf(await rig.workstation.registry.setValue(autodiscover, 'ExcludeScpLookup', dword(7)));
    const before = await rig.dump();
    valueOf(await apply(plan));
    valueOf(await undoKeys(rig.workstation, null, never));
    assert.deepEqual(await rig.dump(), before);
  });

  it('a value that became right since the plan is neither written nor undone', async () => {
    const plan = await rig.plan();
    valueOf(await rig.workstation.registry.setValue(autodiscover, 'ExcludeScpLookup', dword(1)));
    assert.equal(valueOf(await apply(plan)).changed, plan.counts.change - 1);
    valueOf(await undoKeys(rig.workstation, null, never));
    assert.equal(findValue(valueOf(await rig.workstation.registry.readKey(autodiscover)), 'ExcludeScpLookup')?.data, 1);
  });

  it('a policy that came to contradict a value since the plan keeps it from being written', async () => {
    const plan = await rig.plan();
    const admin = valueOf(await rig.workstation.elevation.request(never));
    valueOf(await admin.setValue(autodiscover.replace('Software', 'Software\\Policies'), 'excludescplookup', dword(0)));
    assert.equal(valueOf(await apply(plan)).changed, plan.counts.change - 1);
  });

  it('two applies are undone one after the other, the newest first', async () => {
    const before = await rig.dump();
    const first = valueOf(await apply(await rig.plan()));
    const between = await rig.dump();
    const second = valueOf(await apply(await rig.plan(rig.workstation, ['enableLogging'])));
    assert.ok(first.journal && second.journal && first.journal < second.journal);
    assert.equal(valueOf(await undoKeys(rig.workstation, null, never)).journal, second.journal);
    assert.deepEqual(await rig.dump(), between);
    assert.equal(valueOf(await undoKeys(rig.workstation, null, never)).journal, first.journal);
    assert.deepEqual(await rig.dump(), before);
    assert.equal(codeOf(await undoKeys(rig.workstation, null, never)), 'keys.nothingToUndo');
  });
});

describe('when something fails', () => {
  it('at any write in turn, everything is as it was and the plan is the same', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    for (let n = 1; n <= plan.counts.change; n += 1) {
      const failing = interceptWrites(rig.workstation.registry, (write) => (write === n ? refused : undefined));
      assert.equal(codeOf(await apply(plan, withRegistry(rig.workstation, failing))), 'registry.failed', `write ${n}`);
      assert.deepEqual(await rig.dump(), before, `write ${n}`);
      assert.deepEqual(await rig.plan(), plan, `write ${n}`);
    }
  });

  it('at any write and all that follow, the journal stays open and undo finishes the way back', async () => {
    const plan = await rig.plan();
    const before = await rig.dump();
    for (let n = 2; n <= plan.counts.change; n += 1) {
      const failing = interceptWrites(rig.workstation.registry, (write) => (write >= n ? refused : undefined));
      assert.equal(codeOf(await apply(plan, withRegistry(rig.workstation, failing))), 'registry.failed');
      const interrupted = await rig.plan();
      assert.ok(interrupted.interrupted, `write ${n}`);
      assert.equal(valueOf(await undoKeys(rig.workstation, null, never)).journal, interrupted.interrupted);
      assert.deepEqual(await rig.dump(), before, `write ${n}`);
    }
  });

  it('a write that says it was done and was not is noticed, and everything is as it was', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    const lying = interceptWrites(rig.workstation.registry, (write) => (write === 3 ? success(undefined) : undefined));
    const applied = await apply(plan, withRegistry(rig.workstation, lying));
    assert.equal(codeOf(applied), 'keys.readBackDiffers');
    assert.deepEqual(await rig.dump(), before);
  });

  it('a cancelled apply puts everything back', async () => {
    const before = await rig.dump();
    const plan = await rig.plan();
    for (let n = 1; n <= plan.counts.change; n += 1) {
      const stop = new AbortController();
      const stopping = interceptWrites(rig.workstation.registry, (write) => (write === n ? stop.abort() : undefined, undefined));
      assert.equal(codeOf(await apply(plan, withRegistry(rig.workstation, stopping), stop.signal)), 'cancelled');
      assert.deepEqual(await rig.dump(), before, `write ${n}`);
    }
    assert.equal((await rig.plan()).interrupted, null);
  });

  it('a journal that cannot be written prevents the first write', async () => {
    const before = await rig.dump();
    await writeFile(path.join(rig.folder, 'backups'), 'a file where the folder should be');
    const applied = await apply(await rig.plan());
    assert.equal(codeOf(applied), 'keys.journalNotWritable');
    assert.deepEqual(await rig.dump(), before);
  });

  it('an undo that fails at any write leaves what was applied, and may be tried again', async () => {
    const before = await rig.dump();
    const { changed } = valueOf(await apply(await rig.plan()));
    const applied = await rig.dump();
    for (let n = 1; n <= changed; n += 1) {
      const failing = interceptWrites(rig.workstation.registry, (write) => (write === n ? refused : undefined));
      assert.equal(codeOf(await undoKeys(withRegistry(rig.workstation, failing), null, never)), 'registry.failed');
      assert.deepEqual(await rig.dump(), applied, `write ${n}`);
    }
    valueOf(await undoKeys(rig.workstation, null, never));
    assert.deepEqual(await rig.dump(), before);
  });

  it('another process at work on this workstation is told to the second, who changes nothing', async () => {
    const plan = await rig.plan();
    const busy = await rig.workstation.exclusive(async () => success(await apply(plan)));
    assert.equal(codeOf(valueOf(busy)), 'workstation.busy');
    assert.equal(problemExitStatus['workstation.busy'], 3);
    assert.deepEqual(await rig.plan(), plan);
  });
});

describe('undo', () => {
  it('without anything applied says so', async () => {
    assert.equal(codeOf(await undoKeys(rig.workstation, null, never)), 'keys.nothingToUndo');
  });

  it('does not overwrite what somebody else has changed since, unless it is told to', async () => {
    const before = await rig.dump();
    valueOf(await apply(await rig.plan()));
    valueOf(await rig.workstation.registry.setValue(autodiscover, 'ExcludeScpLookup', dword(5)));
    const changed = await rig.dump();
    const undone = await undoKeys(rig.workstation, null, never);
    const place = `${autodiscover}!excludescplookup`;
    assert.deepEqual(undone, { ok: false, problem: problem('keys.changedSince', { values: [place] }) });
    assert.deepEqual(valueOf(await changedSince(rig.workstation)), [place]);
    assert.deepEqual(await rig.dump(), changed);
    const other = await undoKeys(rig.workstation, null, never, { overwrite: [`${autodiscover}!ExcludeSrvRecord`] });
    assert.equal(codeOf(other), 'keys.changedSince', 'only what was named is overwritten');
    assert.deepEqual(await rig.dump(), changed);
    valueOf(await undoKeys(rig.workstation, null, never, { overwrite: [place] }));
    assert.deepEqual(await rig.dump(), before);
  });

  it('keeps a key that the apply created once somebody else has put something in it', async () => {
    valueOf(await apply(await rig.plan()));
    const cachedMode = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Cached Mode';
    valueOf(await rig.workstation.registry.setValue(cachedMode, 'Mine', { type: 'REG_SZ', data: 'stays' }));
    valueOf(await undoKeys(rig.workstation, null, never));
    const key = valueOf(await rig.workstation.registry.readKey(cachedMode));
    assert.equal(textOf(key, 'Mine'), 'stays');
    assert.equal(key?.values.length, 1);
  });

  it('a garbled journal stops plan, apply and undo, and names the file', async () => {
    const plan = await rig.plan();
    const { journal } = valueOf(await apply(plan));
    const file = path.join(rig.folder, 'journals', `${journal}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -20));
    const expected = { ok: false, problem: problem('keys.journalUnreadable', { file }) };
    assert.deepEqual(await undoKeys(rig.workstation, null, never), expected);
    assert.deepEqual(await apply(plan), expected);
  });

  it('a journal that leads out of the user’s software keys is refused', async () => {
    const { journal } = valueOf(await apply(await rig.plan()));
    const file = path.join(rig.folder, 'journals', `${journal}.json`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('HKCU\\\\Software\\\\Microsoft\\\\Exchange', 'HKLM\\\\SYSTEM\\\\Setup'));
    assert.equal(codeOf(await undoKeys(rig.workstation, null, never)), 'keys.journalUnreadable');
  });
});

describe('a mark in the journal', () => {
  it('is set once the registry is on disk, which is asked for once', async () => {
    const before = await rig.dump();
    const flushed: (readonly [state: string | undefined, written: boolean])[] = [];
    const plan = await rig.plan();
    const flush = async (): Promise<void> => {
      const journal = valueOf(await listJournals(rig.folder)).at(-1);
      flushed.push([journal?.state, !before.equals(await rig.dump())]);
    };
    const flushing = withRegistry(rig.workstation, { ...rig.workstation.registry, flush });
    valueOf(await apply(plan, flushing));
    assert.deepEqual(flushed, [['open', true]]);
    valueOf(await undoKeys(flushing, null, never));
    assert.deepEqual(flushed.slice(1), [['open', false]]);
    assert.equal(valueOf(await listJournals(rig.folder)).at(-1)?.state, 'undone');
  });
});

describe('policies', () => {
  it('are written with administrator rights, asked for once, and undone with them', async () => {
    const before = await rig.dump();
    let asked = 0;
    const counting: Workstation = {
      ...rig.workstation,
      elevation: { request: (signal) => ((asked += 1), rig.workstation.elevation.request(signal)) },
    };
    valueOf(await apply(await rig.plan(), counting));
    assert.equal(asked, 0, 'user values need no administrator');
    valueOf(await apply(await rig.plan(counting, ['maxNumExchange', 'disableConsumerAccounts']), counting));
    assert.equal(asked, 1);
    assert.equal(findValue(valueOf(await rig.workstation.registry.readKey(exchangePolicies)), 'MaxNumExchange')?.data, 1);
    valueOf(await undoKeys(counting, null, never));
    valueOf(await undoKeys(counting, null, never));
    assert.deepEqual(await rig.dump(), before);
  });

  it('that only a planted journal names are neither written nor taken back, whoever holds the rights, and the journal stays', async () => {
    const office = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook\\Security';
    const rights = valueOf(await rig.workstation.elevation.request(never));
    valueOf(await rights.setValue(office, 'Level', dword(1)));
    const planted: JournalEntry = { path: office, name: 'Level', scope: 'policy', before: dword(4), after: dword(1), createdKeys: [] };
    const id = '20260101T000000000Z';
    const file = path.join(rig.folder, 'journals', `${id}.json`);
    for (const state of ['open', 'done'] as const) {
      const startedAt = '2026-01-01T00:00:00.000Z';
      valueOf(await saveJournal(rig.folder, { version: 1, id, catalogue: 'own', startedAt, state, entries: [planted] }));
      const before = [await rig.dump(), await readFile(file)];
      let asked = 0;
      const elevated = { ...rig.workstation, elevation: { request: () => ((asked += 1), Promise.resolve(success(rights))) } };
      const expected = { ok: false, problem: problem('keys.journalForeign', { file, values: [`${office}!Level`] }) };
      assert.deepEqual(await undoKeys(elevated, null, never), expected);
      // A journal that is done is no part of an apply.
      if (state === 'open') assert.deepEqual(await apply(await rig.plan(), elevated), expected);
      assert.deepEqual([await rig.dump(), await readFile(file)], before);
      assert.equal(asked, 0);
    }
    // Whoever holds the rights may name a catalogue that has them.
    valueOf(await undoKeys(rig.workstation, null, never, { policies: [{ path: office.toUpperCase(), name: 'LEVEL' }] }));
    assert.deepEqual(findValue(valueOf(await rig.workstation.registry.readKey(office)), 'Level')?.data, 4);
  });

  it('a no to administrator rights writes nothing at all', async () => {
    const refusing = await openRig({ refuseElevation: true });
    const before = await refusing.dump();
    const plan = await refusing.plan(refusing.workstation, ['maxNumExchange']);
    assert.equal(codeOf(await apply(plan, refusing.workstation)), 'elevation.refused');
    assert.deepEqual(await refusing.dump(), before);
    assert.equal((await refusing.plan()).interrupted, null);
    await refusing.close();
  });
});
