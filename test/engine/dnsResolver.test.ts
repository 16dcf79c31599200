// How each way in which DNS can fail arrives, from servers that really fail: on sockets, through Node's own resolver.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DnsAnswer } from '../../electron/model/dns.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { holdClosedPort, type ClosedPort } from '../../electron/workstation/practice/server/closedPort.ts';
import { dnsmasqPath, startDnsmasq, type Dnsmasq } from '../servers/dnsmasq.ts';
import { startDnsResponder, type DnsResponder } from '../servers/dnsResponder.ts';

const question = { timeoutMs: 2_000, signal: new AbortController().signal };
const networkOf = (dnsServer: { readonly address: string; readonly port: number }) =>
  createNodeNetwork({ dnsServer, now: () => new Date() });
const shown = (answer: DnsAnswer): string => (answer.kind === 'failed' ? `failed ${answer.reason}` : answer.kind);

describe('a server that fails', () => {
  let responder: DnsResponder;
  let closed: ClosedPort;
  before(async () => {
    closed = await holdClosedPort();
    const lost = new Set<string>();
    responder = await startDnsResponder(({ name, type }) => {
      if (name.startsWith('silent.')) return 'silence';
      if (name.startsWith('alias.') && type === 'CNAME') {
        return { rcode: 'NOERROR', answers: [{ type: 'CNAME', name, data: 'nowhere.corp.example', ttl: 5 }] };
      }
      if (name.startsWith('alias.') || name.startsWith('nowhere.')) return { rcode: 'NXDOMAIN' };
      // A load balancer that knows addresses and nothing else (RFC 4074 4.1).
      if (name.startsWith('balanced.'))
        return type === 'A' ? { rcode: 'NOERROR', answers: [{ type: 'A', name, data: '192.0.2.7', ttl: 5 }] } : 'silence';
      // The first question about the alias gets lost on the way, the second one is answered.
      if (name.startsWith('lossy.') && type === 'CNAME' && !lost.has(name)) {
        lost.add(name);
        return 'silence';
      }
      if (name.startsWith('lossy.')) {
        const alias = { type: 'CNAME', name, data: 'autodiscover.outlook.com', ttl: 5 } as const;
        return { rcode: 'NOERROR', answers: type === 'A' ? [{ type, name, data: '192.0.2.8', ttl: 5 }] : type === 'CNAME' ? [alias] : [] };
      }
      // Addresses of one family only, and silence about aliases.
      if (name.startsWith('v4only.')) return type === 'CNAME' ? 'silence' : { rcode: 'NOERROR' };
      return { rcode: name.startsWith('broken.') ? 'SERVFAIL' : 'REFUSED' };
    });
  });
  after(async () => {
    await responder.close();
    await closed.close();
  });

  for (const [name, kind] of [
    ['broken.corp.example', 'failed ESERVFAIL'],
    ['foreign.example', 'failed EREFUSED'],
    ['silent.corp.example', 'timeout'],
    ['nowhere.corp.example', 'noName'],
  ] as const) {
    test(`${name} is ${kind}, for every kind of record`, async () => {
      const network = networkOf(responder);
      for (const type of ['A', 'SRV'] as const) assert.equal(shown(await network.resolve(name, type, question)), kind);
    });
  }
  test('an address is given though the question about aliases is never answered', async () => {
    const answer = await networkOf(responder).resolve('balanced.corp.example', 'A', question);
    assert.ok(answer.kind === 'answer');
    assert.deepEqual(answer.records, [{ type: 'A', name: 'balanced.corp.example', address: '192.0.2.7' }]);
  });
  test('an alias is seen though the question about it was lost once', async () => {
    const answer = await networkOf(responder).resolve('lossy.corp.example', 'A', { ...question, timeoutMs: 5_000 });
    assert.ok(answer.kind === 'answer');
    assert.deepEqual(answer.records, [
      { type: 'CNAME', name: 'lossy.corp.example', target: 'autodiscover.outlook.com' },
      { type: 'A', name: 'lossy.corp.example', address: '192.0.2.8' },
    ]);
  });
  test('a family without an address is known though the question about aliases is never answered', async () => {
    const answer = await networkOf(responder).resolve('v4only.corp.example', 'AAAA', { ...question, timeoutMs: 5_000 });
    assert.equal(shown(answer), 'noData');
  });
  test('no server at the address is told from a server that refuses', async () => {
    const answer = await networkOf({ address: '127.0.0.1', port: closed.port }).resolve('corp.example', 'A', question);
    assert.equal(shown(answer), 'failed ECONNREFUSED');
  });
  test('an alias that leads nowhere is still shown', async () => {
    const answer = await networkOf(responder).resolve('alias.corp.example', 'A', question);
    assert.ok(answer.kind === 'noName');
    assert.deepEqual(answer.aliases, [{ type: 'CNAME', name: 'alias.corp.example', target: 'nowhere.corp.example' }]);
  });
});

describe('dnsmasq', { skip: dnsmasqPath === undefined ? 'dnsmasq is not installed (Debian: dnsmasq-base)' : false }, () => {
  let dnsmasq: Dnsmasq;
  before(async () => {
    dnsmasq = await startDnsmasq({
      domains: ['corp.example'],
      records: [
        'host-record=mail.corp.example,192.0.2.1,2001:db8::1',
        'cname=edge.corp.example,mail.corp.example',
        'cname=autodiscover.corp.example,edge.corp.example',
        'srv-host=_autodiscover._tcp.corp.example,backup.corp.example,443,10,0',
        'srv-host=_autodiscover._tcp.corp.example,mail.corp.example,8443,0,5',
        'txt-record=corp.example,MS=ms12345678',
      ],
    });
  });
  after(() => dnsmasq.close());

  test('a chain of aliases comes with its links and the address at its end, in both families', async () => {
    const links = [
      { type: 'CNAME', name: 'autodiscover.corp.example', target: 'edge.corp.example' },
      { type: 'CNAME', name: 'edge.corp.example', target: 'mail.corp.example' },
    ];
    for (const [type, address] of [
      ['A', '192.0.2.1'],
      ['AAAA', '2001:db8::1'],
    ] as const) {
      const answer = await networkOf(dnsmasq).resolve('autodiscover.corp.example', type, question);
      assert.deepEqual(answer.kind === 'answer' && answer.records, [...links, { type, name: 'autodiscover.corp.example', address }]);
    }
  });
  test('names that do not exist, records that do not exist and domains that are not its own are three answers', async () => {
    const network = networkOf(dnsmasq);
    assert.equal(shown(await network.resolve('nobody.corp.example', 'A', question)), 'noName');
    assert.equal(shown(await network.resolve('mail.corp.example', 'TXT', question)), 'noData');
    assert.equal(shown(await network.resolve('elsewhere.example', 'A', question)), 'failed EREFUSED');
  });
  test('another server can be asked beside the one that answers every look-up', async () => {
    const network = createNodeNetwork({ dnsServer: { address: '127.0.0.1', port: 9 }, now: () => new Date() });
    const answer = await network.resolveAt?.(dnsmasq, 'corp.example', 'TXT', question);
    assert.ok(answer?.kind === 'answer');
    assert.deepEqual(answer.records, [{ type: 'TXT', name: 'corp.example', text: 'MS=ms12345678' }]);
    assert.equal('resolvePastHosts' in network, false, 'a named server leaves the hosts file out anyway');
  });
});
