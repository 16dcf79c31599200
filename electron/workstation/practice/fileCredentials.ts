// The practice PC's pretend Credential Manager: names and kinds in a file, and no secret anywhere.
import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import { storedCredentialSchema, type StoredCredential } from '../../model/signIns.ts';
import type { Credentials } from '../port.ts';
import { fileErrorCode } from './registryStore.ts';

const fileSchema = z.array(storedCredentialSchema);

export interface FileCredentials extends Credentials {
  /** Saves entries as a program of that PC would; one that is there already is replaced. */
  save(credentials: readonly StoredCredential[]): Promise<Result<void>>;
}

/** Names compare without regard to case; the kind belongs to an entry's identity (CredDeleteW). */
const isSame = (a: StoredCredential, b: StoredCredential): boolean =>
  a.kind === b.kind && a.target.toLowerCase() === b.target.toLowerCase();

/**
 * Credentials kept in `file`; while there is none, `seed` stands in for it. Writes run alone, through `exclusive`.
 * Problem `credentials.failed` {reason}: the system's word, or `unreadable` for a file that is none of ours.
 */
export function createFileCredentials(
  file: string,
  seed: () => readonly StoredCredential[],
  exclusive: (work: () => Promise<Result<void>>) => Promise<Result<void>>,
): FileCredentials {
  async function read(): Promise<Result<readonly StoredCredential[]>> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const code = fileErrorCode(error);
      return code === 'ENOENT' ? success(seed()) : failure(problem('credentials.failed', { reason: code }));
    }
    const parsed = fileSchema.safeParse(parseJson(text));
    return parsed.success ? success(parsed.data) : failure(problem('credentials.failed', { reason: 'unreadable' }));
  }

  function change(edit: (before: readonly StoredCredential[]) => readonly StoredCredential[]): Promise<Result<void>> {
    return exclusive(async () => {
      const before = await read();
      if (!before.ok) return before;
      try {
        await writeFile(`${file}.new`, `${JSON.stringify(edit(before.value), null, 2)}\n`, { mode: 0o600 });
        await rename(`${file}.new`, file);
        return success(undefined);
      } catch (error) {
        return failure(problem('credentials.failed', { reason: fileErrorCode(error) }));
      }
    });
  }

  return {
    list: read,
    save: (added) => change((before) => [...before.filter((each) => !added.some((one) => isSame(one, each))), ...added]),
    async delete(gone) {
      const before = await read();
      if (!before.ok) return before;
      // An absent entry is no failure, and no reason to write.
      if (!before.value.some((each) => isSame(each, gone))) return success(undefined);
      return change((entries) => entries.filter((each) => !isSame(each, gone)));
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
