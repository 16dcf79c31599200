// Makes a folder ready for writing, or says why it cannot be written.
import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';

/**
 * Makes the folder if needed and proves that it can be written, by writing: permissions alone do not tell of read-only disks.
 * `ownFolder` refuses a link in its place, for a process with more rights than the folder's owner. Problem `workstation.folderNotWritable`.
 */
export async function prepareWritableFolder(folder: string, options: { readonly ownFolder?: boolean } = {}): Promise<Result<void>> {
  const refused = (reason: string): Result<void> => failure(problem('workstation.folderNotWritable', { folder, reason }));
  const proof = path.join(folder, `.writable-${process.pid}`);
  try {
    await makeFolder(path.resolve(folder));
    if (options.ownFolder && (await lstat(folder)).isSymbolicLink()) return refused('link');
    await writeFile(proof, '');
    await rm(proof);
    return success(undefined);
  } catch (error) {
    const code = z.object({ code: z.string() }).safeParse(error).data?.code;
    if (code === undefined) throw error;
    return refused(code);
  }
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
