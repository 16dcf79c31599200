// The reach check against the practice server: a healthy one is ready, each fault is named, and every check ends with a verdict.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkReportSchema, type RouteId } from '../../electron/model/check.ts';
import type { Verdict } from '../../electron/model/finding.ts';
import { judgeReach } from '../../electron/reach/check.ts';
import { practiceFaults, type PracticeFault } from '../../electron/workstation/practice/server/index.ts';
import { address, findingIn, idsWith, openWorld, reportOf, untouched, withKeys, type World } from './reachFixture.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

test('a healthy server is ready, and Outlook finds it already', async () => {
  await world.server.setFaults([]);
  const report = reportOf(await world.check({ aliases: world.server.aliases }));
  assert.equal(report.verdict, 'ready');
  assert.equal(report.outlook.now.route, 'autodiscoverDomain');
  assert.equal(report.outlook.afterKeys.route, 'autodiscoverDomain');
  assert.equal(report.server.product, 'bluemind');
  assert.equal(report.server.mapi.emsmdb?.state, 'authenticates');
  assert.equal(report.server.mapi.nspi?.state, 'authenticates');
  assert.deepEqual([idsWith(report, 'fail'), idsWith(report, 'warn')], [[], []]);
  assert.deepEqual(report.domains, ['practice.example', 'practice-alias.example']);
  assert.deepEqual(checkReportSchema.parse(report), report);
});

interface Expected {
  readonly verdict: Verdict;
  readonly failing: string;
  readonly now: RouteId | null;
  readonly afterKeys: RouteId | null;
  /** The fault shows only when somebody signs in. */
  readonly password?: true;
  /** The fault is silence: not worth the usual patience. */
  readonly timeoutMs?: number;
}
const expected: Readonly<Record<PracticeFault, Expected>> = {
  'no-autodiscover-dns': { verdict: 'blocked', failing: 'dns.autodiscover', now: null, afterKeys: null },
  'root-site-answers': { verdict: 'attention', failing: 'route.rootDomain', now: 'rootDomain', afterKeys: 'autodiscoverDomain' },
  'srv-only': { verdict: 'attention', failing: 'dns.autodiscover', now: 'srv', afterKeys: 'srv' },
  'o365-txt': { verdict: 'attention', failing: 'dns.office365', now: 'office365', afterKeys: 'autodiscoverDomain' },
  'certificate-expired': { verdict: 'blocked', failing: 'tls.expired', now: 'autodiscoverDomain', afterKeys: 'autodiscoverDomain' },
  'certificate-wrong-name': { verdict: 'blocked', failing: 'tls.wrongName', now: 'autodiscoverDomain', afterKeys: 'autodiscoverDomain' },
  'certificate-unknown-ca': {
    verdict: 'blocked',
    failing: 'tls.unknownAuthority',
    now: 'autodiscoverDomain',
    afterKeys: 'autodiscoverDomain',
  },
  'black-hole': { verdict: 'blocked', failing: 'tcp.timeout', now: null, afterKeys: null, timeoutMs: 800 },
  refused: { verdict: 'blocked', failing: 'tcp.refused', now: null, afterKeys: null },
  // Outlook gives the circle up and gets there by the redirect over plain http, which leads to the server's own name.
  'redirect-loop': { verdict: 'attention', failing: 'http.redirectLoop', now: 'httpRedirect', afterKeys: 'httpRedirect' },
  'redirect-foreign-domain': {
    verdict: 'blocked',
    failing: 'http.redirectForeignDomain',
    now: 'autodiscoverDomain',
    afterKeys: 'autodiscoverDomain',
  },
  'not-bluemind': { verdict: 'blocked', failing: 'server.identity', now: 'autodiscoverDomain', afterKeys: 'autodiscoverDomain' },
  'core-down-503': { verdict: 'blocked', failing: 'http.coreDown', now: null, afterKeys: null },
  'html-instead-of-xml': { verdict: 'blocked', failing: 'http.htmlInsteadOfXml', now: null, afterKeys: null },
  'huge-answer': { verdict: 'blocked', failing: 'http.tooLarge', now: null, afterKeys: null },
  'slow-answer': { verdict: 'blocked', failing: 'http.timeout', now: null, afterKeys: null, timeoutMs: 800 },
  'no-outlook-role': {
    verdict: 'blocked',
    failing: 'signIn.password',
    now: 'autodiscoverDomain',
    afterKeys: 'autodiscoverDomain',
    password: true,
  },
};

for (const fault of practiceFaults) {
  const { verdict, failing, now, afterKeys, password, timeoutMs = 5_000 } = expected[fault];
  test(`with ${fault} the verdict is ${verdict} because of ${failing}`, async () => {
    await world.server.setFaults([fault]);
    const report = reportOf(await world.check({ timeoutMs, ...(password ? { password: world.server.password } : {}) }));
    assert.equal(report.verdict, verdict);
    assert.ok(idsWith(report, 'fail').includes(failing), idsWith(report, 'fail').join(', '));
    assert.equal(report.outlook.now.route, now);
    assert.equal(report.outlook.afterKeys.route, afterKeys);
    assert.ok(findingIn(report, failing)?.remedy, 'whoever reads it is told what to do');
  });
}

test('a missing autodiscover host comes with the record to publish where the SRV record knows the server', async () => {
  await world.server.setFaults(['srv-only']);
  const report = reportOf(await world.check());
  assert.equal(findingIn(report, 'dns.autodiscover')?.remedy?.copy, 'autodiscover.practice.example. 3600 IN CNAME mail.practice.example.');
});

test('a certificate for other names is explained with the names it has', async () => {
  await world.server.setFaults(['certificate-wrong-name']);
  const report = reportOf(await world.check());
  const found = findingIn(report, 'tls.wrongName');
  assert.equal(found?.subject, 'autodiscover.practice.example');
  assert.equal(found.remedy?.copy, 'autodiscover.practice.example');
  assert.notEqual(found.data.names, '');
});

test('marks of Microsoft 365 are only information once the keys keep Outlook away from them, and Microsoft is never asked', async () => {
  await world.server.setFaults(['o365-txt']);
  const report = reportOf(await world.check({ valuesNow: withKeys({}) }));
  assert.equal(report.verdict, 'ready');
  assert.equal(findingIn(report, 'dns.office365')?.status, 'info');
  assert.ok(world.server.requests.every(({ host }) => host.includes('example')));
});

test('judging a report again with the registry after an apply needs no network', async () => {
  await world.server.setFaults(['root-site-answers']);
  const first = reportOf(await world.check());
  const asked = world.server.requests.length;
  const again = judgeReach(first, { officeVersion: '16.0', valuesNow: withKeys({}), valuesAfter: withKeys });
  assert.equal(again.verdict, 'ready');
  assert.equal(again.outlook.now.url, again.outlook.afterKeys.url);
  assert.equal(world.server.requests.length, asked);
});

test('a foreign redirect is followed once the workstation was told to trust its target', async () => {
  await world.server.setFaults(['redirect-foreign-domain']);
  const before = world.server.requests.length;
  await world.check();
  assert.ok(world.server.requests.slice(before).every(({ host }) => host !== 'autodiscover.elsewhere.example'));
  const trusting = { ...untouched, redirectServers: ['autodiscover.elsewhere.example'] };
  const report = reportOf(await world.check({ valuesNow: trusting, valuesAfter: () => trusting }));
  const route = report.routes.find((each) => each.route === 'autodiscoverDomain');
  assert.equal(route?.redirects[0]?.followed, true);
});

test('a check that runs out of time still ends with a report that says so', async () => {
  await world.server.setFaults(['black-hole']);
  const report = reportOf(await world.check({ timeoutMs: 60_000, budgetMs: 300 }));
  assert.equal(report.verdict, 'blocked');
  assert.equal(findingIn(report, 'check.budget')?.status, 'fail');
  assert.equal(report.routes.find((each) => each.route === 'autodiscoverDomain')?.reason, 'check.budget');
});

test('a check that a person stops is cancelled and leaves no report', async () => {
  await world.server.setFaults(['black-hole']);
  const stop = new AbortController();
  const running = world.check({ timeoutMs: 60_000, budgetMs: 60_000 }, { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  const result = await running;
  assert.equal(!result.ok && result.problem.code, 'cancelled');
});

test('every route reports when it begins and ends, and every finding is told', async () => {
  await world.server.setFaults([]);
  const seen: string[] = [];
  const report = reportOf(
    await world.check(
      {},
      { onProgress: (progress) => seen.push(progress.kind === 'probe' ? `${progress.route} ${progress.state}` : progress.kind) },
    ),
  );
  for (const { route } of report.routes) assert.ok(seen.indexOf(`${route} running`) < seen.indexOf(`${route} ended`));
  assert.equal(seen.filter((kind) => kind === 'finding').length, report.findings.length);
});

test('an address in a domain that does not exist is blocked, not broken', async () => {
  await world.server.setFaults([]);
  const report = reportOf(await world.check({ email: address('user@nowhere.example') }));
  assert.equal(report.verdict, 'blocked');
  assert.equal(findingIn(report, 'dns.autodiscover')?.status, 'fail');
});
