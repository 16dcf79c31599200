// Proves that journals are whole or not there, sort by time, and are not believed when they are not ours.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { listJournals, nextJournalId, saveJournal } from '../../electron/keys/journal.ts';
import type { Journal, JournalEntry } from '../../electron/model/keys.ts';
import { problem } from '../../electron/model/problem.ts';

const entry: JournalEntry = {
  path: 'HKCU\\Software\\Microsoft\\Exchange',
  name: 'MapiHttpDisabled',
  scope: 'user',
  before: null,
  after: { type: 'REG_DWORD', data: 0 },
  createdKeys: ['HKCU\\Software\\Microsoft\\Exchange'],
};
const journalOf = (id: string, ...entries: readonly JournalEntry[]): Journal => ({
  version: 1,
  id,
  catalogue: 'bluemind-4',
  startedAt: '2026-03-15T10:11:12.123Z',
  state: 'open',
  entries: [...entries],
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('journals', () => {
  it('a folder without any has none', async () => assert.deepEqual(await listJournals(folder), { ok: true, value: [] }));

  it('come back as they were saved, oldest first, and leave no temporary file', async () => {
    const newer = journalOf('20260315T101112124Z', entry);
    const older = journalOf('20260315T101112123Z', entry);
    await saveJournal(folder, newer);
    await saveJournal(folder, older);
    await saveJournal(folder, { ...older, state: 'done' });
    assert.deepEqual(await listJournals(folder), { ok: true, value: [{ ...older, state: 'done' }, newer] });
    assert.equal((await readdir(path.join(folder, 'journals'))).length, 2);
  });

  it('a temporary file of a write that was cut short was never in force', async () => {
    await mkdir(path.join(folder, 'journals'));
    await writeFile(path.join(folder, 'journals', '20260315T101112123Z.json.1a2b3c4d.tmp'), '{"version":1,');
    assert.deepEqual(await listJournals(folder), { ok: true, value: [] });
  });

  const good = journalOf('20260315T101112123Z', entry);
  const broken: readonly (readonly [string, string])[] = [
    ['an empty file', ''],
    ['half a file', JSON.stringify(good).slice(0, 100)],
    ['another version', JSON.stringify({ ...good, version: 2 })],
    ['the id of another file', JSON.stringify({ ...good, id: '20260315T101112999Z' })],
    ['a path in the machine’s hive', JSON.stringify(journalOf(good.id, { ...entry, path: 'HKLM\\Software\\x', createdKeys: [] }))],
    [
      'a policy that calls itself a user’s value',
      JSON.stringify(journalOf(good.id, { ...entry, path: 'HKCU\\Software\\Policies\\x', createdKeys: [] })),
    ],
    ...['Policies', 'policies\\System', 'Group Policy\\x'].map((below) => {
      const at = `HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\${below}`;
      return [`Windows’ own ${below}`, JSON.stringify(journalOf(good.id, { ...entry, path: at, createdKeys: [] }))] as const;
    }),
    ['a user’s value that calls itself a policy', JSON.stringify(journalOf(good.id, { ...entry, scope: 'policy' }))],
    ['a created key beside its value', JSON.stringify(journalOf(good.id, { ...entry, createdKeys: ['HKCU\\Software\\Microsoft\\Exch'] }))],
    ['a whole hive as created key', JSON.stringify(journalOf(good.id, { ...entry, createdKeys: ['HKCU'] }))],
  ];
  for (const [what, content] of broken) {
    it(`${what} is unreadable, and the file is named`, async () => {
      const file = path.join(folder, 'journals', `${good.id}.json`);
      await mkdir(path.dirname(file));
      await writeFile(file, content);
      assert.deepEqual(await listJournals(folder), { ok: false, problem: problem('keys.journalUnreadable', { file }) });
    });
  }

  it('cut off at any byte, one is unreadable: a part is never taken for the whole', async () => {
    const whole = JSON.stringify(good, null, 2);
    const file = path.join(folder, 'journals', `${good.id}.json`);
    await mkdir(path.dirname(file));
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(file, whole.slice(0, length));
      const listed = await listJournals(folder);
      assert.equal(listed.ok ? 'ok' : listed.problem.code, 'keys.journalUnreadable', `${length} characters`);
    }
  });

  it('a place that cannot be written is a problem that names the file', async () => {
    await writeFile(path.join(folder, 'journals'), '');
    const saved = await saveJournal(folder, good);
    assert.equal(saved.ok ? 'ok' : saved.problem.code, 'keys.journalNotWritable');
  });

  it('the next id sorts after every other, whatever the clock says', () => {
    const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 2, maxLength: 10 }), (clock) => {
        const journals: Journal[] = [];
        for (const now of clock) journals.push(journalOf(nextJournalId(now, journals)));
        const ids = journals.map(({ id }) => id);
        assert.deepEqual(ids, [...new Set(ids)].sort());
      }),
    );
  });
});
