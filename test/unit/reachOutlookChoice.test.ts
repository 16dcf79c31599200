// Outlook's own order, replayed: which route it takes with which registry values, in Outlook 2013 and in 2016 and later.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { routeIds, routeOutcomes, type RouteId, type RouteOutcome, type RouteReport } from '../../electron/model/check.ts';
import { officeVersions, type OfficeVersion } from '../../electron/model/keys.ts';
import { chooseRoute } from '../../electron/reach/outlookChoice.ts';
import { isOn, type AutodiscoverValues } from '../../electron/reach/settings.ts';

type Outcomes = Partial<Record<RouteId, RouteOutcome>>;
type Names = Readonly<Record<string, number>>;

function reports(outcomes: Outcomes): readonly RouteReport[] {
  return routeIds.map((route) => ({
    route,
    domain: 'corp.example',
    url: `https://${route}.example/`,
    outcome: outcomes[route] ?? 'absent',
    reason: null,
    status: null,
    ms: 0,
    addresses: [],
    certificate: null,
    redirects: [],
  }));
}
function values(user: Names, policy: Names = {}, localXml?: string): AutodiscoverValues {
  const dwords = (names: Names) =>
    Object.fromEntries(Object.entries(names).map(([name, data]) => [name.toLowerCase(), { type: 'REG_DWORD' as const, data }]));
  return { user: dwords(user), policy: dwords(policy), redirectServers: [], ...(localXml === undefined ? {} : { localXml }) };
}

const everywhere: Outcomes = {
  office365: 'office365',
  scp: 'credentials',
  rootDomain: 'credentials',
  autodiscoverDomain: 'credentials',
  httpRedirect: 'credentials',
  srv: 'credentials',
};
const cases: readonly (readonly [string, Outcomes, AutodiscoverValues, OfficeVersion, RouteId | null])[] = [
  ['Outlook 2016 goes to Microsoft 365 first', everywhere, values({}), '16.0', 'office365'],
  ['Outlook 2013 knows no Microsoft 365 step', everywhere, values({}), '15.0', 'scp'],
  ['with Microsoft 365 excluded Active Directory decides', everywhere, values({ ExcludeExplicitO365Endpoint: 1 }), '16.0', 'scp'],
  [
    'with Active Directory excluded too the root domain decides',
    everywhere,
    values({ ExcludeExplicitO365Endpoint: 1, ExcludeScpLookup: 1 }),
    '16.0',
    'rootDomain',
  ],
  [
    'the autodiscover host comes before redirect and SRV',
    { autodiscoverDomain: 'credentials', httpRedirect: 'credentials', srv: 'credentials' },
    values({}),
    '16.0',
    'autodiscoverDomain',
  ],
  ['the redirect comes before SRV', { httpRedirect: 'credentials', srv: 'credentials' }, values({}), '16.0', 'httpRedirect'],
  ['a lone SRV record is taken', { srv: 'credentials' }, values({}), '16.0', 'srv'],
  ['an excluded SRV record is not', { srv: 'credentials' }, values({ ExcludeSrvRecord: 1 }), '16.0', null],
  ['ExcludeSrvLookup is a name that Outlook never reads', { srv: 'credentials' }, values({ ExcludeSrvLookup: 1 }), '16.0', 'srv'],
  [
    'a policy of 0 wins over a user value of 1',
    { srv: 'credentials' },
    values({ ExcludeSrvRecord: 1 }, { ExcludeSrvRecord: 0 }),
    '16.0',
    'srv',
  ],
  [
    'a policy of 1 wins over a user value of 0',
    { srv: 'credentials' },
    values({ ExcludeSrvRecord: 0 }, { ExcludeSrvRecord: 1 }),
    '16.0',
    null,
  ],
  [
    'an untrusted root domain is passed silently',
    { rootDomain: 'untrusted', autodiscoverDomain: 'credentials' },
    values({}),
    '16.0',
    'autodiscoverDomain',
  ],
  [
    'an untrusted autodiscover host stops Outlook with a warning',
    { autodiscoverDomain: 'untrusted', srv: 'credentials' },
    values({}),
    '16.0',
    'autodiscoverDomain',
  ],
  [
    'a page instead of settings is passed',
    { rootDomain: 'unusable', autodiscoverDomain: 'settings' },
    values({}),
    '16.0',
    'autodiscoverDomain',
  ],
  [
    'a local file comes after the autodiscover host',
    { autodiscoverDomain: 'absent', httpRedirect: 'credentials' },
    values({}, {}, 'c:\\a.xml'),
    '16.0',
    'localXml',
  ],
  ['a preferred local file comes before everything', everywhere, values({ PreferLocalXML: 1 }, {}, 'c:\\a.xml'), '16.0', 'localXml'],
  ['a preference without a file changes nothing', { srv: 'credentials' }, values({ PreferLocalXML: 1 }), '16.0', 'srv'],
];
for (const [sentence, outcomes, registry, office, expected] of cases) {
  test(sentence, () => assert.equal(chooseRoute(reports(outcomes), registry, office).route, expected));
}

test('every step says what Outlook does there and why', () => {
  const choice = chooseRoute(reports({ autodiscoverDomain: 'credentials' }), values({ ExcludeScpLookup: 1 }), '16.0');
  assert.deepEqual(
    choice.steps.map(({ route, decision, because }) => `${route} ${decision} ${because}`),
    [
      'lastKnownGood passed absent',
      'office365 passed absent',
      'scp excluded ExcludeScpLookup',
      'rootDomain passed absent',
      'autodiscoverDomain taken credentials',
      'localXml notReached earlierRouteTaken',
      'httpRedirect notReached earlierRouteTaken',
      'srv notReached earlierRouteTaken',
    ],
  );
});

test('a value of another type than REG_DWORD counts as absent', () => {
  assert.equal(
    isOn({ user: { excludesrvrecord: { type: 'REG_SZ', data: '1' } }, policy: {}, redirectServers: [] }, 'ExcludeSrvRecord'),
    false,
  );
});

test('whatever the routes answer, at most one is taken and it is never an excluded one', () => {
  const outcomes = fc.record(Object.fromEntries(routeIds.map((route) => [route, fc.constantFrom(...routeOutcomes)])));
  const names = [
    'PreferLocalXML',
    'ExcludeScpLookup',
    'ExcludeHttpsRootDomain',
    'ExcludeHttpsAutoDiscoverDomain',
    'ExcludeHttpRedirect',
    'ExcludeSrvRecord',
  ];
  const registry = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(0, 1));
  fc.assert(
    fc.property(outcomes, registry, fc.constantFrom(...officeVersions), (answered, user, office) => {
      const choice = chooseRoute(reports(answered), values(user, {}, 'c:\\a.xml'), office);
      const taken = choice.steps.filter((step) => step.decision === 'taken');
      assert.ok(taken.length <= 1);
      assert.equal(choice.route, taken[0]?.route ?? null);
      const excluded = choice.steps.filter((step) => step.decision === 'excluded').map((step) => step.route);
      assert.ok(choice.route === null || !excluded.includes(choice.route));
    }),
  );
});
