// The before-image: what is at the places an apply will write, down to keys that do not exist yet.
import type { JournalEntry, PlannedKey } from '../model/keys.ts';
import { dataOf, findValue, sameData, type RegistryData } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';
import { policyTwin } from './placement.ts';
import { viewRegistry } from './registryView.ts';

/**
 * Reads anew what the plan is to bring about. A change that is no longer needed, because the value is right by now or a policy has come
 * to contradict it, is left out; a value that became another wrong one is kept with what it holds now. So is one that was right when the
 * plan was made and no longer is: taking back an interrupted apply does that to the values it had written already.
 */
export async function readBeforeImage(registry: Registry, keys: readonly PlannedKey[]): Promise<Result<readonly JournalEntry[]>> {
  const view = viewRegistry(registry);
  const entries: JournalEntry[] = [];
  for (const { path, name, scope, state, now, wanted } of keys) {
    if (state !== 'change' && state !== 'right') continue;
    const after = state === 'right' ? now : wanted;
    const key = await view.readKey(path);
    if (!key.ok) return key;
    const before = dataOf(key.value, name);
    if (sameOrBothAbsent(before, after)) continue;
    const twin = await view.readKey(policyTwin(path) ?? path);
    if (!twin.ok) return twin;
    const policy = policyTwin(path) === undefined ? null : dataOf(twin.value, name);
    if (policy !== null && after !== null && !sameData(policy, after)) continue;
    const createdKeys = after === null ? success([]) : await view.missingKeys(path);
    if (!createdKeys.ok) return createdKeys;
    // A value that is there keeps its spelling, so that removing it and putting it back is not a change either.
    const spelling = findValue(key.value, name)?.name ?? name;
    entries.push({ path, name: spelling, scope, before, after, createdKeys: [...createdKeys.value] });
  }
  return success(entries);
}

export function sameOrBothAbsent(a: RegistryData | null, b: RegistryData | null): boolean {
  return a === null || b === null ? a === b : sameData(a, b);
}
