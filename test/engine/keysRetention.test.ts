// Proves that old journals and backups go once nothing needs them, and that none goes which undo or recovery may still read.
import assert from 'node:assert/strict';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { applyKeys } from '../../electron/keys/apply.ts';
import { listJournals, saveBackup, saveJournal } from '../../electron/keys/journal.ts';
import { forgettable } from '../../electron/keys/retention.ts';
import { undoKeys } from '../../electron/keys/undo.ts';
import type { Journal } from '../../electron/model/keys.ts';
import { never, openRig, valueOf, type Rig } from './keysRig.ts';

const now = new Date('2026-06-01T12:00:00Z');
const day = 86_400_000;

/** A journal that was begun so many days ago. */
function journalOf(daysAgo: number, state: Journal['state'] = 'undone', today = now): Journal {
  const startedAt = new Date(today.getTime() - daysAgo * day).toISOString();
  return { version: 1, id: startedAt.replace(/[-:.]/g, ''), catalogue: 'bluemind-4', startedAt, state, entries: [] };
}

describe('journals that may be forgotten', () => {
  it('are undone, older than 90 days, and not among the newest 20', () => {
    const old = Array.from({ length: 30 }, (_, index) => journalOf(400 - index));
    assert.deepEqual(forgettable(old, now), old.slice(0, 10));
    assert.deepEqual(forgettable(old.slice(0, 20), now), []);
    const young = Array.from({ length: 30 }, (_, index) => journalOf(89 - index));
    assert.deepEqual(forgettable(young, now), []);
  });

  it('are never those that undo or recovery may still read, whatever their age and number', () => {
    const states = fc.constantFrom<Journal['state']>('open', 'done', 'undone');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), states), { maxLength: 80 }), (drawn) => {
        const journals = drawn.map(([age, state]) => journalOf(age, state)).sort((a, b) => (a.id < b.id ? -1 : 1));
        const gone = forgettable(journals, now);
        assert.ok(gone.every(({ state }) => state === 'undone'));
        assert.ok(journals.slice(-20).every((journal) => !gone.includes(journal)));
      }),
    );
  });
});

describe('after an apply', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await openRig();
  });
  afterEach(() => rig.close());

  it('they are gone with their backups and old drafts; profile backups, the interrupted and the undoable stay', async () => {
    const today = new Date();
    const states: readonly Journal['state'][] = ['done', ...Array.from({ length: 25 }, () => 'undone' as const)];
    const old = states.map((state, index) => journalOf(300 - index, state, today));
    for (const journal of old) {
      valueOf(await saveBackup(rig.folder, journal.id, Buffer.from('before')));
      valueOf(await saveJournal(rig.folder, journal));
    }
    const [draft, profile] = ['20250101T000000000Z.json.0a1b2c3d.tmp', 'Corpus 2025.reg'];
    await writeFile(path.join(rig.folder, 'journals', draft), '{');
    await utimes(path.join(rig.folder, 'journals', draft), 1, 1);
    await writeFile(path.join(rig.folder, 'backups', profile), 'a profile');
    const plan = await rig.plan();
    const applied = valueOf(await applyKeys(rig.workstation, { catalogueId: 'bluemind-4', keys: plan.keys }, never));

    const left = valueOf(await listJournals(rig.folder)).map(({ id }) => id);
    assert.deepEqual(left, [old[0]?.id, ...old.slice(6).map(({ id }) => id), applied.journal]);
    const files = await readdir(path.join(rig.folder, 'backups'));
    assert.deepEqual([...files].sort(), [...left.map((id) => `${id}.reg`), profile].sort());
    assert.ok(!(await readdir(path.join(rig.folder, 'journals'))).includes(draft));
    assert.equal(valueOf(await undoKeys(rig.workstation, null, never)).journal, applied.journal);
    assert.equal((await rig.plan()).undoable, old[0]?.id);
  });
});
