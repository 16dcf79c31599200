// An address that this PC takes from its own hosts file warns where Outlook goes to that host, and nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsAnswer } from '../../electron/model/dns.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { values } from './reachSimulation.ts';
import { checkWith } from './reachWith.ts';

/** The PC has an address of its own for each host of the domain; DNS publishes another one, and an SRV record that names `srvTarget`. */
function network(srvTarget?: string): Network {
  const at = (name: string, address: string): DnsAnswer => ({ kind: 'answer', records: [{ type: 'A', name, address }], ms: 1 });
  const none: DnsAnswer = { kind: 'noData', ms: 1 };
  return {
    resolve: (name, type) => {
      if (type === 'SRV' && srvTarget !== undefined) {
        const record = { type, name, priority: 0, weight: 0, port: 443, target: srvTarget } as const;
        return Promise.resolve({ kind: 'answer', records: [record], ms: 1 });
      }
      return Promise.resolve(type === 'A' ? at(name, '10.0.0.5') : none);
    },
    resolvePastHosts: (name, type) => Promise.resolve(type === 'A' ? at(name, '192.0.2.1') : none),
    exchange: ({ url, method }) =>
      Promise.resolve({ method, url, timings: { total: 1 }, addresses: [], failure: { phase: 'tcp', reason: 'refused' } }),
  };
}

/** The hosts that the check warns of, with these values once the keys are in place. */
async function warnedOf(after: Readonly<Record<string, number>>, srvTarget?: string, localXml?: string): Promise<readonly string[]> {
  const { findings } = await checkWith(network(srvTarget), {
    valuesNow: values({}, {}, localXml),
    valuesAfter: () => values(after, {}, localXml),
  });
  return [...new Set(findings.filter(({ id }) => id === 'dns.hostsFile').map(({ subject }) => subject))].sort();
}

test('the bare domain counts while Outlook asks it', async () => {
  assert.deepEqual(await warnedOf({}), ['autodiscover.corp.example', 'corp.example']);
});
test('the bare domain does not count once the keys leave it out, unless another step leads there', async () => {
  assert.deepEqual(await warnedOf({ ExcludeHttpsRootDomain: 1 }), ['autodiscover.corp.example']);
  assert.deepEqual(await warnedOf({ ExcludeHttpsRootDomain: 1 }, 'corp.example'), ['autodiscover.corp.example', 'corp.example']);
  assert.deepEqual(await warnedOf({ ExcludeHttpsRootDomain: 1, ExcludeSrvRecord: 1 }, 'corp.example'), ['autodiscover.corp.example']);
});
test('the place of a local file is no host', async () => {
  for (const file of ['c:\\a.xml', '\\\\files\\a.xml', 'a.xml', '']) {
    assert.deepEqual(await warnedOf({ ExcludeHttpsRootDomain: 1 }, undefined, file), ['autodiscover.corp.example']);
  }
});
