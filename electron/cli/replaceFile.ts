// Writes a file that a person or IT asked for.
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';

/** Writes a file whole or not at all; problem `output.notWritable` {file, reason}. */
export async function replaceFile(file: string, content: string): Promise<Result<void>> {
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, file);
    return success(undefined);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    return failure(problem('output.notWritable', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
}
