// The file in which the practice workstation keeps its registry: read anew when it changed, replaced whole at each change.
import { constants } from 'node:fs';
import { link, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import { encodeRegFile, parseRegFile, type RegFileKey } from '../registry/regFile.ts';
import { createRegistryTree, type Edit, type RegistryTree } from '../registry/registryTree.ts';
import { prepareWritableFolder } from '../writableFolder.ts';

export interface RegistryStore {
  /** Looks at the tree as it is on disk now. */
  read<T>(look: (tree: RegistryTree) => T): Promise<Result<T>>;
  /** Edits the tree and, if that changed it, has it on disk before it resolves. */
  change(edit: (tree: RegistryTree) => Edit): Promise<Result<Edit>>;
  /** Makes the file from the seed where there is none yet, so that there is one to compare with before the first change. */
  keep(): Promise<void>;
}

const errorWithCode = z.object({ code: z.string() });

/** The system's short word for a failed file operation (`EACCES`, `ENOSPC` …); anything else is a bug and is thrown on. */
export function fileErrorCode(error: unknown): string {
  const parsed = errorWithCode.safeParse(error);
  if (!parsed.success) throw error;
  return parsed.data.code;
}

/** Writes beside the file, flushes, and renames over it: a reader or a crash sees the old content or the new one, never a part. */
async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  // Windows cannot open a folder to flush it; its rename is journalled by NTFS.
  if (process.platform === 'win32') return;
  const folder = await open(path.dirname(file), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What tells one content of the file from another; `absent` while there is none. */
async function stamp(file: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true });
    return `${ino}:${mtimeNs}:${size}`;
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return 'absent';
    throw error;
  }
}

/**
 * Puts the seed on disk where nothing is yet, whole or not at all. A folder that cannot be written is no failure here: reading goes on
 * with the seed in memory, and a write will say so.
 */
async function plantSeed(file: string, seed: readonly RegFileKey[]): Promise<void> {
  if (!(await prepareWritableFolder(path.dirname(file))).ok) return;
  const draft = `${file}.${process.pid}.new`;
  try {
    await writeFile(draft, encodeRegFile(createRegistryTree(seed).entries()), { flag: 'wx', mode: 0o600 });
    await link(draft, file);
  } catch (error) {
    fileErrorCode(error);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Opens the store; nothing is read or written yet. While the file is absent the seed stands in for it, in memory.
 * Operations of one store run one after the other. Problems: `workstation.registryUnreadable` {file, line},
 * `registry.failed` {path, reason} with the file as path.
 */
export function openRegistryStore(file: string, seed: readonly RegFileKey[]): RegistryStore {
  let loaded: { readonly stamp: string; readonly tree: RegistryTree } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function load(): Promise<Result<RegistryTree>> {
    const now = await stamp(file);
    if (loaded?.stamp === now) return success(loaded.tree);
    const keys = now === 'absent' ? success(seed) : parseRegFile(await readFile(file), file);
    if (!keys.ok) return keys;
    loaded = { stamp: now, tree: createRegistryTree(keys.value) };
    return success(loaded.tree);
  }

  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const turn = queue.then(async () => {
      try {
        return await work();
      } catch (error) {
        loaded = undefined;
        return failure(problem('registry.failed', { path: file, reason: fileErrorCode(error) }));
      }
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    read: (look) =>
      inTurn(async () => {
        const tree = await load();
        return tree.ok ? success(look(tree.value)) : tree;
      }),
    change: (edit) =>
      inTurn(async () => {
        const tree = await load();
        if (!tree.ok) return tree;
        const edited = edit(tree.value);
        if (edited === 'changed') {
          await replaceFile(file, encodeRegFile(tree.value.entries()));
          loaded = { stamp: await stamp(file), tree: tree.value };
        }
        return success(edited);
      }),
    keep: async () => {
      if ((await stamp(file)) === 'absent') await plantSeed(file, seed);
    },
  };
}
