// Writes a set of registry values as one: all of them and read back, or none.
import type { JournalEntry } from '../model/keys.ts';
import { cancelled, problem, type Problem } from '../model/problem.ts';
import { foldName, type RegistryData } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Registry, Workstation } from '../workstation/port.ts';
import { sameOrBothAbsent } from './beforeImage.ts';

type Scope = JournalEntry['scope'];

/** Who writes which values: policies need administrator rights. */
export type Writers = Readonly<Record<Scope, Registry>>;

export interface ValueChange {
  readonly path: string;
  readonly name: string;
  readonly scope: Scope;
  readonly from: RegistryData | null;
  readonly to: RegistryData | null;
  /** The keys on the way that are not there before the change, outermost first. */
  readonly createdKeys?: readonly string[];
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
 * Writes the changes key by key, in their order within each, and reads every one of them back. A failed write, a value that reads
 * differently (`keys.readBackDiffers` {path, name}) or a fired signal (`cancelled`) puts back what was written, in reverse order, whatever
 * the signal says by then.
 */
export async function writeAll(writers: Writers, changes: readonly ValueChange[], signal: AbortSignal): Promise<WriteOutcome> {
  const begun: ValueChange[] = [];
  const failed = async (why: Problem): Promise<WriteOutcome> => ({ ok: false, problem: why, restored: await putBack(writers, begun) });
  const keys = byKey(changes);
  const made = new Set<string>();
  for (const key of keys) {
    if (signal.aborted) return failed(cancelled);
    begun.push(...key.changes);
    const written = await writeKey(writers, key, made);
    if (!written.ok) return failed(written.problem);
  }
  // Every value is compared with what its key holds after the last write.
  for (const key of keys) {
    if (signal.aborted) return failed(cancelled);
    const held = await readBack(writers, key);
    if (!held.ok) return failed(held.problem);
  }
  return { ok: true };
}

/** The changes of one key, which are written together. */
interface KeyChanges {
  readonly path: string;
  readonly scope: Scope;
  readonly changes: readonly ValueChange[];
}

/** The changes by their keys, the keys in the order in which each is met first. Pure. */
function byKey(changes: readonly ValueChange[]): readonly KeyChanges[] {
  const keys = new Map<string, { readonly path: string; readonly scope: Scope; readonly changes: ValueChange[] }>();
  for (const change of changes) {
    const at = `${change.scope} ${foldName(change.path)}`;
    const key = keys.get(at) ?? { path: change.path, scope: change.scope, changes: [] };
    key.changes.push(change);
    keys.set(at, key);
  }
  return [...keys.values()];
}

/** Windows' own: the helper with administrator rights makes nothing but what lies below it. */
const policyBranch = foldName('HKCU\\Software\\Policies');

/**
 * Writes one key's changes. The missing keys above it are made first, one by one, `made` says which already: left to Windows, each key
 * would be looked for, or made, from the hive's root on.
 */
async function writeKey(writers: Writers, { path, scope, changes }: KeyChanges, made: Set<string>): Promise<Result<void>> {
  const registry = writers[scope];
  for (const above of changes.flatMap(({ createdKeys }) => createdKeys ?? [])) {
    const folded = foldName(above);
    if (made.has(folded) || folded === policyBranch || folded === foldName(path)) continue;
    made.add(folded);
    const created = await registry.createKey(above);
    if (!created.ok) return created;
  }
  made.add(foldName(path));
  return registry.changeValues(
    path,
    changes.map(({ name, to }) => ({ name, data: to })),
  );
}

/** Puts back every change, going on past failures; whether all of it is as it was. */
async function putBack(writers: Writers, changes: readonly ValueChange[]): Promise<boolean> {
  let complete = true;
  for (const change of [...changes].reverse()) {
    const back = { ...change, from: change.to, to: change.from };
    const alone = { ...back, changes: [back] };
    if ((await readBack(writers, alone)).ok) continue;
    const written = await write(writers, back);
    complete = written.ok && (await readBack(writers, alone)).ok && complete;
  }
  return complete;
}

async function write(writers: Writers, { path, name, scope, to }: ValueChange): Promise<Result<void>> {
  const registry = writers[scope];
  return to === null ? registry.deleteValue(path, name) : registry.setValue(path, name, to);
}

/** Whether a key holds the values that were to be written; `keys.readBackDiffers` {path, name} otherwise. */
async function readBack(writers: Writers, { path, scope, changes }: KeyChanges): Promise<Result<void>> {
  const held = await writers[scope].readValues(
    path,
    changes.map(({ name }) => name),
  );
  if (!held.ok) return held;
  const other = changes.find(({ to }, index) => !sameOrBothAbsent(held.value[index] ?? null, to));
  return other ? failure(problem('keys.readBackDiffers', { path, name: other.name })) : success(undefined);
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
