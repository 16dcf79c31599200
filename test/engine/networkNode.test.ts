// The network adapter over real sockets: names, connections, certificates and answers, each way of failing told apart, everything bounded.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ExchangeRequest } from '../../electron/model/exchange.ts';
import { createNodeNetwork, type NodeNetworkOptions } from '../../electron/workstation/node/network.ts';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';

const never = new AbortController().signal;
const options = { timeoutMs: 5_000, signal: never };
const closers: (() => Promise<void> | void)[] = [];
let server: PracticeServer;

before(async () => {
  server = await startPracticeServer();
});
after(async () => {
  await server.close();
  for (const close of closers) await close();
});

beforeEach(() => server.setFaults([]));

const practiceNetwork = (more: Partial<NodeNetworkOptions> = {}) =>
  createNodeNetwork({
    dnsServer: server.dns,
    connectTo: () => server.connectTo(),
    trustedCertificates: [server.caCertificate],
    now: () => new Date(),
    ...more,
  });
const plainNetwork = createNodeNetwork({ now: () => new Date() });
const get = (url: string, more: Partial<ExchangeRequest> = {}): ExchangeRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeoutMs: 1_000,
  maxBytes: 10_000,
  ...more,
});

async function listening(web: Server): Promise<number> {
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  closers.push(() => void web.close());
  return (web.address() as AddressInfo).port;
}
async function webServer(listener: RequestListener): Promise<string> {
  const web = createServer(listener);
  closers.push(() => web.closeAllConnections());
  return `http://127.0.0.1:${await listening(web)}/`;
}
/** A server that says these bytes to whoever connects. */
async function rawServer(answer: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  closers.push(() => sockets.forEach((socket) => socket.destroy()));
  return listening(
    createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      answer(socket);
    }),
  );
}

test('an address question brings the aliases and then the address', async () => {
  const answer = await practiceNetwork().resolve('autodiscover.practice.example', 'A', options);
  assert.deepEqual(answer.kind === 'answer' && answer.records, [
    { type: 'CNAME', name: 'autodiscover.practice.example', target: 'mail.practice.example' },
    { type: 'A', name: 'autodiscover.practice.example', address: '127.0.0.1' },
  ]);
});
test('a name that does not exist is told from a name without such a record', async () => {
  assert.equal((await practiceNetwork().resolve('nobody.practice.example', 'A', options)).kind, 'noName');
  assert.equal((await practiceNetwork().resolve('mail.practice.example', 'AAAA', options)).kind, 'noData');
});
test('an answer too long for a datagram is fetched in whole', async () => {
  const answer = await practiceNetwork().resolve('long.practice.example', 'TXT', options);
  assert.equal(answer.kind === 'answer' && answer.records.length, 1);
});
test('a DNS server that says nothing is a time-out, one that is asked no longer is cancelled', async () => {
  const silent = createNodeNetwork({ dnsServer: { address: '127.0.0.1', port: await rawServer(() => undefined) }, now: () => new Date() });
  const unanswered = await silent.resolve('practice.example', 'A', { timeoutMs: 100, signal: never });
  assert.ok(unanswered.kind === 'timeout' || unanswered.kind === 'failed');
  assert.equal((await silent.resolve('practice.example', 'A', { timeoutMs: 100, signal: AbortSignal.abort() })).kind, 'cancelled');
});
test("without a server of its own the system's look-up answers, which reads the hosts file", async () => {
  const answer = await plainNetwork.resolve('localhost', 'A', options);
  assert.ok(answer.kind === 'answer' && answer.records.some((record) => record.type === 'A' && record.address === '127.0.0.1'));
});

test('an exchange over TLS says what it saw in every phase', async () => {
  const exchange = await practiceNetwork().exchange(get('https://autodiscover.practice.example/autodiscover/autodiscover.xml'), never);
  assert.equal(exchange.answer?.status, 401);
  assert.match(exchange.answer.headers['www-authenticate'] ?? '', /bm\.basic\.auth\.v2/);
  assert.deepEqual(exchange.addresses, ['127.0.0.1']);
  assert.deepEqual(exchange.certificate?.faults, []);
  const { dns = NaN, tcp = NaN, tls = NaN, firstByte = NaN, total } = exchange.timings;
  assert.ok(dns <= tcp && tcp <= tls && tls <= firstByte && firstByte <= total);
});

for (const [fault, faults] of [
  ['certificate-expired', ['expired']],
  ['certificate-wrong-name', ['wrongName']],
  ['certificate-unknown-ca', ['unknownAuthority']],
] as const) {
  test(`with ${fault} not one byte of HTTP is sent, and the certificate is explained`, async () => {
    await server.setFaults([fault]);
    const from = server.requests.length;
    const exchange = await practiceNetwork().exchange(get('https://autodiscover.practice.example/'), never);
    assert.deepEqual(exchange.failure, { phase: 'tls', reason: 'certificate' });
    assert.deepEqual(exchange.certificate?.faults, faults);
    assert.ok((exchange.certificate.chain[0]?.names.length ?? 0) > 0);
    assert.equal(server.requests.length, from);
  });
}
test('of a certificate every fault is told: expired and from an unknown authority at once', async () => {
  await server.setFaults(['certificate-expired']);
  const exchange = await practiceNetwork({ trustedCertificates: [] }).exchange(get('https://autodiscover.practice.example/'), never);
  assert.deepEqual([...(exchange.certificate?.faults ?? [])].sort(), ['expired', 'unknownAuthority']);
});
test('a host that does not speak TLS fails in the handshake', async () => {
  const port = await rawServer((socket) => socket.end('220 mail.practice.example ESMTP\r\n'));
  const exchange = await plainNetwork.exchange(get(`https://127.0.0.1:${port}/`), never);
  assert.deepEqual(exchange.failure, { phase: 'tls', reason: 'handshake' });
});
test('a host that accepts and stays silent is a time-out of TLS', async () => {
  const port = await rawServer(() => undefined);
  const exchange = await plainNetwork.exchange(get(`https://127.0.0.1:${port}/`, { timeoutMs: 100 }), never);
  assert.deepEqual(exchange.failure, { phase: 'tls', reason: 'timeout' });
});
test('a closed port is refused, a black hole times out', async () => {
  await server.setFaults(['refused']);
  assert.deepEqual((await practiceNetwork().exchange(get('https://autodiscover.practice.example/'), never)).failure, {
    phase: 'tcp',
    reason: 'refused',
  });
  await server.setFaults(['black-hole']);
  const hole = await practiceNetwork().exchange(get('https://autodiscover.practice.example/', { timeoutMs: 800 }), never);
  assert.deepEqual(hole.failure, { phase: 'tcp', reason: 'timeout' });
});
test('an unknown host fails in DNS', async () => {
  assert.deepEqual((await practiceNetwork().exchange(get('https://nobody.practice.example/'), never)).failure, {
    phase: 'dns',
    reason: 'noName',
  });
});

test('a body is read up to its limit and no further', async () => {
  const url = await webServer((_, response) => {
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    write();
  });
  const exchange = await plainNetwork.exchange(get(url, { maxBytes: 1_000 }), never);
  assert.equal(exchange.answer?.body.length, 1_000);
  assert.equal(exchange.answer.truncated, true);
});
test('a packed body is unpacked up to the same limit', async () => {
  const url = await webServer((_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync('a'.repeat(5_000_000)));
  });
  const exchange = await plainNetwork.exchange(get(url, { maxBytes: 1_000 }), never);
  assert.equal(exchange.answer?.body, 'a'.repeat(1_000));
  assert.equal(exchange.answer.truncated, true);
});
test('headers without end are refused', async () => {
  const port = await rawServer((socket) => socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`));
  assert.deepEqual((await plainNetwork.exchange(get(`http://127.0.0.1:${port}/`), never)).failure, {
    phase: 'http',
    reason: 'headersTooLarge',
  });
});
test('something that is not HTTP is malformed, and a connection that ends early is closed', async () => {
  const nonsense = await rawServer((socket) => socket.write('hello\r\n\r\n'));
  assert.deepEqual((await plainNetwork.exchange(get(`http://127.0.0.1:${nonsense}/`), never)).failure, {
    phase: 'http',
    reason: 'malformed',
  });
  const short = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
  assert.deepEqual((await plainNetwork.exchange(get(`http://127.0.0.1:${short}/`), never)).failure, { phase: 'http', reason: 'closed' });
});
test('an answer that drips ends with the time for the whole exchange', async () => {
  const url = await webServer((_, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  });
  assert.deepEqual((await plainNetwork.exchange(get(url, { timeoutMs: 150 }), never)).failure, { phase: 'http', reason: 'timeout' });
});
test('a redirect is reported and not followed', async () => {
  const exchange = await practiceNetwork().exchange(get('http://autodiscover.practice.example/autodiscover/autodiscover.xml'), never);
  assert.equal(exchange.answer?.status, 301);
  assert.match(exchange.answer.headers.location ?? '', /^https:/);
});
test('whoever stops an exchange gets it back as cancelled', async () => {
  const stop = new AbortController();
  const url = await webServer(() => stop.abort());
  assert.deepEqual((await plainNetwork.exchange(get(url), stop.signal)).failure, { phase: 'cancelled', reason: 'cancelled' });
});
test('only http and https URLs without credentials are asked', async () => {
  for (const url of ['ftp://practice.example/', 'file:///etc/passwd', 'https://user:secret@practice.example/', 'practice.example', '']) {
    assert.deepEqual((await plainNetwork.exchange(get(url), never)).failure, { phase: 'url', reason: 'invalid' }, url);
  }
});
test('a connection goes where it is told to, and the name that is asked for stays', async () => {
  const hosts: (string | undefined)[] = [];
  const url = await webServer((request, response) => {
    hosts.push(request.headers.host);
    response.end();
  });
  const toPort = Number(new URL(url).port);
  const network = createNodeNetwork({
    connectTo: () => [{ host: 'mail.practice.example', port: 80, toAddress: '127.0.0.1', toPort }],
    now: () => new Date(),
  });
  const exchange = await network.exchange(get('http://mail.practice.example/'), never);
  assert.deepEqual([exchange.answer?.status, exchange.address, hosts], [200, '127.0.0.1', ['mail.practice.example']]);
});
