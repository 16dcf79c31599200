// The record of a profile that Outlook is to make at its next start: what was there before, on disk before the registry is written.
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { outlookKey, type OutlookVersion } from '../model/outlookRegistry.ts';
import { problem } from '../model/problem.ts';
import { registryDataSchema, textOf } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';

const pendingSchema = z.strictObject({
  version: z.literal(1),
  office: z.enum(['14.0', '15.0', '16.0']),
  name: z.string().min(1),
  /** The .prf file that Outlook will read. */
  file: z.string().min(1),
  /** The values that were changed, as they were; `null` = absent. Only of the user's own software keys. */
  before: z.array(
    z.strictObject({ path: z.string().regex(/^HKCU\\Software\\Microsoft\\/i), name: z.string(), data: registryDataSchema.nullable() }),
  ),
  /** Keys that did not exist, outermost first. */
  createdKeys: z.array(z.string().regex(/^HKCU\\Software\\Microsoft\\/i)),
});
export type PendingImport = z.infer<typeof pendingSchema>;

/** Where Outlook looks for a .prf file at its start (Office Resource Kit: REG_SZ `ImportPRF`). */
export const importPlace = (office: OutlookVersion) => ({ path: `${outlookKey(office)}\\Setup`, name: 'ImportPRF' }) as const;

const recordFile = (workstation: Workstation): string => path.join(workstation.stateFolder, 'import', 'pending.json');

/** The file that Outlook is told to import now, whoever told it; `null` for none. */
export async function importedFile(workstation: Workstation, office: OutlookVersion): Promise<Result<string | null>> {
  const place = importPlace(office);
  const key = await workstation.registry.readKey(place.path);
  return key.ok ? success(textOf(key.value, place.name) ?? null) : key;
}

/** The import of this program that Outlook has not taken up yet; `null` once it has, or where there is none. */
export async function readPending(workstation: Workstation, office: OutlookVersion): Promise<Result<PendingImport | null>> {
  const file = await importedFile(workstation, office);
  if (!file.ok) return file;
  if (file.value === null) return success(null);
  const record = await readRecord(recordFile(workstation));
  return success(record?.office === office && record.file === file.value ? record : null);
}

/** Saves the .prf file and then the record, both flushed; problem `output.notWritable` {file, reason}. */
export async function savePending(workstation: Workstation, record: PendingImport, prf: string): Promise<Result<void>> {
  const files = [
    [record.file, prf],
    [recordFile(workstation), `${JSON.stringify(record, null, 2)}\n`],
  ] as const;
  for (const [file, content] of files) {
    try {
      await saveFile(file, content);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return failure(problem('output.notWritable', { file, reason: String(error.code) }));
    }
  }
  return success(undefined);
}

/** Forgets an import that was taken back or never came about. */
export async function forgetPending(workstation: Workstation, record: PendingImport): Promise<void> {
  await rm(recordFile(workstation), { force: true });
  await rm(record.file, { force: true });
}

async function readRecord(file: string): Promise<PendingImport | undefined> {
  try {
    return pendingSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

async function saveFile(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // A name that nobody can foresee: whoever runs with more rights must not write through somebody's link.
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
