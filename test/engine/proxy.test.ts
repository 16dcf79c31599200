// What goes over the wire to a proxy, and what hostile or broken proxies may do to us.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { ExchangeRequest } from '../../electron/model/exchange.ts';
import { chooseProxy } from '../../electron/workstation/node/proxyChoice.ts';
import { createNodeNetwork, type NodeNetworkOptions } from '../../electron/workstation/node/network.ts';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';

const never = new AbortController().signal;
const closers: (() => void)[] = [];
let server: PracticeServer;
before(async () => {
  server = await startPracticeServer();
});
after(async () => {
  for (const close of closers) close();
  await server.close();
});

/** A proxy that says `answer` to whatever it is asked, and keeps what it was asked. */
async function pretendProxy(answer: string | ((socket: Socket) => void)): Promise<{ port: number; heard: () => string }> {
  let heard = '';
  const proxy = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (!heard.includes('\r\n\r\n')) return;
      if (typeof answer === 'string') socket.end(answer);
      else answer(socket);
    });
  }).listen(0, '127.0.0.1');
  closers.push(() => proxy.close());
  await once(proxy, 'listening');
  return { port: (proxy.address() as AddressInfo).port, heard: () => heard };
}
const through = (port: number, more: Partial<NodeNetworkOptions> = {}) =>
  createNodeNetwork({ proxyFor: chooseProxy({ kind: 'http', host: '127.0.0.1', port }), now: () => new Date(), ...more });
const post = (url: string, headers: Record<string, string> = {}): ExchangeRequest => ({
  method: 'POST',
  url,
  headers,
  body: 'user@corp.example',
  timeoutMs: 5_000,
  maxBytes: 10_000,
});

test('a proxy is told the host and nothing else: no name, no header, no password', async () => {
  const proxy = await pretendProxy('HTTP/1.1 403 Forbidden\r\n\r\n');
  await through(proxy.port).exchange(
    post('https://mail.corp.example/secret?user', { Authorization: 'Basic czNjcmV0', 'X-AnchorMailbox': 'user@corp.example' }),
    never,
  );
  assert.equal(proxy.heard(), 'CONNECT mail.corp.example:443 HTTP/1.1\r\nHost: mail.corp.example:443\r\nConnection: close\r\n\r\n');
});
test('an IPv6 address is asked for in brackets', async () => {
  const proxy = await pretendProxy('HTTP/1.1 403 Forbidden\r\n\r\n');
  await through(proxy.port).exchange(post('https://[2001:db8::1]:8443/'), never);
  assert.match(proxy.heard(), /^CONNECT \[2001:db8::1\]:8443 HTTP\/1\.1\r\n/);
});
test('a plain URL is fetched by the proxy itself, in absolute form', async () => {
  const proxy = await pretendProxy('HTTP/1.1 301 Moved\r\nLocation: https://mail.corp.example/\r\nContent-Length: 0\r\n\r\n');
  const exchange = await through(proxy.port).exchange({ ...post('http://autodiscover.corp.example/a?b#c'), method: 'GET' }, never);
  assert.match(proxy.heard(), /^GET http:\/\/autodiscover\.corp\.example\/a\?b HTTP\/1\.1\r\nHost: autodiscover\.corp\.example\r\n/);
  assert.equal(exchange.answer?.headers.location, 'https://mail.corp.example/');
  assert.equal(exchange.proxy?.url, `http://127.0.0.1:${proxy.port}`);
});
test('a password over plain http is not sent at all, with or without a proxy', async () => {
  const proxy = await pretendProxy('HTTP/1.1 200 OK\r\n\r\n');
  for (const name of ['Authorization', 'proxy-authorization', 'Cookie']) {
    const exchange = await through(proxy.port).exchange(post('http://mail.corp.example/', { [name]: 'Basic czNjcmV0' }), never);
    assert.deepEqual([exchange.failure, exchange.code], [{ phase: 'url', reason: 'invalid' }, 'EPLAINTEXT']);
  }
  assert.equal(proxy.heard(), '');
});
test('a proxy that opens the tunnel to somebody else meets a certificate check', async () => {
  const port = server.connectTo().find((rule) => rule.port === 443)?.toPort ?? 0;
  const { connect } = await import('node:net');
  const proxy = await pretendProxy((socket) => {
    socket.removeAllListeners('data');
    const upstream = connect(port, '127.0.0.1');
    upstream.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(upstream).pipe(socket);
  });
  const from = server.requests.length;
  const exchange = await through(proxy.port, { trustedCertificates: [server.caCertificate] }).exchange(
    post('https://mail.corp.example/'),
    never,
  );
  assert.deepEqual(exchange.failure, { phase: 'tls', reason: 'certificate' });
  assert.equal(server.requests.length, from);
});

const refusals: readonly (readonly [string, string | ((socket: Socket) => void), object])[] = [
  [
    'that wants a sign-in',
    'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
    { phase: 'proxy', reason: 'authentication' },
  ],
  ['that refuses', 'HTTP/1.1 403 Forbidden\r\n\r\n', { phase: 'proxy', reason: 'denied' }],
  ['that gets no further', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', { phase: 'proxy', reason: 'gateway' }],
  [
    "that does not know the server's name",
    'HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n\r\n',
    { phase: 'dns', reason: 'noName' },
  ],
  ['that redirects', 'HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n', { phase: 'proxy', reason: 'denied' }],
  ['that is no proxy', '220 mail.corp.example ESMTP\r\n', { phase: 'proxy', reason: 'malformed' }],
  ['that hangs up', (socket) => socket.destroy(), { phase: 'proxy', reason: 'malformed' }],
  ['that says nothing', () => undefined, { phase: 'proxy', reason: 'timeout' }],
  ['that speaks before TLS has begun', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>', { phase: 'proxy', reason: 'malformed' }],
  ['with headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`, { phase: 'proxy', reason: 'malformed' }],
  [
    'that sends interim answers without end',
    (socket) => socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(50_000)),
    { phase: 'proxy', reason: 'malformed' },
  ],
  ['that answers as a web server', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', { phase: 'proxy', reason: 'malformed' }],
];
for (const [sentence, answer, failure] of refusals) {
  test(`a proxy ${sentence} ends as ${JSON.stringify(failure)}`, async () => {
    const proxy = await pretendProxy(answer);
    const timeoutMs = sentence.endsWith('nothing') ? 300 : 5_000;
    const exchange = await through(proxy.port).exchange({ ...post('https://mail.corp.example/'), timeoutMs }, never);
    assert.deepEqual(exchange.failure, failure);
  });
}
test('what a refusing proxy offers comes out with the exchange', async () => {
  const proxy = await pretendProxy('HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n');
  const exchange = await through(proxy.port).exchange(post('https://mail.corp.example/'), never);
  assert.equal(exchange.proxy?.answer?.headers['proxy-authenticate'], 'Negotiate, Basic realm="x"');
});
test('a proxy that is not there, has no name, or is of another kind says so', async () => {
  const closed = await through(1).exchange(post('https://mail.corp.example/'), never);
  assert.deepEqual(closed.failure, { phase: 'proxy', reason: 'refused' });
  const nameless = createNodeNetwork({
    dnsServer: server.dns,
    proxyFor: chooseProxy({ kind: 'http', host: 'proxy.nowhere.example', port: 3128 }),
    now: () => new Date(),
  });
  assert.deepEqual((await nameless.exchange(post('https://mail.practice.example/'), never)).failure, {
    phase: 'proxy',
    reason: 'unknownName',
  });
  const socks = createNodeNetwork({
    proxyFor: () => Promise.resolve({ kind: 'unusable', url: 'socks5://p:1080', source: 'environment' }),
    now: () => new Date(),
  });
  const refused = await socks.exchange(post('https://mail.corp.example/'), never);
  assert.deepEqual([refused.failure, refused.proxy?.url], [{ phase: 'proxy', reason: 'unusable' }, 'socks5://p:1080']);
});
test('the network says which proxy it would use', async () => {
  assert.deepEqual(await through(3128).proxyFor?.('https://mail.corp.example/', never), {
    kind: 'proxy',
    host: '127.0.0.1',
    port: 3128,
    source: 'option',
  });
  assert.deepEqual(await createNodeNetwork({ now: () => new Date() }).proxyFor?.('https://mail.corp.example/', never), { kind: 'direct' });
});
