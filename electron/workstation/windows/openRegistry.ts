// Opens the best way to the registry that this PC allows, and says which one it is.
import type { Registry } from '../port.ts';
import type { Hive } from './hive.ts';

/** The registry in this process; `undefined` where the add-on cannot be loaded. */
export async function openNativeRegistry(hive: Hive): Promise<Registry | undefined> {
  try {
    const { createNativeRegistry } = await import('./nativeRegistry.ts');
    return createNativeRegistry(await import('native-reg'), hive);
  } catch {
    return undefined;
  }
}

/**
 * In this process where the add-on loads (10 ms for the first value, every type, exact refusals), else through Windows' own reg.exe,
 * which every PC has. `addOns: none` takes reg.exe at once. `backend` of the outcome says which: `native` or `regExe`.
 */
export async function openRegistry(hive: Hive, addOns: 'allowed' | 'none' = 'allowed'): Promise<Registry> {
  const native = addOns === 'allowed' ? await openNativeRegistry(hive) : undefined;
  return native ?? (await import('./regExeRegistry.ts')).createRegExeRegistry(hive);
}
