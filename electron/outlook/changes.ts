// Makes a list of registry changes as one: each is read back, and a failure takes all of them back.
import { cancelled, problem, type Problem } from '../model/problem.ts';
import { findValue, sameData, type RegistryData, type RegistryValue } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';

export type Change =
  | { readonly kind: 'createKey'; readonly path: string }
  | { readonly kind: 'setValue'; readonly path: string; readonly name: string; readonly data: RegistryData }
  | { readonly kind: 'deleteValue'; readonly path: string; readonly name: string }
  /** The key must have no subkeys left when its turn comes. */
  | { readonly kind: 'deleteKey'; readonly path: string };

type Undo = () => Promise<Result<void>>;

/** The keys of a path that do not exist yet, outermost first. */
export async function missingKeys(registry: Registry, path: string): Promise<Result<readonly string[]>> {
  const missing: string[] = [];
  for (let key = path; key.includes('\\'); key = key.slice(0, key.lastIndexOf('\\'))) {
    const isThere = await registry.hasKey(key);
    if (!isThere.ok) return isThere;
    if (isThere.value) break;
    missing.unshift(key);
  }
  return success(missing);
}

/** Carries out the steps in their order, as far as they succeed. */
async function inOrder(steps: readonly Undo[]): Promise<Result<void>> {
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  return success(undefined);
}

const restoreValue = (registry: Registry, path: string, name: string, before: RegistryValue | undefined): Promise<Result<void>> =>
  before ? registry.setValue(path, before.name, before) : registry.deleteValue(path, name);

/** What takes a change back, made from what is there before it. */
async function undoOf(registry: Registry, change: Change): Promise<Result<Undo>> {
  const key = await registry.readKey(change.path);
  if (!key.ok) return key;
  if (change.kind === 'deleteKey') {
    const values = key.value?.values ?? [];
    const steps = values.map((value) => () => registry.setValue(change.path, value.name, value));
    return success(() => (key.value ? inOrder([() => registry.createKey(change.path), ...steps]) : inOrder([])));
  }
  const created = await missingKeys(registry, change.path);
  if (!created.ok) return created;
  const removeCreated = [...created.value].reverse().map((path) => () => registry.deleteKey(path));
  if (change.kind === 'createKey') return success(() => inOrder(removeCreated));
  const before = findValue(key.value, change.name);
  return success(() => inOrder([() => restoreValue(registry, change.path, change.name, before), ...removeCreated]));
}

function carryOut(registry: Registry, change: Change): Promise<Result<void>> {
  switch (change.kind) {
    case 'createKey':
      return registry.createKey(change.path);
    case 'setValue':
      return registry.setValue(change.path, change.name, change.data);
    case 'deleteValue':
      return registry.deleteValue(change.path, change.name);
    case 'deleteKey':
      return registry.deleteKey(change.path);
  }
}

/** Whether a change is to be seen in the registry, as `registry.failed` {path, reason: readBackDiffers} if it is not. */
async function readBack(registry: Registry, change: Change): Promise<Problem | undefined> {
  const key = await registry.readKey(change.path);
  if (!key.ok) return key.problem;
  const value = 'name' in change ? findValue(key.value, change.name) : undefined;
  const seen = {
    createKey: key.value !== undefined,
    setValue: value !== undefined && change.kind === 'setValue' && sameData(value, change.data),
    deleteValue: value === undefined,
    deleteKey: key.value === undefined,
  }[change.kind];
  return seen ? undefined : problem('registry.failed', { path: change.path, reason: 'readBackDiffers' });
}

/**
 * Makes the changes in their order. On any failure, or when the signal fires in between, everything is as it was and the
 * first problem comes back; if even that cannot be done, it is `registry.failed` {path, reason: notTakenBack}.
 */
export async function makeChanges(registry: Registry, changes: readonly Change[], signal: AbortSignal): Promise<Result<void>> {
  const undos: Undo[] = [];
  const takeBack = async (first: Problem): Promise<Result<void>> => {
    for (const undo of undos.reverse()) {
      const undone = await undo();
      if (!undone.ok) return failure(problem('registry.failed', { ...undone.problem.data, reason: 'notTakenBack' }));
    }
    return failure(first);
  };
  for (const change of changes) {
    if (signal.aborted) return takeBack(cancelled);
    const undo = await undoOf(registry, change);
    if (!undo.ok) return takeBack(undo.problem);
    undos.push(undo.value);
    const made = await carryOut(registry, change);
    const wrong = made.ok ? await readBack(registry, change) : made.problem;
    if (wrong) return takeBack(wrong);
  }
  return success(undefined);
}
