// An exchange over the real WinHTTP: what it sends, what it takes, what it refuses, and that it never holds up the program.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { X509Certificate } from 'node:crypto';
import * as koffi from 'koffi';
import type { Exchange, ExchangeRequest } from '../../electron/model/exchange.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import { createWindowsEyes, type WindowsEyes } from '../../electron/workstation/windows/eyes/index.ts';
import { createProxyFor } from '../../electron/workstation/windows/eyes/proxy.ts';
import { createWinHttpExchange } from '../../electron/workstation/windows/eyes/winHttp.ts';
import { createAuthority, type Authority, type LeafWishes } from '../servers/authority.ts';
import { trustRoot } from '../servers/trustedRoot.ts';
import { underWine } from '../servers/wine.ts';
import { leaveAlone } from './rig.ts';

const never = new AbortController().signal;
const exchange = createWinHttpExchange(koffi, createProxyFor(koffi));
const ask = (url: string, wishes: Partial<ExchangeRequest> = {}, signal = never): Promise<Exchange> =>
  exchange({ method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 10_000, ...wishes }, signal);

const open: (Server | TcpServer)[] = [];
async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}
const serve = async (answer: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createServer(answer))}`;
async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

after(() => {
  for (const server of open) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

describe('a request over WinHTTP', () => {
  test('carries method, headers and a UTF-8 body, and nothing of its own accord', async () => {
    let seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string } | undefined;
    const base = await serve((request, response) => {
      void bodyOf(request).then((body) => {
        seen = { method: request.method, url: request.url, headers: request.headers, body };
        response.setHeader('X-Twice', ['a', 'b']).setHeader('Set-Cookie', 'secret=1').end('<ré-ponse/>');
      });
    });
    const headers = { 'Content-Type': 'text/xml; charset=utf-8' };
    const result = await ask(`${base}/autodiscover/autodiscover.xml?x=%20y`, { method: 'POST', headers, body: '<é ü €>' });
    assert.equal(result.answer?.status, 200);
    assert.equal(result.answer.body, '<ré-ponse/>');
    assert.equal(result.answer.headers['x-twice'], 'a, b');
    assert.equal(result.answer.headers['set-cookie'], undefined);
    assert.equal(result.address, '127.0.0.1');
    assert.equal(seen?.method, 'POST');
    assert.equal(seen.url, '/autodiscover/autodiscover.xml?x=%20y');
    assert.equal(seen.body, '<é ü €>');
    assert.equal(seen.headers['content-type'], 'text/xml; charset=utf-8');
    assert.equal(seen.headers.authorization, undefined);
    assert.equal(seen.headers.cookie, undefined);
  });

  test('keeps no cookie for the next one', async () => {
    const cookies: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      cookies.push(request.headers.cookie);
      response.setHeader('Set-Cookie', 'a=b; Path=/').end();
    });
    await ask(base);
    await ask(base);
    assert.deepEqual(cookies, [undefined, undefined]);
  });

  test('follows no redirect', async () => {
    const paths: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    const result = await ask(`${base}/first`);
    assert.equal(result.answer?.status, 302);
    assert.equal(result.answer.headers.location, '/elsewhere');
    assert.deepEqual(paths, ['/first']);
  });

  for (const challenge of ['Negotiate', 'NTLM', 'Basic realm="x"']) {
    test(`does not sign in by itself when asked for ${challenge}`, async () => {
      const sent: (string | undefined)[] = [];
      const base = await serve((request, response) => {
        sent.push(request.headers.authorization);
        response.writeHead(401, { 'WWW-Authenticate': challenge }).end('no');
      });
      const result = await ask(base);
      assert.equal(result.answer?.status, 401);
      assert.equal(result.answer.headers['www-authenticate'], challenge);
      assert.deepEqual(sent, [undefined]);
    });
  }

  test('reads no more than it was told', async () => {
    const base = await serve((_request, response) => response.end('x'.repeat(1_000_000)));
    const result = await ask(base, { maxBytes: 5_000 });
    assert.equal(result.answer?.body.length, 5_000);
    assert.equal(result.answer.truncated, true);
  });

  test('ends at its time limit when the server says nothing', async () => {
    const base = await serve(() => undefined);
    const result = await ask(base, { timeoutMs: 300 });
    assert.deepEqual(result.failure, { phase: 'http', reason: 'timeout' });
  });

  test('ends when it is stopped, and says so', async () => {
    const base = await serve(() => undefined);
    const controller = new AbortController();
    const going = ask(base, {}, controller.signal);
    controller.abort();
    assert.deepEqual((await going).failure, { phase: 'cancelled', reason: 'cancelled' });
    assert.deepEqual((await ask(base, {}, AbortSignal.abort())).failure, { phase: 'cancelled', reason: 'cancelled' });
  });

  test('lets the program go on living while it waits', async () => {
    const base = await serve((_request, response) => void setTimeout(() => response.end(), 300));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    await ask(base);
    clearInterval(timer);
    assert.ok(turns >= 5, `${turns} turns`);
  });

  test('is one of forty at the same time', async () => {
    const base = await serve((request, response) => response.end(request.url));
    const all = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(`${base}/${index}`)));
    assert.deepEqual(
      all.map((each) => each.answer?.body),
      all.map((_, index) => `/${index}`),
    );
  });

  test('says that nothing listens, that a name does not exist, and that an answer is none', async () => {
    const port = await listen(createTcpServer());
    const closing = open.pop();
    await new Promise((resolve) => closing?.close(resolve));
    assert.deepEqual((await ask(`http://127.0.0.1:${port}/`)).failure, { phase: 'tcp', reason: 'refused' });
    assert.deepEqual((await ask('http://no-such-name.invalid/')).failure, { phase: 'dns', reason: 'noName' });
    const nonsense = await listen(createTcpServer((socket) => socket.end('what?\r\n\r\n')));
    const result = await ask(`http://127.0.0.1:${nonsense}/`);
    assert.equal(result.failure?.phase, 'http');
  });

  for (const url of ['ftp://x.example/', 'http://user:password@x.example/', 'nonsense']) {
    test(`refuses ${url} before anything is sent`, async () => {
      assert.deepEqual((await ask(url)).failure, { phase: 'url', reason: 'invalid' });
    });
  }

  test('refuses a header that would begin another one', async () => {
    await assert.rejects(ask('http://127.0.0.1:9/', { headers: { 'X-A': 'b\r\nX-Evil: 1' } }), /not a header/);
  });
});

describe('TLS over Schannel', { skip: leaveAlone }, () => {
  let trusted: Authority;
  let unheardOf: Authority;
  let forget = (): void => {};
  const requests: (string | undefined)[] = [];
  const site = async (authority: Authority, wishes: LeafWishes): Promise<string> => {
    const credentials = await authority.leaf(wishes);
    const server = createHttpsServer(credentials, (request, response) => {
      requests.push(request.url);
      response.end('ok');
    });
    return `https://localhost:${await listen(server)}`;
  };

  before(async () => {
    [trusted, unheardOf] = await Promise.all([createAuthority('Eyes trusted'), createAuthority('Eyes unheard-of')]);
    forget = trustRoot(trusted.root);
  });
  after(() => forget());

  test('takes a certificate that Windows trusts and shows its chain up to the root', async () => {
    const result = await ask(await site(trusted, { dnsNames: ['localhost'] }));
    assert.equal(result.answer?.body, 'ok');
    assert.deepEqual(result.certificate?.faults, []);
    assert.deepEqual(
      result.certificate.chain.map(({ subject }) => subject),
      ['CN=localhost', 'CN=Eyes trusted'],
    );
    assert.equal(
      result.certificate.chain[1]?.fingerprint,
      new X509Certificate(trusted.root).fingerprint256.replaceAll(':', '').toLowerCase(),
    );
  });

  const wrong: readonly (readonly [title: string, authority: () => Authority, wishes: LeafWishes, faults: readonly string[]])[] = [
    ['that has expired', () => trusted, { dnsNames: ['localhost'], days: [-100, -10] }, ['expired']],
    ['for another name', () => trusted, { dnsNames: ['other.example'] }, ['wrongName']],
    ['of an authority nobody trusts', () => unheardOf, { dnsNames: ['localhost'] }, ['unknownAuthority']],
    [
      'with all of that at once',
      () => unheardOf,
      { dnsNames: ['other.example'], days: [-100, -10] },
      ['expired', 'wrongName', 'unknownAuthority'],
    ],
  ];
  for (const [title, authority, wishes, faults] of wrong) {
    test(`sends nothing to a server with a certificate ${title}`, async () => {
      const url = await site(authority(), wishes);
      const result = await ask(`${url}/never`);
      assert.equal(result.failure?.phase, 'tls');
      assert.equal(requests.includes('/never'), false);
      // Wine 8 refuses for the same reasons but names none: ERROR_WINHTTP_SECURE_CHANNEL_ERROR, no flags.
      if (underWine) assert.equal(result.code, 'ERROR_WINHTTP_SECURE_CHANNEL_ERROR');
      else assert.deepEqual([...(result.certificate?.faults ?? [])].sort(), [...faults].sort());
    });
    test(`with Node’s detail says what is wrong with a certificate ${title}`, async () => {
      const eyes = openEyes([pem(trusted.root)]);
      const result = await eyes.network.exchange(
        { method: 'GET', url: await site(authority(), wishes), headers: {}, timeoutMs: 5_000, maxBytes: 1_000 },
        never,
      );
      assert.deepEqual(result.failure, { phase: 'tls', reason: 'certificate' });
      assert.deepEqual([...(result.certificate?.faults ?? [])].sort(), [...faults].sort());
      assert.equal(result.certificate?.chain[0]?.subject, `CN=${wishes.dnsNames[0] ?? ''}`);
    });
  }

  test('a browser that would connect where Outlook will not is found', async () => {
    const eyes = openEyes([pem(unheardOf.root)]);
    const url = await site(unheardOf, { dnsNames: ['localhost'] });
    const result = await eyes.network.exchange({ method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 1_000 }, never);
    assert.equal(result.failure?.phase, 'tls');
    const found = eyes.findings().find(({ id }) => id === 'windows.differs');
    assert.equal(found?.status, 'fail');
    assert.equal(found.subject, 'localhost');
  });

  test('a password goes out once, over WinHTTP alone', async () => {
    let count = 0;
    const credentials = await trusted.leaf({ dnsNames: ['localhost'] });
    const server = createHttpsServer(credentials, (_request, response) => {
      count += 1;
      response.writeHead(401).end();
    });
    const url = `https://localhost:${await listen(server)}`;
    const headers = { Authorization: 'Basic dTpw' };
    await openEyes([pem(trusted.root)]).network.exchange({ method: 'GET', url, headers, timeoutMs: 5_000, maxBytes: 1_000 }, never);
    assert.equal(count, 1);
  });
});

function pem(der: Buffer): string {
  return new X509Certificate(der).toString();
}

function openEyes(trustedCertificates: readonly string[]): WindowsEyes {
  const now = (): Date => new Date();
  return createWindowsEyes({ koffi, domainJoined: false, inspectors: [], node: createNodeNetwork({ trustedCertificates, now }), now });
}
