// Puts policies into the registry of a practice workstation, as an administrator of that PC would.
import type { RegistryData } from '../../electron/model/registry.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { valueOf } from './keysRig.ts';

export const text = (data: string): RegistryData => ({ type: 'REG_SZ', data });
export const number = (data: number): RegistryData => ({ type: 'REG_DWORD', data });

export type PolicyValues = Readonly<Record<string, RegistryData>>;

/** Sets policies of the PC and of the person in the practice workstation of a folder. */
export async function setPolicies(folder: string, machine: PolicyValues, user: PolicyValues = {}): Promise<void> {
  const workstation = valueOf(await openPracticeWorkstation({ folder }));
  try {
    const registry = valueOf(await workstation.elevation.request(new AbortController().signal));
    for (const [root, values] of [
      ['HKLM', machine],
      ['HKCU', user],
    ] as const) {
      for (const [name, data] of Object.entries(values)) valueOf(await registry.setValue(`${root}\\${policyKey}`, name, data));
    }
  } finally {
    await workstation.close();
  }
}
