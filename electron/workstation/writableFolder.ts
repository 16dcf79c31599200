// Makes a folder ready for writing, or says why it cannot be written.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';

/**
 * Makes the folder if needed and proves that it can be written, by writing: permissions alone do not tell of read-only disks.
 * `ownFolder` refuses a link in its place or in that of anything in it, for a process with more rights than the folder's owner, who can make
 * junctions without any (lstat calls them links). Problem `workstation.folderNotWritable`.
 */
export async function prepareWritableFolder(folder: string, options: { readonly ownFolder?: boolean } = {}): Promise<Result<void>> {
  const refused = (reason: string, what = folder): Result<void> =>
    failure(problem('workstation.folderNotWritable', { folder: what, reason }));
  // Nobody can have put a file or a link where this one will be.
  const proof = path.join(folder, `.writable-${randomBytes(8).toString('hex')}`);
  try {
    await makeFolder(path.resolve(folder));
    const link = options.ownFolder ? await linkIn(folder) : undefined;
    if (link !== undefined) return refused('link', link);
    await writeFile(proof, '', { flag: 'wx' });
    await rm(proof);
    return success(undefined);
  } catch (error) {
    const code = z.object({ code: z.string() }).safeParse(error).data?.code;
    if (code === undefined) throw error;
    return refused(code);
  }
}

/** The folder itself, or the first thing directly in it, that is a link: journals, backups and imports are written one level down. */
async function linkIn(folder: string): Promise<string | undefined> {
  if ((await lstat(folder)).isSymbolicLink()) return folder;
  for (const name of await readdir(folder)) {
    const place = path.join(folder, name);
    const seen = await lstat(place).catch(() => undefined);
    if (seen?.isSymbolicLink()) return place;
  }
  return undefined;
}

/**
 * Makes a folder and its missing parents, one at a time: Node's own `recursive` never ends below a folder that answers ENOENT to every
 * mkdir, as /proc does (seen with Node 24).
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const code = z.object({ code: z.string() }).safeParse(error).data?.code;
    if (code === 'EEXIST') return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder || (await exists(parent))) throw error;
    await makeFolder(parent);
    await mkdir(folder, { mode: 0o700 });
  }
}

async function exists(folder: string): Promise<boolean> {
  return lstat(folder).then(
    () => true,
    () => false,
  );
}
