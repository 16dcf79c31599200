// A judgement needs nobody's answer twice: the same observations with another registry give another verdict, and never an exception.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkReportSchema, routeIds, routeOutcomes, type CheckReport, type RouteOutcome } from '../../electron/model/check.ts';
import { reachFindings, finding } from '../../electron/reach/findings.ts';
import { judgeReach, type Steering } from '../../electron/reach/judge.ts';
import type { AutodiscoverValues } from '../../electron/reach/settings.ts';

const untouched: AutodiscoverValues = { user: {}, policy: {}, redirectServers: [] };
const rootExcluded: AutodiscoverValues = { ...untouched, user: { excludehttpsrootdomain: { type: 'REG_DWORD', data: 1 } } };
const steering = (valuesNow: AutodiscoverValues): Steering => ({ officeVersion: '16.0', valuesNow, valuesAfter: () => rootExcluded });

function report(outcomes: Readonly<Record<string, RouteOutcome>>, reasons: Readonly<Record<string, string | null>> = {}): CheckReport {
  const choice = { route: null, url: null, steps: [] };
  return {
    practice: true,
    verdict: 'blocked',
    email: 'user@corp.example',
    domains: ['corp.example', 'alias.example'],
    outlookVersion: '16.0',
    findings: [
      finding('dns.autodiscover', 'pass', 'autodiscover.corp.example', {
        data: { domain: 'corp.example', host: 'autodiscover.corp.example' },
      }),
    ],
    routes: ['corp.example', 'alias.example'].flatMap((domain) =>
      routeIds.map((route) => ({
        route,
        domain,
        url: `https://${route}.${domain}/`,
        outcome: outcomes[route] ?? 'absent',
        reason: reasons[route] ?? null,
        status: null,
        ms: 0,
        addresses: [],
        certificate: null,
        redirects: [],
        product: route === 'autodiscoverDomain' ? ('bluemind' as const) : ('other' as const),
      })),
    ),
    outlook: { now: choice, afterKeys: choice },
    server: { product: 'unknown', fingerprint: [], mapi: { emsmdb: null, nspi: null }, ews: null, oab: null, login: null },
    signIn: 'none',
    ms: 0,
  };
}

test('a web site that stops Outlook is a failure before the keys and no matter after them', () => {
  const seen = report({ rootDomain: 'credentials', autodiscoverDomain: 'credentials', lastKnownGood: 'skipped' });
  const before = judgeReach(seen, steering(untouched));
  assert.equal(before.verdict, 'attention');
  assert.equal(before.outlook.now.route, 'rootDomain');
  const after = judgeReach(before, steering(rootExcluded));
  assert.equal(after.verdict, 'ready');
  assert.equal(after.outlook.now.route, 'autodiscoverDomain');
  assert.deepEqual(judgeReach(after, steering(untouched)), before, 'and an undo brings the first judgement back');
});

test('whatever was observed, a judgement comes out that fits the contract', () => {
  const outcome = fc.constantFrom(...routeOutcomes.filter((each) => each !== 'skipped' && each !== 'local' && each !== 'office365'));
  const outcomes = fc.record({
    lastKnownGood: fc.constant<RouteOutcome>('skipped'),
    office365: fc.constantFrom<RouteOutcome>('office365', 'absent', 'skipped'),
    scp: fc.oneof(outcome, fc.constant<RouteOutcome>('skipped')),
    rootDomain: outcome,
    autodiscoverDomain: fc.oneof(outcome, fc.constant<RouteOutcome>('office365')),
    localXml: fc.constantFrom<RouteOutcome>('local', 'absent'),
    httpRedirect: fc.oneof(outcome, fc.constant<RouteOutcome>('office365')),
    srv: outcome,
  });
  const explanations = Object.entries(reachFindings).flatMap(([id, { statuses }]) =>
    statuses.some((status) => status === 'info') && statuses.some((status) => status === 'fail') && statuses.length === 2 ? [id] : [],
  );
  const reason = fc.constantFrom(null, 'notJoined', ...explanations);
  const reasons = fc.record({ rootDomain: reason, autodiscoverDomain: reason, httpRedirect: reason, srv: reason, scp: reason });
  const values = fc.tuple(fc.boolean(), fc.boolean()).map(([prefer, file]): AutodiscoverValues => ({
    ...untouched,
    user: { preferlocalxml: { type: 'REG_DWORD', data: Number(prefer) } },
    ...(file ? { localXml: 'c:\\a.xml' } : {}),
  }));
  fc.assert(
    fc.property(outcomes, reasons, values, values, (seen, why, now, later) => {
      const judged = judgeReach(report(seen, why), { officeVersion: '16.0', valuesNow: now, valuesAfter: () => later });
      assert.ok(checkReportSchema.safeParse(judged).success);
      assert.deepEqual(judgeReach(judged, { officeVersion: '16.0', valuesNow: now, valuesAfter: () => later }), judged);
    }),
  );
});
