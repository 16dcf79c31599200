// Servers that Active Directory names: all are asked at once, and the first in order that answers Outlook's search ends it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exchange } from '../../electron/model/exchange.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { values } from './reachSimulation.ts';
import { checkWith } from './reachWith.ts';

/** `slow` = gives up only when every slow one has been asked; `silent` = never, but for the end of the check. */
type Kind = 'gone' | 'answers' | 'untrusted' | 'page' | 'slow' | 'silent';

const microsoft = 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml';
const status = (code: number, headers: Record<string, string> = {}) => ({
  answer: { status: code, headers, body: '', truncated: false },
});

/** Hosts of `*.ad.example` by what they do, and BlueMind at the autodiscover host; nothing else is there. */
async function askedOf(kinds: readonly Kind[], more: readonly string[] = [], budgetMs = 5_000) {
  const asked: string[] = [];
  const stopped: string[] = [];
  const host = (at: number) => `exchange${at}.ad.example`;
  let release = (): void => {};
  const allSlow = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  const isSlow = (name: string) => kinds[kinds.findIndex((_, at) => host(at) === name)] === 'slow';
  const untilStopped = (name: string, signal: AbortSignal) =>
    new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(void stopped.push(name)), { once: true });
    });
  const endings: Readonly<Record<Kind, (name: string, signal: AbortSignal) => Promise<Partial<Exchange>> | Partial<Exchange>>> = {
    gone: () => ({ failure: { phase: 'dns', reason: 'noName' } }),
    answers: () => status(401),
    page: () => status(404),
    untrusted: () => ({ certificate: { chain: [], faults: ['expired'] }, failure: { phase: 'tls', reason: 'certificate' } }),
    slow: async (name, signal) => {
      if (asked.filter(isSlow).length === kinds.filter((kind) => kind === 'slow').length) release();
      await Promise.race([allSlow, untilStopped(name, signal)]);
      return { failure: signal.aborted ? { phase: 'cancelled', reason: 'cancelled' } : { phase: 'tcp', reason: 'timeout' } };
    },
    silent: async (name, signal) => {
      await untilStopped(name, signal);
      return { failure: { phase: 'cancelled', reason: 'cancelled' } };
    },
  };
  const network: Network = {
    resolve: () => Promise.resolve({ kind: 'noName', ms: 1 }),
    exchange: async ({ url, method }, signal) => {
      const { hostname, protocol } = new URL(url);
      const kind = kinds[kinds.findIndex((_, at) => host(at) === hostname)];
      const base = { method, url, timings: { total: 1 }, addresses: [] };
      if (hostname === 'autodiscover.corp.example' && protocol === 'https:') {
        return { ...base, ...status(401, { 'www-authenticate': 'Basic realm="bm.basic.auth.v2"' }) };
      }
      if (kind !== undefined && url.endsWith('/autodiscover.xml')) asked.push(hostname);
      return { ...base, ...(await endings[kind ?? 'gone'](hostname, signal)) };
    },
  };
  const urls = [...kinds.map((_, at) => `https://${host(at)}/autodiscover/autodiscover.xml`), ...more];
  const { routes, outlook, findings, server } = await checkWith(network, {
    directory: { kind: 'found', urls },
    valuesNow: values({ ExcludeExplicitO365Endpoint: 1 }),
    valuesAfter: () => values({ ExcludeExplicitO365Endpoint: 1, ExcludeScpLookup: 1 }),
    budgetMs,
  });
  const step = outlook.now.steps.find(({ route }) => route === 'scp');
  const report = routes.find(({ route }) => route === 'scp');
  return {
    asked,
    stopped,
    outcome: report?.outcome,
    reason: report?.reason,
    decision: step?.decision,
    asks: step?.asks,
    outOfTime: findings.some(({ id }) => id === 'check.budget'),
    product: server.product,
  };
}

describe('servers that Active Directory names', () => {
  test('a server that is gone leads on to the next', async () => {
    const { outcome, decision } = await askedOf(['gone', 'page', 'answers', 'untrusted']);
    assert.deepEqual([outcome, decision], ['credentials', 'taken']);
  });
  test('a certificate that is not accepted ends in a warning', async () => {
    const { decision, asks } = await askedOf(['untrusted', 'answers']);
    assert.deepEqual([decision, asks], ['taken', 'certificate']);
  });
  test('the first tells why, where none answers; and not more than four are asked', async () => {
    const { asked, outcome, decision } = await askedOf(['page', 'gone', 'gone', 'gone', 'answers']);
    assert.deepEqual([asked.length, outcome, decision], [4, 'unusable', 'passed']);
  });
  test('one of Microsoft is never asked, nor what stands behind it', async () => {
    const { asked, outcome } = await askedOf(['gone'], [microsoft, 'https://exchange0.ad.example/behind/autodiscover.xml']);
    assert.deepEqual([asked, outcome], [['exchange0.ad.example'], 'office365']);
  });
});

describe('servers of Active Directory that keep silent', () => {
  test('are waited for together, so that the check is left its time', async () => {
    const seen = await askedOf(['slow', 'slow', 'slow', 'answers'], [], 2_000);
    assert.deepEqual([seen.outcome, seen.outOfTime, seen.product], ['credentials', false, 'bluemind']);
  });
  test('are not waited for behind one that answers, and are let go with the check', async () => {
    const { outcome, outOfTime, stopped } = await askedOf(['gone', 'answers', 'silent']);
    assert.deepEqual([outcome, outOfTime, stopped], ['credentials', false, ['exchange2.ad.example']]);
  });
  test('hide no other that answered, when the time is over', async () => {
    const { outcome, outOfTime } = await askedOf(['silent', 'answers'], [], 200);
    assert.deepEqual([outcome, outOfTime], ['credentials', true]);
  });
  test('are told as cut off, whatever the others and the place of Microsoft', async () => {
    for (const more of [[], [microsoft]]) {
      const { outcome, reason } = await askedOf(['page', 'silent'], more, 200);
      assert.deepEqual([outcome, reason], ['unreachable', 'check.budget']);
    }
  });
});
