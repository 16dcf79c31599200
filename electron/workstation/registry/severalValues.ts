// What the port asks of a key and its values, for registries that have no way of their own but to read the key and to change each value.
import { dataOf, type RegistryData, type RegistryKey } from '../../model/registry.ts';
import { success, type Result } from '../../model/result.ts';
import type { Registry, ValueChange } from '../port.ts';

/** The port's `readValues` by its `readKey`. */
export async function readAndPick(
  registry: Pick<Registry, 'readKey'>,
  path: string,
  names: readonly string[],
): Promise<Result<readonly (RegistryData | null)[]>> {
  const key = await registry.readKey(path);
  return key.ok ? success(names.map((name) => dataOf(key.value, name))) : key;
}

/** The port's `hasKey` by what reading the key gave: only one that is there can refuse to be read. */
export function isThere(read: Result<RegistryKey | undefined>): Result<boolean> {
  if (read.ok) return success(read.value !== undefined);
  return read.problem.code === 'registry.denied' ? success(true) : read;
}

/** The port's `changeValues` by its `setValue` and `deleteValue`; ends at the first that fails. */
export async function changeOneByOne(
  registry: Pick<Registry, 'setValue' | 'deleteValue'>,
  path: string,
  changes: readonly ValueChange[],
): Promise<Result<void>> {
  for (const { name, data } of changes) {
    const changed = await (data === null ? registry.deleteValue(path, name) : registry.setValue(path, name, data));
    if (!changed.ok) return changed;
  }
  return success(undefined);
}
