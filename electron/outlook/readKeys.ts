// Reads several registry keys at once: what does not depend on each other is not waited for one after the other.
import type { RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { RegistryReader } from '../workstation/port.ts';

export interface ReadKey {
  readonly path: string;
  /** `undefined` where it does not exist. */
  readonly key: RegistryKey | undefined;
}

/** The keys in the order of their paths; fails as the first read that fails. */
export async function readKeys(registry: RegistryReader, paths: readonly string[]): Promise<Result<readonly ReadKey[]>> {
  const read = await Promise.all(paths.map(async (path) => ({ path, result: await registry.readKey(path) })));
  const keys: ReadKey[] = [];
  for (const { path, result } of read) {
    if (!result.ok) return result;
    keys.push({ path, key: result.value });
  }
  return success(keys);
}
