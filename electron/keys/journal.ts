// The journals of applies: each a file with the before-image, on disk before the first registry write, so that nothing stays half done.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { journalSchema, type Journal, type JournalEntry } from '../model/keys.ts';
import { problem } from '../model/problem.ts';
import { foldName } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import { writeDurably } from './durableFile.ts';
import { isOutOfReach } from './placement.ts';

const suffix = '.json';
/** Far above any catalogue; a larger file is not one of ours. */
const maxBytes = 16 * 1024 * 1024;

/** A journal that could lead an undo, perhaps with administrator rights, anywhere else than the user's software keys is refused. */
const userSoftware = /^HKCU\\Software\\/i;
const userPolicies = /^HKCU\\Software\\Policies\\/i;

const idPattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;

export function journalsFolder(stateFolder: string): string {
  return path.join(stateFolder, 'journals');
}

export function journalFile(stateFolder: string, id: string): string {
  return path.join(journalsFolder(stateFolder), id + suffix);
}

/** The .reg file that goes with a journal. */
export function backupFile(stateFolder: string, id: string): string {
  return path.join(stateFolder, 'backups', `${id}.reg`);
}

/** All journals, oldest first. A file that is no whole journal is `keys.journalUnreadable` {file}: what it would undo is not known. */
export async function listJournals(stateFolder: string): Promise<Result<readonly Journal[]>> {
  const folder = journalsFolder(stateFolder);
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return success([]);
    if (hasCode(error)) return failure(problem('keys.journalUnreadable', { file: folder, reason: error.code }));
    throw error;
  }
  const journals: Journal[] = [];
  // Temporary files of a write that was cut short end in .tmp: they were never in force.
  for (const name of names.filter((each) => each.endsWith(suffix)).sort()) {
    const file = path.join(folder, name);
    const journal = await readJournal(file);
    if (!journal || journal.id + suffix !== name) return failure(problem('keys.journalUnreadable', { file }));
    journals.push(journal);
  }
  return success(journals);
}

async function readJournal(file: string): Promise<Journal | undefined> {
  try {
    if ((await stat(file)).size > maxBytes) return undefined;
    const parsed = journalSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success && idPattern.test(parsed.data.id) && parsed.data.entries.every(isInBounds) ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error)) return undefined;
    throw error;
  }
}

function isInBounds(entry: JournalEntry): boolean {
  const above = `${foldName(entry.path)}\\`;
  return (
    userSoftware.test(entry.path) &&
    !isOutOfReach(entry.path) &&
    userPolicies.test(entry.path) === (entry.scope === 'policy') &&
    entry.createdKeys.every((key) => /^HKCU\\/i.test(key) && above.startsWith(`${foldName(key)}\\`))
  );
}

/** Writes a journal, flushed to disk when the promise resolves; problem `keys.journalNotWritable` {file, reason}. */
export async function saveJournal(stateFolder: string, journal: Journal): Promise<Result<void>> {
  return saveFile(journalFile(stateFolder, journal.id), `${JSON.stringify(journal, null, 2)}\n`);
}

/** Writes the .reg backup that goes with a journal and gives its path; problem `keys.journalNotWritable` {file, reason}. */
export async function saveBackup(stateFolder: string, id: string, content: Uint8Array): Promise<Result<string>> {
  const file = backupFile(stateFolder, id);
  const saved = await saveFile(file, content);
  return saved.ok ? success(file) : saved;
}

async function saveFile(file: string, content: string | Uint8Array): Promise<Result<void>> {
  try {
    await writeDurably(file, content);
    return success(undefined);
  } catch (error) {
    if (hasCode(error)) return failure(problem('keys.journalNotWritable', { file, reason: error.code }));
    throw error;
  }
}

/** An id such as `20260315T101112123Z` that sorts after every journal there is, also when the clock was set back since. */
export function nextJournalId(now: Date, journals: readonly Journal[]): string {
  const newest = journals.at(-1);
  const earliest = newest ? Date.parse(newest.id.replace(idPattern, '$1-$2-$3T$4:$5:$6.$7Z')) + 1 : 0;
  return new Date(Math.max(now.getTime(), earliest)).toISOString().replace(/[-:.]/g, '');
}

function hasCode(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function isMissing(error: unknown): boolean {
  return hasCode(error) && error.code === 'ENOENT';
}
