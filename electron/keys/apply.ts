// Applies a plan: journal and backup to disk first, then the values, then reading every one of them back.
import type { Journal, JournalEntry, PlannedKey } from '../model/keys.ts';
import { cancelled } from '../model/problem.ts';
import { foldName } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { encodeRegFile, type RegFileKey, type RegFileValue } from '../workstation/registry/regFile.ts';
import { readBeforeImage } from './beforeImage.ts';
import { listJournals, nextJournalId, saveBackup, saveJournal } from './journal.ts';
import { refuseForeign } from './journalBounds.ts';
import { restoreInterrupted } from './recover.ts';
import { tidy } from './retention.ts';
import { removeCreatedKeys, writeAll, writersFor, type Writers } from './writing.ts';

interface Applied {
  /** How many values were written. */
  readonly changed: number;
  /** Id of the journal that undoes it, and path of the .reg file with what was there before; `null` when nothing had to change. */
  readonly journal: string | null;
  readonly backup: string | null;
}

const nothingChanged: Applied = { changed: 0, journal: null, backup: null };

/**
 * Writes every key of the plan whose state is `change`, alone on this workstation; an interrupted earlier apply is taken back first.
 * On any failure, and when the signal fires, the registry is as it was. Problems: `workstation.busy`, `elevation.refused` (nothing was
 * written), `keys.journalNotWritable`, `keys.journalUnreadable`, `keys.journalForeign`, `keys.readBackDiffers`, `cancelled`, and those of the registry.
 */
export async function applyKeys(
  workstation: Workstation,
  request: { readonly catalogueId: string; readonly keys: readonly PlannedKey[] },
  signal: AbortSignal,
): Promise<Result<Applied>> {
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  const changing = request.keys.some(({ state }) => state === 'change');
  if (!changing && !journals.value.some(({ state }) => state === 'open')) return success(nothingChanged);
  return workstation.exclusive(() => applyAlone(workstation, request, signal));
}

async function applyAlone(
  workstation: Workstation,
  { catalogueId, keys }: { readonly catalogueId: string; readonly keys: readonly PlannedKey[] },
  signal: AbortSignal,
): Promise<Result<Applied>> {
  // Listed again: another process may have applied until the lock was ours.
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  if (signal.aborted) return failure(cancelled);
  const interrupted = journals.value.filter(({ state }) => state === 'open');
  const policies = keys.filter(({ scope }) => scope === 'policy');
  const foreign = await refuseForeign(workstation.stateFolder, interrupted, policies);
  if (foreign) return failure(foreign);
  const scopes = [...interrupted.flatMap(({ entries }) => entries), ...keys.filter(({ state }) => state === 'change')].map(
    ({ scope }) => scope,
  );
  const writers = await writersFor(workstation, scopes, signal);
  if (!writers.ok) return writers;
  for (const journal of interrupted.toReversed()) {
    const restored = await restoreInterrupted(workstation, journal, writers.value, signal);
    if (!restored.ok) return restored;
  }
  const writable = keys.filter(({ scope }) => scope === 'user' || scopes.includes('policy'));
  const entries = await readBeforeImage(workstation.registry, writable);
  if (!entries.ok) return entries;
  if (entries.value.length === 0) return success(nothingChanged);
  const now = workstation.now();
  const journal: Journal = {
    version: 1,
    id: nextJournalId(now, journals.value),
    catalogue: catalogueId,
    startedAt: now.toISOString(),
    state: 'open',
    entries: [...entries.value],
  };
  const outcome = await writeJournalled(workstation, journal, writers.value, signal);
  if (outcome.ok) await tidy(workstation.stateFolder, journals.value, now);
  return outcome;
}

async function writeJournalled(
  workstation: Workstation,
  journal: Journal,
  writers: Writers,
  signal: AbortSignal,
): Promise<Result<Applied>> {
  const { stateFolder } = workstation;
  const { entries } = journal;
  const backup = await saveBackup(stateFolder, journal.id, encodeRegFile(sectionsOf(entries)));
  if (!backup.ok) return backup;
  const opened = await saveJournal(stateFolder, journal);
  if (!opened.ok) return opened;
  const changes = entries.map(({ before, after, ...place }) => ({ ...place, from: before, to: after }));
  const written = await writeAll(writers, changes, signal);
  if (written.ok) {
    // Windows writes a hive lazily: after a power cut a mark that is on disk must not speak of values that are not.
    await writers.user.flush?.();
    const done = await saveJournal(stateFolder, { ...journal, state: 'done' });
    if (done.ok) return success({ changed: entries.length, journal: journal.id, backup: backup.value });
    // Without its mark the apply counts as interrupted: what cannot be marked done must not be done.
    const restored = await restoreInterrupted(workstation, journal, writers, new AbortController().signal);
    return restored.ok ? done : failure(done.problem);
  }
  // A journal whose rollback did not complete stays open: the next start finishes it.
  if (written.restored && (await removeCreatedKeys(writers, entries)).ok) await saveJournal(stateFolder, { ...journal, state: 'undone' });
  return failure(written.problem);
}

/** The before-image as a .reg file: importing it brings back each value, and removes those that were not there. */
function sectionsOf(entries: readonly JournalEntry[]): readonly RegFileKey[] {
  const sections = new Map<string, { readonly path: string; readonly values: RegFileValue[] }>();
  for (const { path, name, before } of entries) {
    const section = sections.get(foldName(path)) ?? { path, values: [] };
    section.values.push({ name, data: before });
    sections.set(foldName(path), section);
  }
  return [...sections.values()];
}
