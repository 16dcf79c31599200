// Writes a set of registry values as one: all of them and read back, or none.
import type { JournalEntry } from '../model/keys.ts';
import { cancelled, problem, type Problem } from '../model/problem.ts';
import { foldName, type RegistryData, type RegistryKey } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Registry, Workstation } from '../workstation/port.ts';
import { dataOf, sameOrBothAbsent } from './beforeImage.ts';

type Scope = JournalEntry['scope'];

/** Who writes which values: policies need administrator rights. */
export type Writers = Readonly<Record<Scope, Registry>>;

export interface ValueChange {
  readonly path: string;
  readonly name: string;
  readonly scope: Scope;
  readonly from: RegistryData | null;
  readonly to: RegistryData | null;
}

/** The writers for these scopes; administrator rights are asked for only if a policy is among them. Problem `elevation.refused`. */
export async function writersFor(workstation: Workstation, scopes: readonly Scope[], signal: AbortSignal): Promise<Result<Writers>> {
  const { registry, elevation } = workstation;
  if (!scopes.includes('policy')) return success({ user: registry, policy: registry });
  const elevated = await elevation.request(signal);
  return elevated.ok ? success({ user: registry, policy: elevated.value }) : elevated;
}

/** `restored` says whether, after a failure, every value was put back to `from`. */
type WriteOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: Problem; readonly restored: boolean };

/**
 * Writes the changes in order and reads each back. A failed write, a value that reads differently (`keys.readBackDiffers` {path, name})
 * or a fired signal (`cancelled`) puts back what was written, in reverse order, whatever the signal says by then.
 */
export async function writeAll(writers: Writers, changes: readonly ValueChange[], signal: AbortSignal): Promise<WriteOutcome> {
  const begun: ValueChange[] = [];
  const failed = async (why: Problem): Promise<WriteOutcome> => ({ ok: false, problem: why, restored: await putBack(writers, begun) });
  for (const change of changes) {
    if (signal.aborted) return failed(cancelled);
    begun.push(change);
    const written = await write(writers, change);
    if (!written.ok) return failed(written.problem);
  }
  // Every value is compared with what its key holds after the last write; a key is read once for all of its values.
  const keys = new Map<string, Result<RegistryKey | undefined>>();
  for (const change of changes) {
    if (signal.aborted) return failed(cancelled);
    const at = `${change.scope} ${foldName(change.path)}`;
    const key = keys.get(at) ?? (await writers[change.scope].readKey(change.path));
    keys.set(at, key);
    const held = key.ok ? compare(key.value, change) : key;
    if (!held.ok) return failed(held.problem);
  }
  return { ok: true };
}

/** Puts back every change, going on past failures; whether all of it is as it was. */
async function putBack(writers: Writers, changes: readonly ValueChange[]): Promise<boolean> {
  let complete = true;
  for (const change of [...changes].reverse()) {
    const back = { ...change, from: change.to, to: change.from };
    if ((await readBack(writers, back)).ok) continue;
    const written = await write(writers, back);
    complete = written.ok && (await readBack(writers, back)).ok && complete;
  }
  return complete;
}

async function write(writers: Writers, { path, name, scope, to }: ValueChange): Promise<Result<void>> {
  const registry = writers[scope];
  return to === null ? registry.deleteValue(path, name) : registry.setValue(path, name, to);
}

async function readBack(writers: Writers, change: ValueChange): Promise<Result<void>> {
  const key = await writers[change.scope].readKey(change.path);
  return key.ok ? compare(key.value, change) : key;
}

/** Whether a key holds the value that was to be written; `keys.readBackDiffers` {path, name} otherwise. */
function compare(key: RegistryKey | undefined, { path, name, to }: ValueChange): Result<void> {
  return sameOrBothAbsent(dataOf(key, name), to) ? success(undefined) : failure(problem('keys.readBackDiffers', { path, name }));
}

/** Removes the keys that an apply created, innermost first; one in which somebody else has put something since stays. */
export async function removeCreatedKeys(writers: Writers, entries: readonly JournalEntry[]): Promise<Result<void>> {
  const scopes = new Map(entries.flatMap(({ createdKeys, scope }) => createdKeys.map((key) => [key, scope] as const)));
  const innermostFirst = [...scopes].sort(([a], [b]) => b.split('\\').length - a.split('\\').length);
  for (const [path, scope] of innermostFirst) {
    const key = await writers[scope].readKey(path);
    if (!key.ok) return key;
    if (!key.value || key.value.values.length > 0 || key.value.subkeys.length > 0) continue;
    const deleted = await writers[scope].deleteKey(path);
    if (!deleted.ok) return deleted;
  }
  return success(undefined);
}
