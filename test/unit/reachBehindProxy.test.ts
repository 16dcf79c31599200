// A PC that reaches the world through a proxy only: its DNS knows no names outside, and nothing is wrong with that if the server was heard.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exchange } from '../../electron/model/exchange.ts';
import { parseMailAddress, parseMailDomain } from '../../electron/model/mailAddress.ts';
import { askDomainRow } from '../../electron/reach/domainTable.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { values } from './reachSimulation.ts';
import { checkWith } from './reachWith.ts';

type Seen = Partial<Exchange>;

const certificate = {
  chain: [
    {
      subject: 'CN=autodiscover.corp.example',
      issuer: 'CN=Some CA',
      names: ['autodiscover.corp.example'],
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: '2126-01-01T00:00:00.000Z',
      fingerprint: '00',
      selfSigned: false,
    },
  ],
  faults: [],
};
const proxy = { url: 'http://proxy.corp.example:3128', source: 'system' } as const;
const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: '', truncated: false });

const nobody: Seen = { failure: { phase: 'dns', reason: 'noName' } };
const bluemind: Seen = { proxy, certificate, answer: answer(401, { 'www-authenticate': 'Basic realm="bm.basic.auth.v2"' }) };
const expired: Seen = {
  proxy,
  certificate: { ...certificate, faults: ['expired'] },
  failure: { phase: 'tls', reason: 'certificate' },
};
/** A refused tunnel as Node tells it, and as WinHTTP may: like an answer, but without a certificate before it. */
const failing = (reason: 'gateway' | 'authentication' | 'denied'): Seen => ({ proxy, failure: { phase: 'proxy', reason } });
const refusing = (status: number, headers: Record<string, string> = {}): Seen => ({ proxy, answer: answer(status, headers) });

/** DNS knows nothing; every https request ends as `seen`. */
const network = (seen: Seen): Network => ({
  resolve: () => Promise.resolve({ kind: 'noName', ms: 1 }),
  exchange: ({ url, method }) =>
    Promise.resolve({ method, url, timings: { total: 1 }, addresses: [], ...(url.startsWith('http:') ? nobody : seen) }),
});

interface Expected {
  readonly reason: string | null;
  /** The host counts as known, though the PC's DNS does not know it. */
  readonly heard: boolean;
}
const cases: Readonly<Record<string, readonly [Seen, Expected]>> = {
  'BlueMind answers': [bluemind, { reason: null, heard: true }],
  'the server shows an expired certificate': [expired, { reason: 'tls.expired', heard: true }],
  'BlueMind’s core is down': [
    { ...bluemind, answer: answer(503) },
    { reason: 'http.coreDown', heard: true },
  ],
  'there is no proxy and no host': [nobody, { reason: null, heard: false }],
  'the proxy does not get through': [failing('gateway'), { reason: 'http.proxyGateway', heard: false }],
  'the proxy wants a sign-in': [failing('authentication'), { reason: 'http.proxyAuthentication', heard: false }],
  'the proxy does not know the name': [
    { proxy, ...nobody },
    { reason: null, heard: false },
  ],
  'a refused tunnel (502) comes as an answer': [refusing(502), { reason: 'http.proxyGateway', heard: false }],
  'a refused tunnel (503) comes as an answer': [refusing(503), { reason: 'http.proxyGateway', heard: false }],
  'a refused tunnel (504) comes as an answer': [refusing(504), { reason: 'http.proxyGateway', heard: false }],
  'a refused tunnel (403) comes as an answer': [refusing(403), { reason: 'http.proxyDenied', heard: false }],
  'a refused tunnel (407) comes as an answer': [refusing(407), { reason: 'http.proxyAuthentication', heard: false }],
  'a name that Squid does not know comes as an answer': [
    refusing(503, { 'x-squid-error': 'ERR_DNS_FAIL 0' }),
    { reason: null, heard: false },
  ],
};

describe('behind a proxy, the check', () => {
  for (const [name, [seen, { reason, heard }]] of Object.entries(cases)) {
    test(`${heard ? 'misses no host' : 'misses the host'}, where ${name}`, async () => {
      const { findings, routes } = await checkWith(network(seen), { valuesNow: values({}) });
      assert.equal(routes.find(({ route }) => route === 'autodiscoverDomain')?.reason, reason);
      const missing = findings.filter(({ id, status }) => id === 'dns.autodiscover' && status === 'fail');
      assert.equal(missing.length, heard ? 0 : 1);
    });
  }
});

describe('behind a proxy, a row of many domains', () => {
  const email = parseMailAddress('user@corp.example');
  const domain = parseMailDomain('corp.example');
  assert.ok(email.ok && domain.ok);
  const common = { email: email.value, officeVersion: '16.0', timeoutMs: 1_000, budgetMs: 5_000, now: () => new Date() } as const;
  const rowOf = (seen: Seen) => askDomainRow(domain.value, { ...common, network: network(seen), signal: new AbortController().signal });

  test('is ready where BlueMind answers', async () => {
    const { verdict, outcome, product } = await rowOf(bluemind);
    assert.deepEqual([verdict, outcome, product], ['ready', 'credentials', 'bluemind']);
  });
  for (const [name, [seen, { reason, heard }]] of Object.entries(cases)) {
    test(`says what ${heard ? 'the server' : 'DNS'} says, where ${name}`, async () => {
      const row = await rowOf(seen);
      assert.equal(row.reason, heard ? reason : 'dns.autodiscover');
      if (reason?.startsWith('http.proxy'))
        assert.deepEqual(
          row.findings.map(({ id }) => id),
          ['dns.autodiscover', reason],
        );
      if (!heard) assert.deepEqual([row.verdict, row.outcome, row.findings[0]?.remedy?.id], ['blocked', 'absent', 'publishAutodiscover']);
    });
  }
});
