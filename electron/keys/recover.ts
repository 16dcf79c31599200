// Takes back an apply, or an undo, that was interrupted: its journal is still open.
import type { Journal } from '../model/keys.ts';
import { dataOf } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { sameOrBothAbsent } from './beforeImage.ts';
import { saveJournal } from './journal.ts';
import { viewRegistry } from './registryView.ts';
import { removeCreatedKeys, writeAll, type ValueChange, type Writers } from './writing.ts';

/**
 * Brings back the before-image of an open journal and marks it undone; gives the number of values written. A value that holds neither
 * what was there before nor what the apply wrote was changed by somebody else since the interruption, and is left to them.
 */
export async function restoreInterrupted(
  workstation: Workstation,
  journal: Journal,
  writers: Writers,
  signal: AbortSignal,
): Promise<Result<number>> {
  const values = await readJournalled(workstation, journal);
  if (!values.ok) return values;
  return restore(
    workstation,
    journal,
    values.value.filter(({ holds }) => holds === 'after'),
    writers,
    signal,
  );
}

/** One journalled value and what it holds now. */
export interface JournalledValue {
  readonly holds: 'before' | 'after' | 'other';
  /** Leads from what is there now to the before-image. */
  readonly change: ValueChange;
}

/** What each value of a journal holds now, in the journal's order. */
export async function readJournalled(workstation: Workstation, journal: Journal): Promise<Result<readonly JournalledValue[]>> {
  const values: JournalledValue[] = [];
  const view = viewRegistry(workstation.registry);
  for (const { path, name, scope, before, after } of journal.entries) {
    const key = await view.readKey(path);
    if (!key.ok) return key;
    const now = dataOf(key.value, name);
    const holds = sameOrBothAbsent(now, before) ? 'before' : sameOrBothAbsent(now, after) ? 'after' : 'other';
    values.push({ holds, change: { path, name, scope, from: now, to: before } });
  }
  return success(values);
}

/**
 * Writes the before-image of these values, removes the keys the apply created, and marks the journal undone. While it writes the journal
 * is open, so that a killed undo is finished at the next start; a failed one leaves the values as they were and the journal in its state.
 */
export async function restore(
  workstation: Workstation,
  journal: Journal,
  values: readonly JournalledValue[],
  writers: Writers,
  signal: AbortSignal,
): Promise<Result<number>> {
  const { stateFolder } = workstation;
  if (journal.state !== 'open') {
    const opened = await saveJournal(stateFolder, { ...journal, state: 'open' });
    if (!opened.ok) return opened;
  }
  const changes = values.map(({ change }) => change).toReversed();
  const written = await writeAll(writers, changes, signal);
  if (!written.ok) {
    if (written.restored && journal.state !== 'open') await saveJournal(stateFolder, journal);
    return failure(written.problem);
  }
  const removed = await removeCreatedKeys(writers, journal.entries);
  if (!removed.ok) return removed;
  await writers.user.flush?.();
  const marked = await saveJournal(stateFolder, { ...journal, state: 'undone' });
  return marked.ok ? success(changes.length) : marked;
}
