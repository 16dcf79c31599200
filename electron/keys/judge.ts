// Judges one registry value: what is there, what a policy says, what the catalogue wants, and so what must happen.
import type { CatalogueKey, KeyFacts, PlannedKey } from '../model/keys.ts';
import { sameData, type RegistryData } from '../model/registry.ts';

/** What the catalogue wants at one place; `unknown` while the fact it rests on is not known. */
type Wanted =
  | { readonly kind: 'data'; readonly data: RegistryData }
  | { readonly kind: 'absent'; readonly mayStay: (data: RegistryData) => boolean }
  | { readonly kind: 'unknown' };

interface Circumstances {
  readonly key: CatalogueKey;
  readonly facts: KeyFacts;
  readonly installed: boolean;
  readonly chosen: boolean;
  /** Whether administrator rights can be asked for. */
  readonly elevatable: boolean;
  readonly now: RegistryData | null;
  /** The policy value that wins over this one, `null` = there is none. */
  readonly policy: RegistryData | null;
}

type Judgement = Pick<PlannedKey, 'type' | 'wanted' | 'state' | 'because'>;

interface Rule {
  readonly applies: (circumstances: Circumstances, wanted: Wanted) => boolean;
  readonly state: PlannedKey['state'];
  readonly because: string | null;
}

/** Read from top to bottom; the first that applies decides. */
const rules: readonly Rule[] = [
  { applies: ({ installed }) => !installed, state: 'notNeeded', because: 'officeNotInstalled' },
  { applies: (_, wanted) => wanted.kind === 'unknown', state: 'notNeeded', because: 'factUnknown' },
  { applies: ({ key, chosen }) => key.level === 'optional' && !chosen, state: 'notNeeded', because: 'optionalNotChosen' },
  { applies: ({ policy }, wanted) => policy !== null && !fits(wanted, policy), state: 'blockedByPolicy', because: 'policyContradicts' },
  { applies: ({ now }, wanted) => fits(wanted, now), state: 'right', because: null },
  { applies: ({ policy }) => policy !== null, state: 'notNeeded', because: 'policyAgrees' },
  { applies: ({ key }) => key.scope === 'policy' && key.level === 'absent', state: 'blockedByPolicy', because: 'policyPresent' },
  { applies: ({ key, elevatable }) => key.scope === 'policy' && !elevatable, state: 'blockedByPolicy', because: 'needsAdministrator' },
  { applies: () => true, state: 'change', because: null },
];

/** Judges one value at one place; pure. */
export function judge(circumstances: Circumstances): Judgement {
  const wanted = wantedBy(circumstances.key, circumstances.facts);
  const rule = rules.find(({ applies }) => applies(circumstances, wanted));
  if (!rule) throw new Error('no rule decided');
  return {
    type: declaredType(circumstances.key) ?? circumstances.now?.type ?? null,
    wanted: wanted.kind === 'data' ? wanted.data : null,
    state: rule.state,
    because: rule.because,
  };
}

function wantedBy(key: CatalogueKey, facts: KeyFacts): Wanted {
  if ('data' in key) return { kind: 'data', data: key.data };
  if ('dependsOn' in key) {
    const fact = facts[key.dependsOn];
    if (fact === undefined) return { kind: 'unknown' };
    return { kind: 'data', data: fact ? key.dataWhenTrue : key.dataWhenFalse };
  }
  const listed = (list: readonly RegistryData[], data: RegistryData): boolean => list.some((one) => sameData(one, data));
  const { harmless, harmful } = key;
  return { kind: 'absent', mayStay: (data) => (harmful ? !listed(harmful, data) : listed(harmless ?? [], data)) };
}

function fits(wanted: Wanted, data: RegistryData | null): boolean {
  if (wanted.kind === 'data') return data !== null && sameData(wanted.data, data);
  return wanted.kind === 'absent' && (data === null || wanted.mayStay(data));
}

function declaredType(key: CatalogueKey): RegistryData['type'] | undefined {
  if ('data' in key) return key.data.type;
  if ('dependsOn' in key) return key.dataWhenFalse.type;
  return (key.harmless ?? key.harmful)?.[0]?.type;
}
