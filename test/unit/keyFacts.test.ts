// Whether a domain has nothing but its SRV record: what DNS publishes by name, by a wildcard, and for Microsoft.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DnsAnswer, DnsRecord, DnsType } from '../../electron/model/dns.ts';
import { readKeyFacts } from '../../electron/reach/keyFacts.ts';
import type { Network } from '../../electron/workstation/port.ts';

const domain = 'corp.example';
const host = `autodiscover.${domain}`;
const service = `_autodiscover._tcp.${domain}`;
const options = { timeoutMs: 1_000, signal: new AbortController().signal };
const found = (...records: readonly DnsRecord[]): DnsAnswer => ({ kind: 'answer', records, ms: 1 });
const address = (name: string, to: string): DnsAnswer => found({ type: 'A', name, address: to });
const srv = found({ type: 'SRV', name: service, priority: 0, weight: 0, port: 443, target: 'mail.bluemind.example' });
const missing: DnsAnswer = { kind: 'noName', ms: 1 };
const silent: DnsAnswer = { kind: 'timeout', ms: 1 };

/** A zone: answers by name and type, and one for every other name. */
async function factsIn(zone: Readonly<Record<string, DnsAnswer>>, others: DnsAnswer = missing) {
  const asked: string[] = [];
  const network: Network = {
    resolve: (name: string, type: DnsType) => {
      asked.push(`${name} ${type}`);
      const own = zone[`${name} ${type}`] ?? (name === host || name === service ? missing : undefined);
      return Promise.resolve(own ?? (type === 'A' ? others : { kind: 'noData', ms: 1 }));
    },
    exchange: () => Promise.reject(new Error('nothing is asked but DNS')),
  };
  return { facts: await readKeyFacts(network, domain, options), asked };
}

describe('the SRV record is the only way', () => {
  test('where there is no autodiscover host', async () => {
    assert.deepEqual((await factsIn({ [`${service} SRV`]: srv })).facts, { srvOnly: true });
  });
  test('where only a wildcard makes the host up', async () => {
    const zone = { [`${host} A`]: address(host, '192.0.2.80'), [`${service} SRV`]: srv };
    assert.deepEqual((await factsIn(zone, address('*', '192.0.2.80'))).facts, { srvOnly: true });
  });
  test('where the host leads to Microsoft', async () => {
    const alias = { type: 'CNAME', name: host, target: 'autodiscover.outlook.com' } as const;
    const zone = { [`${host} A`]: found(alias, { type: 'A', name: host, address: '192.0.2.1' }), [`${service} SRV`]: srv };
    assert.deepEqual((await factsIn(zone)).facts, { srvOnly: true });
  });
});

describe('the SRV record is not the only way', () => {
  test('where the host has addresses of its own, beside a wildcard for the rest', async () => {
    const zone = { [`${host} A`]: address(host, '192.0.2.25'), [`${service} SRV`]: srv };
    assert.deepEqual((await factsIn(zone, address('*', '192.0.2.80'))).facts, { srvOnly: false });
    assert.deepEqual((await factsIn(zone)).facts, { srvOnly: false });
  });
  test('where there is none, and then no made-up name is asked for', async () => {
    const { facts, asked } = await factsIn({ [`${host} A`]: address(host, '192.0.2.25') });
    assert.deepEqual(facts, { srvOnly: false });
    assert.equal(asked.length, 3);
  });
});

test('it is not known where a question was not answered', async () => {
  const zone = { [`${host} A`]: address(host, '192.0.2.25'), [`${service} SRV`]: srv };
  assert.deepEqual((await factsIn(zone, silent)).facts, {});
  assert.deepEqual((await factsIn({ [`${host} A`]: silent, [`${service} SRV`]: srv })).facts, {});
});
