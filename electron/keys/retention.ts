// Which journals and backups may go: those that nothing needs any more, long after they were made.
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Journal } from '../model/keys.ts';
import { backupFile, journalFile, journalsFolder } from './journal.ts';

/** However old, so many of the newest journals stay, for people who want to know what was done. */
const kept = 20;
/** In days; younger journals stay, however many there are. */
const keptDays = 90;
/** A temporary file of this age, in days, belongs to no write that is still going on. */
const draftDays = 1;
const dayMs = 86_400_000;

/**
 * The journals that may be forgotten: undone, not among the newest, and old. One that is open or done is what recovery and undo read, and
 * stays as long as it is. Journals come oldest first. Pure.
 */
export function forgettable(journals: readonly Journal[], now: Date): readonly Journal[] {
  const youngest = now.getTime() - keptDays * dayMs;
  return journals.slice(0, -kept).filter(({ state, startedAt }) => state === 'undone' && Date.parse(startedAt) < youngest);
}

/**
 * Removes what may be forgotten, and the drafts of writes that were cut short. Runs while this process writes alone. It never fails: what
 * cannot be removed today is tried again after the next apply.
 */
export async function tidy(stateFolder: string, journals: readonly Journal[], now: Date): Promise<void> {
  for (const { id } of forgettable(journals, now)) {
    // The journal last: while it is there, it says what the backup is.
    await quietly(() => rm(backupFile(stateFolder, id), { force: true }));
    await quietly(() => rm(journalFile(stateFolder, id), { force: true }));
  }
  for (const folder of [journalsFolder(stateFolder), path.dirname(backupFile(stateFolder, ''))]) {
    await quietly(() => removeDrafts(folder, now));
  }
}

async function removeDrafts(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (!/\.[0-9a-f]{8}\.tmp$/.test(name) || (await stat(file)).mtimeMs > now.getTime() - draftDays * dayMs) continue;
    await rm(file, { force: true });
  }
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
