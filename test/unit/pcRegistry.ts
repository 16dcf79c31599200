// A registry of a PC for tests: paths with their values, in memory.
import type { RegistryData } from '../../electron/model/registry.ts';
import type { Registry } from '../../electron/workstation/port.ts';
import { memoryRegistry } from '../servers/memoryRegistry.ts';

export type Values = Readonly<Record<string, string | number | RegistryData>>;

/** Numbers are REG_DWORD and texts REG_SZ; everything else is written out. */
export async function registryWith(keys: Readonly<Record<string, Values>>): Promise<Registry> {
  const registry = memoryRegistry();
  for (const [path, values] of Object.entries(keys)) {
    await registry.createKey(path);
    for (const [name, value] of Object.entries(values)) await registry.setValue(path, name, dataOf(value));
  }
  return registry;
}

function dataOf(value: Values[string]): RegistryData {
  if (typeof value === 'string') return { type: 'REG_SZ', data: value };
  return typeof value === 'number' ? { type: 'REG_DWORD', data: value } : value;
}
