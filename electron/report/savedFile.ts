// Writes a file that a person or IT asked for: whole or not at all.
import { randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';

type Content = string | Uint8Array;

const notWritable = (file: string, error: unknown): Result<never> =>
  failure(problem('output.notWritable', { file, reason: codeOf(error) ?? 'unknown' }));

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Writes a file, also where one of this name is; what was there stays until all of the new one is. Problem `output.notWritable` {file, reason}. */
export async function replaceFile(file: string, content: Content): Promise<Result<void>> {
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, file);
    return success(undefined);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    return notWritable(file, error);
  }
}

/** So many files of one name are told apart by a number, as Windows and browsers do: `report (2).html`. */
const mostOfOneName = 99;

/** Writes a new file into a folder and takes nobody's place; out comes its path. Problem `output.notWritable` {file, reason}. */
export async function addFile(folder: string, name: string, content: Content): Promise<Result<string>> {
  const [ending, stem] = [extname(name), basename(name, extname(name))];
  for (let number = 1; ; number += 1) {
    const file = join(folder, number === 1 ? name : `${stem} (${number})${ending}`);
    try {
      await writeNew(file, content);
      return success(file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === mostOfOneName) return notWritable(file, error);
    }
  }
}

/** Throws `EEXIST` where there is one; whatever fails later takes the begun file away. */
async function writeNew(file: string, content: Content): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}
