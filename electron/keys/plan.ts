// The plan: per registry value of a catalogue what is there now, what should be there and what has to happen.
import { type keyStates, type Catalogue, type KeyFacts, type OfficeVersion, type Plan, type PlannedKey } from '../model/keys.ts';
import { problem, type Problem } from '../model/problem.ts';
import { dataOf, foldName, type RegistryData, type RegistryKey } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Language } from '../model/walk.ts';
import type { Registry, Workstation } from '../workstation/port.ts';
import { listJournals } from './journal.ts';
import { judge } from './judge.ts';
import { placementsOf, policyTwin } from './placement.ts';
import { viewRegistry } from './registryView.ts';

/** Registry keys as read, by folded path; a path that was not read counts as absent. */
export type ReadValues = ReadonlyMap<string, RegistryKey | undefined>;

/** Turns a catalogue's sentence, or the locale key that stands for it, into words. */
type Sentence = (sentence: string | Readonly<Record<Language, string>>) => string;

interface PlanRequest {
  readonly catalogue: Catalogue;
  /** Office versions whose Outlook is installed. */
  readonly office: readonly OfficeVersion[];
  readonly facts: KeyFacts;
  /** Ids of optional keys, with or without their `@16.0`. */
  readonly chosen: readonly string[];
  readonly sentence: Sentence;
  /** Whether administrator rights can be asked for. */
  readonly elevatable: boolean;
}

/** Plans every key of the catalogue at each of its places, in the catalogue's order. Pure. */
export function planKeys(input: PlanRequest & { readonly read: ReadValues }): readonly PlannedKey[] {
  const { facts, elevatable, sentence } = input;
  return input.catalogue.keys.flatMap((key) =>
    placementsOf(key).map(({ id, office, path }): PlannedKey => {
      const now = valueAt(input.read, path, key.name);
      const twin = key.scope === 'user' ? policyTwin(path) : undefined;
      const policy = twin === undefined ? null : valueAt(input.read, twin, key.name);
      const installed = office === null || input.office.includes(office);
      const chosen = input.chosen.includes(id) || input.chosen.includes(key.id);
      return {
        id,
        path,
        name: key.name,
        now,
        ...judge({ key, facts, installed, chosen, elevatable, now, policy }),
        level: key.level,
        scope: key.scope,
        why: sentence(key.why),
        sideEffect: key.sideEffect === undefined ? null : sentence(key.sideEffect),
        source: key.source,
        confidence: key.confidence,
        policy: twin === undefined || policy === null ? null : { path: twin, name: key.name, data: policy },
      };
    }),
  );
}

function valueAt(read: ReadValues, path: string, name: string): RegistryData | null {
  return dataOf(read.get(foldName(path)), name);
}

/** Reads every key that the plan for these Office versions looks at, policies included. */
export async function readForPlan(registry: Registry, catalogue: Catalogue, office: readonly OfficeVersion[]): Promise<Result<ReadValues>> {
  const paths = new Map<string, string>();
  for (const placement of catalogue.keys.flatMap(placementsOf)) {
    if (placement.office !== null && !office.includes(placement.office)) continue;
    for (const path of [placement.path, policyTwin(placement.path)]) if (path !== undefined) paths.set(foldName(path), path);
  }
  const read = new Map<string, RegistryKey | undefined>();
  const view = viewRegistry(registry);
  for (const [folded, path] of paths) {
    const key = await view.readKey(path);
    if (!key.ok) return key;
    read.set(folded, key.value);
  }
  return success(read);
}

/**
 * The plan of one workstation, with what its journals know; writes nothing. Problems: `keys.unknownKey` {key, known} for a choice that the
 * catalogue does not offer, `keys.journalUnreadable`, and those of the registry.
 */
export async function makePlan(
  workstation: Workstation,
  request: Omit<PlanRequest, 'elevatable'> & { readonly elevatable?: boolean },
): Promise<Result<Plan>> {
  const unknown = unknownChoice(request.catalogue, request.chosen);
  if (unknown) return failure(unknown);
  const read = await readForPlan(workstation.registry, request.catalogue, request.office);
  if (!read.ok) return read;
  const journals = await listJournals(workstation.stateFolder);
  if (!journals.ok) return journals;
  const keys = planKeys({ elevatable: true, ...request, read: read.value });
  return success({
    practice: workstation.kind === 'practice',
    catalogue: request.catalogue.id,
    office: [...request.office],
    keys: [...keys],
    counts: countStates(keys),
    interrupted: journals.value.findLast(({ state }) => state === 'open')?.id ?? null,
    undoable: journals.value.findLast(({ state }) => state !== 'undone')?.id ?? null,
  });
}

function countStates(keys: readonly PlannedKey[]): Plan['counts'] {
  const counts = { right: 0, change: 0, blockedByPolicy: 0, notNeeded: 0 } satisfies Record<(typeof keyStates)[number], number>;
  for (const { state } of keys) counts[state] += 1;
  return counts;
}

function unknownChoice(catalogue: Catalogue, chosen: readonly string[]): Problem | undefined {
  const choosable = catalogue.keys.filter(({ level }) => level !== 'absent');
  const known = new Set(choosable.flatMap((key) => [key.id, ...placementsOf(key).map(({ id }) => id)]));
  const key = chosen.find((id) => !known.has(id));
  if (key === undefined) return undefined;
  return problem('keys.unknownKey', { key, known: choosable.filter(({ level }) => level === 'optional').map(({ id }) => id) });
}

/** What will be at each planned place once the plan is applied; `data: null` = nothing. Blocked and unneeded keys are left out. Pure. */
export function valuesAfterPlan(
  keys: readonly PlannedKey[],
): readonly { readonly path: string; readonly name: string; readonly data: RegistryData | null }[] {
  return keys
    .filter(({ state }) => state === 'right' || state === 'change')
    .map(({ path, name, state, now, wanted }) => ({ path, name, data: state === 'right' ? now : wanted }));
}
