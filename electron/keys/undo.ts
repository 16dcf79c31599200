// Takes an apply back: the exact before-image of its journal, unless somebody else has changed a value since.
import type { Journal } from '../model/keys.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { listJournals } from './journal.ts';
import { refuseForeign } from './journalBounds.ts';
import type { Place } from './policyPlaces.ts';
import { readJournalled, restore, type JournalledValue } from './recover.ts';
import { writersFor } from './writing.ts';

interface Undone {
  /** How many values were written. */
  readonly restored: number;
  readonly journal: string;
}

export interface UndoOptions {
  readonly overwrite?: readonly string[];
  /** Policies that may be written beside those of the built-in catalogues. */
  readonly policies?: readonly Place[];
}

/**
 * Undoes one apply, `null` = the newest that is done or was interrupted. Problems: `keys.nothingToUndo`; `keys.changedSince` {values}
 * when values of a completed apply no longer hold what the apply wrote and are not among those to `overwrite` (each as in `values`:
 * `PATH!NAME`); `elevation.refused`, `cancelled`, `keys.journalNotWritable`, `keys.journalUnreadable`, `keys.journalForeign`, and those of the registry. After any
 * of them nothing has changed.
 */
export async function undoKeys(
  workstation: Workstation,
  journalId: string | null,
  signal: AbortSignal,
  options: UndoOptions = {},
): Promise<Result<Undone>> {
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  // Asked before the lock is taken: having nothing to undo writes nothing, not even the lock's folder.
  if (!journals.value.some(({ state }) => state !== 'undone')) return failure(problem('keys.nothingToUndo'));
  return workstation.exclusive(() => undoAlone(workstation, journalId, signal, options));
}

/** The values that an undo would have to overwrite although somebody else has changed them since, each as `PATH!NAME`. */
export async function changedSince(workstation: Workstation): Promise<Result<readonly string[]>> {
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  const journal = journals.value.findLast(({ state }) => state !== 'undone');
  if (!journal) return failure(problem('keys.nothingToUndo'));
  const values = await readJournalled(workstation, journal);
  return values.ok ? success(foreignIn(journal, values.value)) : values;
}

/** What an interrupted apply left half done is nobody's decision: only a completed one can be changed since. */
function foreignIn({ state }: Journal, values: readonly JournalledValue[]): readonly string[] {
  return state === 'done' ? values.filter(({ holds }) => holds === 'other').map(placeOf) : [];
}

function placeOf({ change }: JournalledValue): string {
  return `${change.path}!${change.name}`;
}

async function undoAlone(
  workstation: Workstation,
  journalId: string | null,
  signal: AbortSignal,
  { overwrite = [], policies = [] }: UndoOptions,
): Promise<Result<Undone>> {
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  const journal = journals.value.findLast(({ id, state }) => state !== 'undone' && (journalId === null || id === journalId));
  if (!journal) return failure(problem('keys.nothingToUndo'));
  const outOfBounds = await refuseForeign(workstation.stateFolder, [journal], policies);
  if (outOfBounds) return failure(outOfBounds);
  const values = await readJournalled(workstation, journal);
  if (!values.ok) return values;
  const foreign = foreignIn(journal, values.value).filter((place) => !overwrite.includes(place));
  if (foreign.length > 0) return failure(problem('keys.changedSince', { values: [...foreign] }));
  const writers = await writersFor(
    workstation,
    journal.entries.map(({ scope }) => scope),
    signal,
  );
  if (!writers.ok) return writers;
  const toWrite = values.value.filter(
    (value) => value.holds === 'after' || (value.holds === 'other' && overwrite.includes(placeOf(value))),
  );
  const restored = await restore(workstation, journal, toWrite, writers.value, signal);
  return restored.ok ? success({ restored: restored.value, journal: journal.id }) : restored;
}
