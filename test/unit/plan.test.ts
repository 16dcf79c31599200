// Proves how the plan judges one value: what is there, what a policy says, what the catalogue wants.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planKeys, readForPlan, valuesAfterPlan } from '../../electron/keys/plan.ts';
import type { Catalogue, CatalogueKey, KeyFacts, OfficeVersion, PlannedKey } from '../../electron/model/keys.ts';
import type { RegistryData } from '../../electron/model/registry.ts';
import { memoryRegistry } from '../servers/memoryRegistry.ts';

const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });
const autodiscover = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover';
const policies = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover';
const base: Pick<CatalogueKey, 'why' | 'source' | 'confidence' | 'office'> = {
  why: 'why',
  source: ['source'],
  confidence: 'A',
  office: ['16.0'],
};
const user = { ...base, scope: 'user' as const, path: 'Software\\Microsoft\\Office\\{office}\\Outlook\\AutoDiscover' };
const policy = { ...base, scope: 'policy' as const, path: 'Software\\Policies\\Microsoft\\Office\\{office}\\Outlook\\AutoDiscover' };

const set: CatalogueKey = { ...user, id: 'set', name: 'ExcludeScpLookup', level: 'required', data: dword(1) };
const optional: CatalogueKey = { ...set, id: 'optional', level: 'optional' };
const absent: CatalogueKey = { ...user, id: 'absent', name: 'PreferLocalXML', level: 'absent', harmless: [dword(0)] };
const limited: CatalogueKey = { ...user, id: 'limited', name: 'MaxNumExchange', level: 'absent', harmful: [dword(1)] };
const byFact: CatalogueKey = {
  ...user,
  id: 'byFact',
  name: 'ExcludeSrvRecord',
  level: 'required',
  dependsOn: 'srvOnly',
  dataWhenTrue: dword(0),
  dataWhenFalse: dword(1),
};
const policySet: CatalogueKey = { ...policy, id: 'policySet', name: 'DisableX', level: 'optional', data: dword(1) };
const policyAbsent: CatalogueKey = { ...policy, id: 'policyAbsent', name: 'DisableX', level: 'absent', harmless: [dword(0)] };

interface Given {
  readonly values?: readonly (readonly [path: string, name: string, data: RegistryData])[];
  readonly facts?: KeyFacts;
  readonly chosen?: readonly string[];
  readonly office?: readonly OfficeVersion[];
  readonly elevatable?: boolean;
}

async function plan(key: CatalogueKey, given: Given): Promise<PlannedKey> {
  const registry = memoryRegistry();
  for (const [path, name, data] of given.values ?? []) await registry.setValue(path, name, data);
  const catalogue: Catalogue = { id: 'test', title: 'title', bluemind: '4', keys: [key] };
  const office = given.office ?? ['16.0'];
  const read = await readForPlan(registry, catalogue, office);
  assert.ok(read.ok);
  const { facts = {}, chosen = [], elevatable = true } = given;
  const [planned] = planKeys({ catalogue, office, facts, chosen, elevatable, read: read.value, sentence: String });
  assert.ok(planned);
  return planned;
}

const table: readonly (readonly [what: string, key: CatalogueKey, given: Given, expected: Partial<PlannedKey>])[] = [
  ['a missing value is to be set', set, {}, { state: 'change', now: null, wanted: dword(1), type: 'REG_DWORD' }],
  ['a wrong value is to be changed', set, { values: [[autodiscover, 'ExcludeScpLookup', dword(0)]] }, { state: 'change', now: dword(0) }],
  [
    'a value of another type is wrong',
    set,
    { values: [[autodiscover, 'ExcludeScpLookup', { type: 'REG_SZ', data: '1' }]] },
    { state: 'change' },
  ],
  ['a right value stays', set, { values: [[autodiscover, 'ExcludeScpLookup', dword(1)]] }, { state: 'right', because: null }],
  [
    'letter case of keys and names does not matter',
    set,
    { values: [[autodiscover.toLowerCase(), 'excludescplookup', dword(1)]] },
    { state: 'right', id: 'set@16.0', path: autodiscover },
  ],
  [
    'a policy that says otherwise wins, even over a right value',
    set,
    {
      values: [
        [policies.toLowerCase(), 'excludescplookup', dword(0)],
        [autodiscover, 'ExcludeScpLookup', dword(1)],
      ],
    },
    { state: 'blockedByPolicy', because: 'policyContradicts', policy: { path: policies, name: 'ExcludeScpLookup', data: dword(0) } },
  ],
  [
    'a policy that says the same makes the value unneeded',
    set,
    { values: [[policies, 'ExcludeScpLookup', dword(1)]] },
    { state: 'notNeeded', because: 'policyAgrees' },
  ],
  ['an optional value is off', optional, {}, { state: 'notNeeded', because: 'optionalNotChosen', wanted: dword(1) }],
  ['an optional value that is chosen is set', optional, { chosen: ['optional'] }, { state: 'change' }],
  ['it may be chosen for one Office version', optional, { chosen: ['optional@16.0'] }, { state: 'change' }],
  ['a choice for another Office version is none for this one', optional, { chosen: ['optional@15.0'] }, { state: 'notNeeded' }],
  [
    'a value that must not be there is removed',
    absent,
    { values: [[autodiscover, 'PreferLocalXML', dword(1)]] },
    { state: 'change', wanted: null, now: dword(1) },
  ],
  [
    'its harmless content may stay',
    absent,
    { values: [[autodiscover, 'PreferLocalXML', dword(0)]] },
    { state: 'right', now: dword(0), wanted: null },
  ],
  ['nothing there is right as well', absent, {}, { state: 'right', now: null, type: 'REG_DWORD' }],
  [
    'a policy that sets it cannot be removed here',
    absent,
    { values: [[policies, 'preferlocalxml', dword(1)]] },
    { state: 'blockedByPolicy', because: 'policyContradicts' },
  ],
  [
    'only the harmful content is refused where that is what is listed',
    limited,
    { values: [[autodiscover, 'MaxNumExchange', dword(1)]] },
    { state: 'change' },
  ],
  ['any other content may stay then', limited, { values: [[autodiscover, 'MaxNumExchange', dword(14)]] }, { state: 'right' }],
  ['a fact that is not known decides nothing', byFact, {}, { state: 'notNeeded', because: 'factUnknown', wanted: null, type: 'REG_DWORD' }],
  ['only an SRV record: it must not be excluded', byFact, { facts: { srvOnly: true } }, { state: 'change', wanted: dword(0) }],
  ['an autodiscover host: the SRV record is excluded', byFact, { facts: { srvOnly: false } }, { state: 'change', wanted: dword(1) }],
  [
    'an Office version that is not installed needs nothing',
    set,
    { office: ['15.0'] },
    { state: 'notNeeded', because: 'officeNotInstalled' },
  ],
  ['a chosen policy is to be set with administrator rights', policySet, { chosen: ['policySet'] }, { state: 'change', scope: 'policy' }],
  [
    'where nobody can give these rights it is blocked',
    policySet,
    { chosen: ['policySet'], elevatable: false },
    { state: 'blockedByPolicy', because: 'needsAdministrator' },
  ],
  [
    'a policy that must not be there is left to who set it',
    policyAbsent,
    { values: [[policies, 'DisableX', dword(1)]] },
    { state: 'blockedByPolicy', because: 'policyPresent' },
  ],
  ['its harmless content is no conflict', policyAbsent, { values: [[policies, 'DisableX', dword(0)]] }, { state: 'right' }],
];

describe('the plan', () => {
  for (const [what, key, given, expected] of table) {
    it(what, async () => {
      const planned = await plan(key, given);
      assert.deepEqual({ ...planned, ...expected }, planned);
    });
  }

  it('tells what will be there once it is applied, and nothing of what it leaves alone', async () => {
    const planned = [
      await plan(set, {}),
      await plan(absent, { values: [[autodiscover, 'PreferLocalXML', dword(0)]] }),
      await plan(byFact, {}),
      await plan(set, { values: [[policies, 'ExcludeScpLookup', dword(0)]] }),
    ];
    assert.deepEqual(valuesAfterPlan(planned), [
      { path: autodiscover, name: 'ExcludeScpLookup', data: dword(1) },
      { path: autodiscover, name: 'PreferLocalXML', data: dword(0) },
    ]);
  });
});
