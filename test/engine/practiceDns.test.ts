// The practice server's DNS asked with a real resolver and with packets on the wire, healthy and with each fault of the zone.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as dnsPacket from 'dns-packet';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';

let server: PracticeServer;
before(async () => {
  server = await startPracticeServer();
});
after(() => server.close());
beforeEach(() => server.setFaults([]));

/** One datagram there and the reply to it. */
async function send(query: Buffer): Promise<Buffer> {
  const socket = createSocket('udp4');
  socket.send(query, server.dns.port, server.dns.address);
  const [reply] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  return reply;
}

describe('the practice DNS', () => {
  const resolver = (): Resolver => {
    const made = new Resolver({ tries: 1 });
    made.setServers([`${server.dns.address}:${server.dns.port}`]);
    return made;
  };
  const code = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'answered',
      (error: unknown) => (error as { code: string }).code,
    );

  it('leads the autodiscover name of each mail domain to the mail host', async () => {
    for (const domain of [server.domain, ...server.aliases]) {
      assert.deepEqual(await resolver().resolveCname(`autodiscover.${domain}`), ['mail.practice.example']);
      assert.deepEqual(await resolver().resolve4(`AutoDiscover.${domain}`), ['127.0.0.1']);
    }
  });
  it('keeps a name without such a record apart from a name that does not exist', async () => {
    assert.equal(await code(resolver().resolve6('mail.practice.example')), 'ENODATA');
    assert.equal(await code(resolver().resolve4('nobody.practice.example')), 'ENOTFOUND');
    assert.equal(await code(resolver().resolve4('www.outlook.com')), 'ENOTFOUND');
  });
  it('sends its zone’s SOA with every negative answer, also behind a CNAME', async () => {
    const seen = async (type: 'AAAA' | 'A', name: string): Promise<unknown> => {
      const reply = dnsPacket.decode(await send(dnsPacket.encode({ type: 'query', id: 7, questions: [{ type, name }] })));
      const owners = (reply.authorities ?? []).map((record) => `${record.type} ${record.name}`);
      return [(reply.flags ?? 0) & 0xf, (reply.answers ?? []).map((record) => record.type), owners];
    };
    assert.deepEqual(await seen('AAAA', 'mail.practice.example'), [0, [], ['SOA practice.example']]);
    assert.deepEqual(await seen('AAAA', 'autodiscover.practice-alias.example'), [0, ['CNAME'], ['SOA practice.example']]);
    assert.deepEqual(await seen('A', 'nobody.practice-alias.example'), [3, [], ['SOA practice-alias.example']]);
  });
  it('refuses what is no question and goes on', async () => {
    const twoQuestions = dnsPacket.encode({
      type: 'query',
      id: 9,
      questions: [
        { type: 'A', name: 'a.example' },
        { type: 'A', name: 'b.example' },
      ],
    });
    for (const bad of [twoQuestions, twoQuestions.subarray(0, 14)]) assert.equal((await send(bad)).readUInt16BE(2) & 0xf, 1);
    assert.deepEqual(await resolver().resolve4('mail.practice.example'), ['127.0.0.1']);
  });
  it('truncates what is too long for UDP and gives the whole over TCP', async () => {
    const lines = (await resolver().resolveTxt('long.practice.example')).flat();
    assert.equal(lines.length, 24);
    assert.ok(lines.every((line) => line.length === 250));
  });
  it('hides every way to the server with no-autodiscover-dns', async () => {
    await server.setFaults(['no-autodiscover-dns']);
    assert.equal(await code(resolver().resolve4('autodiscover.practice.example')), 'ENOTFOUND');
    assert.equal(await code(resolver().resolveSrv('_autodiscover._tcp.practice.example')), 'ENOTFOUND');
  });
  it('leaves only the SRV record with srv-only', async () => {
    await server.setFaults(['srv-only']);
    assert.equal(await code(resolver().resolve4('autodiscover.practice.example')), 'ENOTFOUND');
    const target = { name: 'mail.practice.example', port: 443, priority: 0, weight: 0 };
    const [record] = await resolver().resolveSrv('_autodiscover._tcp.practice.example');
    assert.deepEqual({ ...target, ...record }, { ...record, ...target });
    assert.equal(await code(resolver().resolve4('_tcp.practice.example')), 'ENODATA');
  });
  it('claims the domain for Microsoft 365 with o365-txt', async () => {
    assert.deepEqual(await resolver().resolveTxt('practice.example'), [['v=spf1 mx -all']]);
    await server.setFaults(['o365-txt']);
    assert.ok((await resolver().resolveTxt('practice.example')).flat().includes('MS=ms12345678'));
  });
});
