// A PC that reaches the world through a proxy only: its DNS knows no names outside, and nothing is wrong with that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMailAddress, parseMailDomain } from '../../electron/model/mailAddress.ts';
import { askDomainRow } from '../../electron/reach/domainTable.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { values } from './reachSimulation.ts';
import { checkWith } from './reachWith.ts';

const bluemind = { 'www-authenticate': 'Basic realm="bm.basic.auth.v2"' };

/** DNS knows nothing; with a proxy everything answers as BlueMind does, without one nothing does. */
const network = (proxied: boolean): Network => ({
  resolve: () => Promise.resolve({ kind: 'noName', ms: 1 }),
  exchange: ({ url, method }) => {
    const base = { method, url, timings: { total: 1 }, addresses: [] };
    if (!proxied || url.startsWith('http:')) return Promise.resolve({ ...base, failure: { phase: 'dns', reason: 'noName' } });
    const proxy = { url: 'http://proxy.corp.example:3128', source: 'system' } as const;
    return Promise.resolve({ ...base, proxy, answer: { status: 401, headers: bluemind, body: '', truncated: false } });
  },
});

const email = parseMailAddress('user@corp.example');
const domain = parseMailDomain('corp.example');
const common = { officeVersion: '16.0', timeoutMs: 1_000, budgetMs: 5_000 } as const;

const check = (proxied: boolean) => checkWith(network(proxied), { valuesNow: values({}) });

test('a host that answers through the proxy is not missing', async () => {
  const report = await check(true);
  assert.equal(
    report.findings.some(({ id }) => id === 'dns.autodiscover' || id === 'dns.noAddress'),
    false,
  );
  assert.equal(report.routes.find(({ route }) => route === 'autodiscoverDomain')?.outcome, 'credentials');
});
test('a host that nobody knows is', async () => {
  const report = await check(false);
  assert.equal(report.findings.find(({ id }) => id === 'dns.autodiscover')?.status, 'fail');
});

test('a row of many domains asks the proxy as well, and says what DNS says where there is none', async () => {
  assert.ok(email.ok && domain.ok);
  const row = (proxied: boolean) => {
    const now = () => new Date();
    const signal = new AbortController().signal;
    return askDomainRow(domain.value, { ...common, network: network(proxied), email: email.value, signal, now });
  };
  const [through, without] = [await row(true), await row(false)];
  assert.deepEqual([through.verdict, through.outcome, through.product], ['ready', 'credentials', 'bluemind']);
  assert.deepEqual([without.verdict, without.outcome, without.reason], ['blocked', 'absent', 'dns.autodiscover']);
});
