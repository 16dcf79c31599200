// Questions to DNS through the real DnsQuery, answered by a DNS server on loopback.
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { after, before, describe, test } from 'node:test';
import * as dnsPacket from 'dns-packet';
import * as koffi from 'koffi';
import type { DnsAnswer, DnsType } from '../../electron/model/dns.ts';
import { createDnsQuery } from '../../electron/workstation/windows/eyes/dnsQuery.ts';
import { underWine } from '../servers/wine.ts';

const rcodes: Readonly<Record<string, number>> = { 'missing.example': 3, 'broken.example': 2 };
const zone: Readonly<Record<string, readonly dnsPacket.Answer[]>> = {
  'autodiscover.test.example A': [
    { type: 'CNAME', name: 'autodiscover.test.example', data: 'Mail.Test.Example' },
    { type: 'A', name: 'mail.test.example', data: '192.0.2.7' },
    { type: 'A', name: 'mail.test.example', data: '192.0.2.8' },
  ],
  'autodiscover.test.example AAAA': [
    { type: 'CNAME', name: 'autodiscover.test.example', data: 'Mail.Test.Example' },
    { type: 'AAAA', name: 'mail.test.example', data: '2001:db8::7' },
  ],
  '_autodiscover._tcp.test.example SRV': [
    { type: 'SRV', name: '_autodiscover._tcp.test.example', data: { priority: 1, weight: 20, port: 443, target: 'Mail.Test.Example' } },
  ],
  'test.example TXT': [
    { type: 'TXT', name: 'test.example', data: ['MS=ms', '12345678'] },
    { type: 'TXT', name: 'test.example', data: 'v=spf1 -all' },
  ],
};
/** Not asked for, and not to be taken for an answer. */
const extra: dnsPacket.Answer = { type: 'A', name: 'other.example', data: '192.0.2.99' };

/** Windows asks port 53 only, so that is where the server must be. */
function startServer(): Promise<Socket | string> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const query = dnsPacket.decode(bytes);
    const [question] = query.questions ?? [];
    if (!question || question.name.startsWith('silent')) return;
    const name = question.name.toLowerCase();
    const answers = [...(zone[`${name} ${question.type}`] ?? [])];
    const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | (rcodes[name] ?? 0);
    const reply: dnsPacket.Packet = { type: 'response', id: query.id ?? 0, flags, questions: [question], answers, additionals: [extra] };
    socket.send(dnsPacket.encode(reply), from.port, from.address);
  });
  return new Promise((resolve) => {
    socket.once('error', (error) => resolve(error.message));
    socket.bind(53, '127.0.0.1', () => resolve(socket));
  });
}

const server = await startServer();
describe('DnsQuery', { skip: typeof server === 'string' ? `port 53 cannot be had: ${server}` : false }, () => {
  after(() => {
    if (typeof server !== 'string') server.close();
  });
  const ask = createDnsQuery(koffi, ['127.0.0.1']);
  const question = (name: string, type: DnsType, timeoutMs = 5_000, signal = new AbortController().signal): Promise<DnsAnswer> =>
    ask(name, type, { timeoutMs, signal });
  const recordsOf = (answer: DnsAnswer): unknown => (answer.kind === 'answer' ? answer.records : answer.kind);

  before(() => question('autodiscover.test.example', 'A'));

  test('gives the alias first, then the addresses it leads to', async () => {
    assert.deepEqual(recordsOf(await question('autodiscover.test.example', 'A')), [
      { type: 'CNAME', name: 'autodiscover.test.example', target: 'mail.test.example' },
      { type: 'A', name: 'mail.test.example', address: '192.0.2.7' },
      { type: 'A', name: 'mail.test.example', address: '192.0.2.8' },
    ]);
    assert.deepEqual(recordsOf(await question('autodiscover.test.example', 'AAAA')), [
      { type: 'CNAME', name: 'autodiscover.test.example', target: 'mail.test.example' },
      { type: 'AAAA', name: 'mail.test.example', address: '2001:db8::7' },
    ]);
  });

  test('reads SRV records, with the target in lower case', async () => {
    assert.deepEqual(recordsOf(await question('_autodiscover._tcp.test.example', 'SRV')), [
      { type: 'SRV', name: '_autodiscover._tcp.test.example', priority: 1, weight: 20, port: 443, target: 'mail.test.example' },
    ]);
  });

  test('joins the parts of a TXT record', async () => {
    assert.deepEqual(recordsOf(await question('test.example', 'TXT')), [
      { type: 'TXT', name: 'test.example', text: 'MS=ms12345678' },
      { type: 'TXT', name: 'test.example', text: 'v=spf1 -all' },
    ]);
  });

  test('says that a name does not exist', async () => {
    assert.equal((await question('missing.example', 'A')).kind, 'noName');
  });

  test('says that a name exists but not with this type', async () => {
    // Wine 8 has one code (123) for both.
    assert.equal((await question('empty.example', 'A')).kind, underWine ? 'noName' : 'noData');
  });

  test('says when a server cannot answer', async () => {
    const answer = await question('broken.example', 'A');
    assert.deepEqual({ ...answer, ms: 0 }, { kind: 'failed', reason: 'ESERVFAIL', ms: 0 });
  });

  test('ends at its time limit, or when it is stopped, though Windows goes on waiting', async () => {
    assert.equal((await question('silent.example', 'A', 200)).kind, 'timeout');
    const controller = new AbortController();
    const going = question('silent-too.example', 'A', 5_000, controller.signal);
    controller.abort();
    assert.equal((await going).kind, 'cancelled');
  });
});
