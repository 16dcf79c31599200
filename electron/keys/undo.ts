// Takes an apply back: the exact before-image of its journal, unless somebody else has changed a value since.
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { listJournals } from './journal.ts';
import { readJournalled, restore } from './recover.ts';
import { writersFor } from './writing.ts';

interface Undone {
  /** How many values were written. */
  readonly restored: number;
  readonly journal: string;
}

/**
 * Undoes one apply, `null` = the newest that is done or was interrupted. Problems: `keys.nothingToUndo`; `keys.changedSince` {path, name}
 * when a value of a completed apply no longer holds what the apply wrote (`force` overwrites it); `elevation.refused`, `cancelled`,
 * `keys.journalNotWritable`, `keys.journalUnreadable`, and those of the registry. After any of them nothing has changed.
 */
export async function undoKeys(
  workstation: Workstation,
  journalId: string | null,
  signal: AbortSignal,
  options: { readonly force?: boolean } = {},
): Promise<Result<Undone>> {
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  // Asked before the lock is taken: having nothing to undo writes nothing, not even the lock's folder.
  if (!journals.value.some(({ state }) => state !== 'undone')) return failure(problem('keys.nothingToUndo'));
  return workstation.exclusive(() => undoAlone(workstation, journalId, signal, options.force ?? false));
}

async function undoAlone(workstation: Workstation, journalId: string | null, signal: AbortSignal, force: boolean): Promise<Result<Undone>> {
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  const journal = journals.value.findLast(({ id, state }) => state !== 'undone' && (journalId === null || id === journalId));
  if (!journal) return failure(problem('keys.nothingToUndo'));
  const values = await readJournalled(workstation, journal);
  if (!values.ok) return values;
  const foreign = values.value.find(({ holds }) => holds === 'other');
  if (foreign && journal.state === 'done' && !force) {
    return failure(problem('keys.changedSince', { path: foreign.change.path, name: foreign.change.name }));
  }
  const writers = await writersFor(
    workstation,
    journal.entries.map(({ scope }) => scope),
    signal,
  );
  if (!writers.ok) return writers;
  const toWrite = values.value.filter(({ holds }) => holds === 'after' || (holds === 'other' && force));
  const restored = await restore(workstation, journal, toWrite, writers.value, signal);
  return restored.ok ? success({ restored: restored.value, journal: journal.id }) : restored;
}
