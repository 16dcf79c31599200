// Opens the best way to the registry that this PC allows, and says which one it is.
import type { Registry } from '../port.ts';
import type { Hive } from './hive.ts';
import { createNativeRegistry } from './nativeRegistry.ts';
import { createRegExeRegistry } from './regExeRegistry.ts';

/** The registry in this process; `undefined` where the add-on cannot be loaded. */
export async function openNativeRegistry(hive: Hive): Promise<Registry | undefined> {
  try {
    return createNativeRegistry(await import('native-reg'), hive);
  } catch {
    return undefined;
  }
}

/**
 * In this process where the add-on loads (10 ms for the first value, every type, exact refusals), else through Windows' own reg.exe,
 * which every PC has. `backend` of the outcome says which: `native` or `regExe`.
 */
export async function openRegistry(hive: Hive): Promise<Registry> {
  return (await openNativeRegistry(hive)) ?? createRegExeRegistry(hive);
}
