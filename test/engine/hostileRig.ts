// Runs the whole check against one misbehaving host and holds it to its bounds: it ends by itself, with a report, in bounded memory.
import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { after, before, test } from 'node:test';
import { checkReportSchema, type CheckReport, type RouteId, type RouteReport } from '../../electron/model/check.ts';
import { checkReach, type ReachRequest } from '../../electron/reach/check.ts';
import { findAddresses } from '../../electron/workstation/node/dnsQuestions.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { openHostileWorld, type Behaviour, type HostileWorld } from '../servers/hostileWorld.ts';
import { address, reportOf, untouched, withKeys } from './reachFixture.ts';

/** One way to misbehave, and what the check must make of it. */
export interface HostileCase extends Behaviour {
  readonly name: string;
  /** The route that meets it; the autodiscover host over https when absent. */
  readonly route?: RouteId;
  readonly outcome: RouteReport['outcome'];
  /** A pattern where more than one word is right. */
  readonly reason: string | null | RegExp;
  /** Anything else that must hold. */
  readonly also?: (report: CheckReport, world: HostileWorld) => void;
  readonly request?: Partial<ReachRequest>;
}

/**
 * For one request. A server that is silent costs a case this long; one that answers is given time, on a busy machine too: also the DNS server
 * beside a silent host, which answers in this same process.
 */
const patience = { withSilence: 1_000, withAnswers: 4_000 };
/** For the whole check: several silent requests one after the other. */
const budgetMs = 20_000;
/** A case that takes longer hangs. */
const longestCaseMs = 90_000;
/** What a case may add to the process at its worst moment, in bytes; a bomb would take hundreds of times that. */
const mostGrowth = 160 * 1024 * 1024;

/** Declares one test for each case; `make` runs once the world is open, for cases that need its ports. */
export function hostileSuite(make: (world: HostileWorld) => readonly HostileCase[] | Promise<readonly HostileCase[]>, count: number): void {
  let world: HostileWorld;
  let cases: readonly HostileCase[] = [];
  before(async () => {
    world = await openHostileWorld();
    cases = await make(world);
  });
  after(() => world.close());

  test('every hostile case is named, and no name is used twice', async (context) => {
    assert.equal(cases.length, count);
    assert.equal(new Set(cases.map(({ name }) => name)).size, count);
    for (const each of cases) await context.test(each.name, { timeout: longestCaseMs }, () => hold(world, each));
  });
}

async function hold(world: HostileWorld, hostile: HostileCase): Promise<void> {
  world.behave(hostile);
  const visits = world.canary.visits();
  const memory = watchMemory();
  const silent = /timeout$|\^dns/.test(String(hostile.reason));
  const silentDns = String(hostile.reason).includes('dns');
  const report = await check(world, !silentDns, { timeoutMs: silent ? patience.withSilence : patience.withAnswers, ...hostile.request });
  const growth = memory.stop();
  const route = report.routes.find((each) => each.route === (hostile.route ?? 'autodiscoverDomain'));
  const reason = hostile.reason instanceof RegExp && hostile.reason.test(route?.reason ?? '') ? route?.reason : hostile.reason;
  assert.deepEqual({ outcome: route?.outcome, reason: route?.reason }, { outcome: hostile.outcome, reason });
  assert.equal(
    report.findings.find(({ id }) => id === 'check.budget'),
    undefined,
    'it ends by itself, not with the budget',
  );
  assert.ok(growth < mostGrowth, `memory grew by ${Math.round(growth / 1024 / 1024)} MB`);
  assert.equal(world.canary.visits(), visits, 'nobody is led into this PC');
  assert.deepEqual(checkReportSchema.parse(report), report);
  assert.ok(JSON.stringify(report).length < 200_000, 'the report stays small');
  assert.doesNotMatch(
    report.findings.flatMap(({ evidence = [] }) => evidence).join(''),
    /\p{Cc}/u,
    'no control characters in what is printed',
  );
  hostile.also?.(report, world);
}

async function check(world: HostileWorld, answersAreAwaited: boolean, more: Partial<ReachRequest>): Promise<CheckReport> {
  const own = createNodeNetwork({
    dnsServer: world.dns,
    connectTo: () => [
      { host: '', port: 443, toAddress: '', toPort: world.httpsPort },
      { host: '', port: 80, toAddress: '', toPort: world.httpPort },
    ],
    trustedCertificates: [world.caCertificate],
    now: () => new Date(),
  });
  const network = answersAreAwaited ? withPatientDns(own, world) : own;
  const result = await checkReach(
    {
      network,
      directory: { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' }) },
      practice: false,
      now: () => new Date(),
    },
    {
      email: address('user@corp.example'),
      aliases: [],
      officeVersion: '16.0',
      valuesNow: untouched,
      valuesAfter: withKeys,
      password: null,
      timeoutMs: patience.withAnswers,
      budgetMs,
      ...more,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  return reportOf(result);
}

/**
 * The network with names found before a request's time begins: else that time is DNS's as well, and on a busy machine the case would meet
 * no answer of DNS instead of the silence that it is about.
 */
function withPatientDns(network: Network, { dns }: HostileWorld): Network {
  const timeoutMs = patience.withAnswers;
  return {
    ...network,
    resolve: (name, type, options) => network.resolve(name, type, { ...options, timeoutMs }),
    exchange: async (request, signal) => {
      const host = new URL(request.url).hostname;
      const resolved = request.resolved ?? (isIP(host) === 0 ? await findAddresses(dns, host, { timeoutMs, signal }) : undefined);
      return network.exchange({ ...request, ...(resolved ? { resolved } : {}) }, signal);
    },
  };
}

/** The highest resident size above today's, in bytes. */
function watchMemory(): { stop(): number } {
  const base = process.memoryUsage.rss();
  let peak = base;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak - base;
    },
  };
}
