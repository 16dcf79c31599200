// What the tests of apply, undo and recovery share: a practice workstation in its own folder, a plan, and registries that fail on purpose.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCatalogue } from '../../electron/keys/catalogue.ts';
import { makePlan } from '../../electron/keys/plan.ts';
import type { Plan } from '../../electron/model/keys.ts';
import { problem } from '../../electron/model/problem.ts';
import type { RegistryData } from '../../electron/model/registry.ts';
import { failure, type Result } from '../../electron/model/result.ts';
import type { Registry, Workstation } from '../../electron/workstation/port.ts';
import { changeOneByOne } from '../../electron/workstation/registry/severalValues.ts';
import { openPracticeWorkstation, type PracticeOptions } from '../../electron/workstation/practice/index.ts';

export const never: AbortSignal = new AbortController().signal;
export const autodiscover = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover';
export const exchangePolicies = 'HKCU\\Software\\Policies\\Microsoft\\Exchange';
export const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });

/** Gives the value of a result that must be a success. */
export function valueOf<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

export interface Rig {
  readonly folder: string;
  readonly workstation: Workstation;
  /** The registry file as it is on disk. */
  dump(): Promise<Buffer>;
  plan(workstation?: Workstation, chosen?: readonly string[]): Promise<Plan>;
  close(): Promise<void>;
}

/**
 * Something of everything an apply meets: a wrong value, a value to be removed whose name is spelt unusually, a value of another type, a
 * key that is there and keys that are not.
 */
export async function prepareRegistry({ registry }: Workstation): Promise<void> {
  valueOf(await registry.setValue(autodiscover, 'excludescplookup', dword(0)));
  valueOf(await registry.setValue(autodiscover, 'preferLOCALxml', dword(1)));
  valueOf(await registry.setValue(autodiscover, 'ExcludeHttpsRootDomain', { type: 'REG_SZ', data: 'oui – ja' }));
  valueOf(await registry.setValue('HKCU\\Software\\Microsoft\\Exchange', 'MapiHttpDisabled', { type: 'REG_BINARY', data: '01000000' }));
}

/** A practice workstation in a folder of its own, prepared. */
export async function openRig(options: PracticeOptions = {}): Promise<Rig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
  const workstation = valueOf(await openPracticeWorkstation({ ...options, folder }));
  await prepareRegistry(workstation);
  return {
    folder,
    workstation,
    dump: () => readFile(path.join(folder, 'registry.reg')),
    plan: (on = workstation, chosen = []) => planOf(on, chosen),
    async close() {
      await workstation.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The plan of the catalogue for BlueMind 4 on Office 16.0, as if DNS published an autodiscover host. */
export async function planOf(workstation: Workstation, chosen: readonly string[] = []): Promise<Plan> {
  const catalogue = valueOf(await loadCatalogue('bluemind-4'));
  return valueOf(
    await makePlan(workstation, {
      catalogue,
      office: ['16.0'],
      facts: { srvOnly: false },
      chosen,
      sentence: (sentence) => (typeof sentence === 'string' ? sentence : sentence.en),
    }),
  );
}

/** Calls `before` with the running number of each write; what it gives back as a result takes the write's place. */
export function interceptWrites(registry: Registry, before: (write: number) => Result<void> | undefined): Registry {
  return intercept(registry, before, 'writesOnly');
}

/** Calls `before` with the running number of each call, reading or writing. */
export function interceptCalls(registry: Registry, before: (call: number) => void): Registry {
  return intercept(registry, (call) => (before(call), undefined), 'reads');
}

function intercept(registry: Registry, before: (call: number) => Result<void> | undefined, reads: 'reads' | 'writesOnly'): Registry {
  let calls = 0;
  const intercepted = async (write: () => Promise<Result<void>>): Promise<Result<void>> => before((calls += 1)) ?? write();
  const setValue: Registry['setValue'] = (key, name, data) => intercepted(() => registry.setValue(key, name, data));
  const deleteValue: Registry['deleteValue'] = (key, name) => intercepted(() => registry.deleteValue(key, name));
  return {
    backend: registry.backend,
    readKey: async (key) => {
      if (reads === 'reads') before((calls += 1));
      return registry.readKey(key);
    },
    readValues: async (key, names) => {
      if (reads === 'reads') before((calls += 1));
      return registry.readValues(key, names);
    },
    hasKey: async (key) => {
      if (reads === 'reads') before((calls += 1));
      return registry.hasKey(key);
    },
    createKey: (key) => intercepted(() => registry.createKey(key)),
    setValue,
    deleteValue,
    // Each value by itself, so that what fails or dies does so between the values of one key, too.
    changeValues: (key, changes) => changeOneByOne({ setValue, deleteValue }, key, changes),
    deleteKey: (key) => intercepted(() => registry.deleteKey(key)),
  };
}

export const refused: Result<void> = failure(problem('registry.failed', { path: 'HKCU', reason: 'test' }));

/** The same workstation with another registry for the user's values. */
export function withRegistry(workstation: Workstation, registry: Registry): Workstation {
  return { ...workstation, registry };
}
