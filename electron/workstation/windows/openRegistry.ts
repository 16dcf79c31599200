// Opens the best way to the registry that this PC allows, and says why the better ones were passed over.
import { createRequire } from 'node:module';
import type * as nativeReg from 'native-reg';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { PassedOver, Registry } from '../port.ts';
import type { Hive } from './hive.ts';
import { loadKoffi } from './koffi.ts';

/** Each is loaded only when its turn comes. */
interface Way {
  readonly backend: string;
  readonly open: (hive: Hive) => Promise<Registry>;
}

/**
 * Loads an add-on as what it is, CommonJS: imported, it would be read through for its exports first and its folders be asked more often,
 * which takes as long again as loading it. The bundle keeps the call as it is.
 */
const loadAddOn: (name: string) => unknown = createRequire(import.meta.url);

/** In this process: 10 ms for the first value, every type, exact refusals. */
const native: Way = {
  backend: 'native',
  open: async (hive) => {
    const loaded = await loadKoffi();
    if ('reason' in loaded) throw new Error(loaded.reason);
    return (await import('./nativeRegistry.ts')).createNativeRegistry(loadAddOn('native-reg') as typeof nativeReg, loaded.koffi, hive);
  },
};

/** Best first. Windows' own reg.exe is on every PC, but a policy may forbid it; script hosts lose VBScript in newer Windows. */
const withoutAddOns: readonly Way[] = [
  { backend: 'regExe', open: async (hive) => (await import('./regExeRegistry.ts')).createRegExeRegistry(hive) },
  { backend: 'wsh', open: async (hive) => (await import('./wshRegistry.ts')).createWshRegistry(hive) },
];
const ways: readonly Way[] = [native, ...withoutAddOns];

/** Small, without REG_EXPAND_SZ, and there in every user's hive. */
const probedKey = 'HKCU\\Control Panel\\International';

/** The registry in this process; `undefined` where the add-on cannot be loaded. */
export async function openNativeRegistry(hive: Hive): Promise<Registry | undefined> {
  try {
    return await native.open(hive);
  } catch {
    return undefined;
  }
}

/**
 * The first way that really reads. `backend` of the outcome says which (`native`, `regExe`, `wsh`), `passedOver` why not a better one.
 * Problem `registry.failed` {path, reason} when none does.
 */
export async function openRegistry(hive: Hive, addOns: 'allowed' | 'none' = 'allowed'): Promise<Result<Registry>> {
  return firstThatReads(hive, addOns === 'none' ? withoutAddOns : ways);
}

/** As openRegistry, among the given ways. */
export async function firstThatReads(hive: Hive, among: readonly Way[]): Promise<Result<Registry>> {
  const passedOver: PassedOver[] = [];
  for (const { backend, open } of among) {
    const tried = await tryWay(() => open(hive));
    if ('registry' in tried) return success({ ...tried.registry, passedOver });
    passedOver.push({ backend, reason: tried.reason });
  }
  const reason = passedOver.map((way) => `${way.backend}: ${way.reason}`).join('; ');
  return failure(problem('registry.failed', { path: probedKey, reason }));
}

async function tryWay(open: () => Promise<Registry>): Promise<{ readonly registry: Registry } | { readonly reason: string }> {
  try {
    const registry = await open();
    const read = await registry.readKey(probedKey);
    return read.ok ? { registry } : { reason: String(read.problem.data.reason ?? read.problem.code) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
