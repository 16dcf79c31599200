// Outlook's own order, replayed: which route it takes with which registry values, in Outlook 2013 and in 2016 and later.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RouteId, RouteReport } from '../../electron/model/check.ts';
import type { OfficeVersion } from '../../electron/model/keys.ts';
import { chooseRoute } from '../../electron/reach/outlookChoice.ts';
import { everywhere, reports, values, type Outcomes } from './reachSimulation.ts';

type Values = ReturnType<typeof values>;
type Case = readonly [sentence: string, Outcomes, Values, OfficeVersion | 'both', RouteId | null];

const untouched = values({});
const without365 = { ExcludeExplicitO365Endpoint: 1 };
const local = 'c:\\a.xml';

const order: readonly Case[] = [
  ['goes to Microsoft 365 first', everywhere, untouched, '16.0', 'office365'],
  ['of 2013 knows no Microsoft 365 step', everywhere, untouched, '15.0', 'scp'],
  ['of 2013 does not read the value that excludes Microsoft 365', { office365: 'office365' }, values(without365), '15.0', null],
  ['lets Active Directory decide with Microsoft 365 excluded', everywhere, values(without365), '16.0', 'scp'],
  ['asks the root domain next', everywhere, values({ ...without365, ExcludeScpLookup: 1 }), 'both', 'rootDomain'],
  [
    'asks the autodiscover domain next',
    everywhere,
    values({ ...without365, ExcludeScpLookup: 1, ExcludeHttpsRootDomain: 1 }),
    'both',
    'autodiscoverDomain',
  ],
  [
    'takes the redirect over plain http next',
    everywhere,
    values({ ...without365, ExcludeScpLookup: 1, ExcludeHttpsRootDomain: 1, ExcludeHttpsAutoDiscoverDomain: 1 }),
    'both',
    'httpRedirect',
  ],
  [
    'takes the SRV record last',
    everywhere,
    values({ ...without365, ExcludeScpLookup: 1, ExcludeHttpsRootDomain: 1, ExcludeHttpsAutoDiscoverDomain: 1, ExcludeHttpRedirect: 1 }),
    'both',
    'srv',
  ],
  ['finds nothing where nothing is', {}, untouched, 'both', null],
  ['takes a lone SRV record', { srv: 'credentials' }, untouched, 'both', 'srv'],
  ['takes settings that come without a sign-in', { rootDomain: 'settings', srv: 'credentials' }, untouched, 'both', 'rootDomain'],
  [
    'is misled by an autodiscover name of Microsoft’s',
    { autodiscoverDomain: 'office365' },
    values(without365),
    '16.0',
    'autodiscoverDomain',
  ],
];

const passing: readonly Case[] = (['autodiscoverError', 'unusable', 'serverError', 'unreachable', 'absent', 'skipped'] as const).flatMap(
  (outcome) =>
    [
      [
        `goes on after ${outcome} at the root domain`,
        { rootDomain: outcome, autodiscoverDomain: 'credentials' },
        untouched,
        'both',
        'autodiscoverDomain',
      ],
      [
        `goes on after ${outcome} at the autodiscover domain`,
        { autodiscoverDomain: outcome, srv: 'credentials' },
        untouched,
        'both',
        'srv',
      ],
    ] satisfies readonly Case[],
);

const registry: readonly Case[] = [
  ['leaves an excluded SRV record out', { srv: 'credentials' }, values({ ExcludeSrvRecord: 1 }), 'both', null],
  ['never reads ExcludeSrvLookup', { srv: 'credentials' }, values({ ExcludeSrvLookup: 1 }), 'both', 'srv'],
  [
    'lets a policy of 0 win over a user value of 1',
    { srv: 'credentials' },
    values({ ExcludeSrvRecord: 1 }, { ExcludeSrvRecord: 0 }),
    'both',
    'srv',
  ],
  [
    'lets a policy of 1 win over a user value of 0',
    { srv: 'credentials' },
    values({ ExcludeSrvRecord: 0 }, { ExcludeSrvRecord: 1 }),
    'both',
    null,
  ],
  ['does not exclude by a value of 0', { srv: 'credentials' }, values({ ExcludeSrvRecord: 0 }), 'both', 'srv'],
  ['reads a local file after the autodiscover host', { httpRedirect: 'credentials' }, values({}, {}, local), 'both', 'localXml'],
  [
    'reads no local file where the autodiscover host answers',
    { autodiscoverDomain: 'credentials' },
    values({}, {}, local),
    'both',
    'autodiscoverDomain',
  ],
  ['reads a preferred local file before everything', everywhere, values({ PreferLocalXML: 1 }, {}, local), 'both', 'localXml'],
  ['finds no file by preferring one', { srv: 'credentials' }, values({ PreferLocalXML: 1 }), 'both', 'srv'],
  ['lets a policy take the preference away', everywhere, values({ PreferLocalXML: 1 }, { PreferLocalXML: 0 }, local), '15.0', 'scp'],
  [
    'of an existing profile goes to its last known good address',
    { ...everywhere, lastKnownGood: 'credentials' },
    untouched,
    'both',
    'lastKnownGood',
  ],
  [
    'of an existing profile does not where that is excluded',
    { ...everywhere, lastKnownGood: 'credentials' },
    values({ ExcludeLastKnownGoodURL: 1 }),
    '15.0',
    'scp',
  ],
  [
    'of an existing profile prefers a preferred local file even to that',
    { ...everywhere, lastKnownGood: 'credentials' },
    values({ PreferLocalXML: 1 }, {}, local),
    'both',
    'localXml',
  ],
];

describe('Outlook', () => {
  for (const [sentence, outcomes, steering, office, expected] of [...order, ...passing, ...registry]) {
    for (const version of office === 'both' ? (['15.0', '16.0'] as const) : [office]) {
      test(`${sentence} (${version})`, () => assert.equal(chooseRoute(reports(outcomes), steering, version).route, expected));
    }
  }
});

const into = (route: RouteId, to: string, more: Partial<RouteReport> = {}): Partial<RouteReport> => ({
  url: `https://${to}/`,
  redirects: [{ from: `https://${route}.example/`, to: `https://${to}/`, kind: 'http', status: 302, followed: true }],
  ...more,
});
type Question = readonly [sentence: string, RouteId, Partial<RouteReport>, Values, 'certificate' | 'redirect' | 'none' | 'goes on'];
const trusting = { ...untouched, redirectServers: ['mail.other.example'] };
const questions: readonly Question[] = [
  ['warns of the certificate of the autodiscover host', 'autodiscoverDomain', { outcome: 'untrusted' }, untouched, 'certificate'],
  ['is silent about the certificate of the root domain', 'rootDomain', { outcome: 'untrusted' }, untouched, 'goes on'],
  ['is silent about the certificate of a redirect’s target', 'httpRedirect', { outcome: 'untrusted' }, untouched, 'goes on'],
  ['is silent about the certificate of an SRV target', 'srv', { outcome: 'untrusted' }, untouched, 'goes on'],
  [
    'warns of every certificate where ShowCertErrors is set',
    'rootDomain',
    { outcome: 'untrusted' },
    values({ ShowCertErrors: 1 }),
    'certificate',
  ],
  ['asks about the server an SRV record names', 'srv', { url: 'https://mail.other.example/' }, untouched, 'redirect'],
  ['asks about it in the same domain too', 'srv', { url: 'https://mail.corp.example/' }, untouched, 'redirect'],
  ['does not ask about an SRV target in RedirectServers', 'srv', { url: 'https://mail.other.example/' }, trusting, 'none'],
  ['asks about the target of a redirect over plain http', 'httpRedirect', into('httpRedirect', 'mail.corp.example'), untouched, 'redirect'],
  ['does not ask about such a target in RedirectServers', 'httpRedirect', into('httpRedirect', 'mail.other.example'), trusting, 'none'],
  [
    'asks about a redirect into another domain',
    'autodiscoverDomain',
    into('autodiscoverDomain', 'mail.other.example'),
    untouched,
    'redirect',
  ],
  [
    'does not ask about a redirect within the domain',
    'autodiscoverDomain',
    into('autodiscoverDomain', 'mail.corp.example'),
    untouched,
    'none',
  ],
  [
    'does not ask about one into a domain it was told of',
    'autodiscoverDomain',
    into('autodiscoverDomain', 'mail.other.example'),
    trusting,
    'none',
  ],
  [
    'asks about a redirect that was not followed here',
    'autodiscoverDomain',
    { outcome: 'unusable', reason: 'http.redirectForeignDomain' },
    untouched,
    'redirect',
  ],
  [
    'asks about one that came by plain http',
    'httpRedirect',
    { outcome: 'unusable', reason: 'http.redirectForeignDomain' },
    untouched,
    'redirect',
  ],
  [
    'goes on from a changed address of another domain',
    'httpRedirect',
    {
      outcome: 'unusable',
      reason: 'http.redirectForeignDomain',
      redirects: [{ from: 'https://a.example/', to: 'x@other.example', kind: 'redirectAddr', followed: false, reason: 'foreignHost' }],
    },
    untouched,
    'goes on',
  ],
  ...(
    [
      ['the root domain', 'rootDomain'],
      ['a server that Active Directory names', 'scp'],
      ['the target of an SRV record', 'srv'],
    ] as const
  ).map(([place, route]): Question => [
    `goes on from such a one at ${place}`,
    route,
    { outcome: 'unusable', reason: 'http.redirectForeignDomain' },
    untouched,
    'goes on',
  ]),
  ['does not ask about a host that answers itself', 'rootDomain', {}, untouched, 'none'],
];
describe('Outlook asks the person: it', () => {
  for (const [sentence, route, report, steering, expected] of questions) {
    test(sentence, () => {
      const { steps } = chooseRoute(reports({ [route]: 'credentials' }, { [route]: report }), steering, '16.0');
      const step = steps.find((each) => each.route === route);
      assert.equal(step?.decision === 'passed' ? 'goes on' : (step?.asks ?? 'none'), expected);
    });
  }
});

const newAddress = (address: string): Partial<RouteReport> => ({ outcome: 'newAddress', newAddress: address });
const marked = (address: string, outcomes: Outcomes, more: Partial<Record<RouteId, Partial<RouteReport>>> = {}) =>
  reports(outcomes, more).map((report) => ({ ...report, address, domain: 'new.example' }));
const told = (routes: readonly RouteReport[], office: OfficeVersion = '15.0') =>
  chooseRoute(routes, untouched, office, 'corp.example').steps.map(({ route, address, decision }) =>
    `${address ?? ''} ${route} ${decision}`.trim(),
  );

describe('a changed address (redirectAddr)', () => {
  const changed = reports({ srv: 'credentials' }, { rootDomain: newAddress('a@new.example') });
  test('starts all steps anew with it', () => {
    const choice = chooseRoute([...changed, ...marked('a@new.example', { scp: 'credentials' })], untouched, '15.0', 'corp.example');
    assert.deepEqual([choice.route, choice.address], ['scp', 'a@new.example']);
    assert.equal(choice.steps.find((step) => step.decision === 'restarted')?.route, 'rootDomain');
  });
  test('that leads nowhere brings Outlook back to the first address, behind where it was', () => {
    assert.deepEqual(told([...changed, ...marked('a@new.example', {})]).slice(2), [
      'rootDomain restarted',
      'a@new.example lastKnownGood passed',
      'a@new.example scp passed',
      'a@new.example rootDomain passed',
      'a@new.example autodiscoverDomain passed',
      'a@new.example localXml passed',
      'a@new.example httpRedirect passed',
      'a@new.example srv passed',
      'autodiscoverDomain passed',
      'localXml passed',
      'httpRedirect passed',
      'srv taken',
    ]);
  });
  test('before Active Directory brings Outlook back at Active Directory, not before it', () => {
    const early = reports({ office365: 'absent', scp: 'credentials' }, { lastKnownGood: newAddress('a@new.example') });
    const steps = told([...early, ...marked('a@new.example', {})], '16.0').filter((step) => !step.startsWith('a@'));
    assert.deepEqual(steps.slice(0, 2), ['lastKnownGood restarted', 'scp taken']);
  });
  test('is followed twice and no more', () => {
    const chain = [
      ...reports({}, { rootDomain: newAddress('a@new.example') }),
      ...marked('a@new.example', {}, { rootDomain: newAddress('b@new.example') }),
      ...marked('b@new.example', {}, { rootDomain: newAddress('c@new.example') }),
      ...marked('c@new.example', { rootDomain: 'credentials' }),
    ];
    const choice = chooseRoute(chain, untouched, '16.0', 'corp.example');
    assert.equal(choice.route, null);
    assert.ok(choice.steps.some((step) => step.address === 'b@new.example' && step.because === 'tooManyAddresses'));
    assert.equal(choice.steps.filter((step) => step.decision === 'restarted').length, 2);
  });
});

test('every step says what Outlook does there, why, and what the others would have brought', () => {
  const seen = reports({ scp: 'unreachable', autodiscoverDomain: 'credentials', srv: 'credentials' });
  const choice = chooseRoute(seen, values({ ExcludeScpLookup: 1 }), '16.0');
  assert.deepEqual(
    choice.steps.map(({ route, decision, because, wouldHave }) => [route, decision, because, wouldHave ?? ''].join(' ').trim()),
    [
      'lastKnownGood passed absent',
      'office365 passed absent',
      'scp excluded ExcludeScpLookup unreachable',
      'rootDomain passed absent',
      'autodiscoverDomain taken credentials',
      'localXml notReached earlierRouteTaken absent',
      'httpRedirect notReached earlierRouteTaken absent',
      'srv notReached earlierRouteTaken credentials',
      'office365Failsafe notReached earlierRouteTaken',
    ],
  );
});

test('where nothing answers Outlook may ask Microsoft 365 once more, unless that is excluded', () => {
  const last = (steering: Values) => chooseRoute(reports({}), steering, '16.0').steps.at(-1);
  assert.deepEqual(last(untouched), { route: 'office365Failsafe', decision: 'passed', because: 'withoutSign' });
  assert.equal(last(values(without365))?.decision, 'excluded');
});
