// Servers that abuse HTTP: floods, drips, bombs, lies about lengths, tricks with lines, and connections that end at every moment.
import { constants, brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { hostileSuite, type HostileCase } from './hostileRig.ts';

/** Writes a piece again and again, as fast as it is taken, until the other side has had enough. */
const flood = (socket: Socket, start: string, piece: string | Buffer): void => {
  socket.write(start);
  const write = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', write);
  write();
};
/** Writes one character at a time, forever. */
const drip = (socket: Socket, start: string, piece: string): void => {
  socket.write(start);
  const timer = setInterval(() => socket.write(piece), 20);
  socket.once('close', () => clearInterval(timer));
};
const say =
  (...parts: readonly (string | Buffer)[]) =>
  (socket: Socket): void => {
    for (const part of parts) socket.write(part);
    socket.end();
  };
const ok = (headers: string, body: string | Buffer = '') => say(`HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n${headers}\r\n`, body);

const manyZeros = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
const packed = (encoding: string, body: Buffer) => ok(`Content-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n`, body);
const big = Buffer.alloc(32 * 1024 * 1024);

const tooLarge = { outcome: 'unusable', reason: 'http.tooLarge' } as const;
const malformed = { outcome: 'unusable', reason: 'http.malformed' } as const;
const closed = { outcome: 'unusable', reason: 'http.closed' } as const;
const timeout = { outcome: 'unreachable', reason: 'http.timeout' } as const;
const welcome = { outcome: 'credentials', reason: null } as const;

const cases: readonly HostileCase[] = [
  { name: 'headers without end', https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', 'X-More: yes\r\n'.repeat(1000)), ...tooLarge },
  { name: 'one header without end', https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nX: ', 'x'.repeat(65_536)), ...tooLarge },
  { name: 'a status line without end', https: (socket) => flood(socket, 'HTTP/1.1 200 ', 'O'.repeat(65_536)), ...tooLarge },
  { name: 'headers that drip', https: (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX: ', 'x'), ...timeout },
  { name: 'a body that drips', https: (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'), ...timeout },
  {
    name: 'a 401 whose body drips',
    https: (socket) => drip(socket, 'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n', 'x'),
    ...timeout,
  },
  { name: 'a body without end', https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)), ...tooLarge },
  { name: 'a server that hears and says nothing', https: () => undefined, ...timeout },
  { name: 'a gzip bomb', https: packed('gzip', manyZeros), ...tooLarge },
  {
    name: 'gzip bombs one after the other without end',
    https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n', manyZeros),
    ...tooLarge,
  },
  { name: 'a deflate bomb', https: packed('deflate', deflateSync(big)), ...tooLarge },
  { name: 'a brotli bomb', https: packed('br', brotliCompressSync(big, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })), ...tooLarge },
  { name: 'a bomb in a bomb', https: packed('gzip, gzip', gzipSync(manyZeros)), ...malformed },
  { name: 'gzip that is none', https: packed('gzip', Buffer.from('<Autodiscover/>')), ...malformed },
  { name: 'gzip that stops in the middle', https: packed('gzip', manyZeros.subarray(0, 40)), ...malformed },
  { name: 'a packing nobody knows', https: packed('zstd', Buffer.from('<Autodiscover/>')), ...malformed },
  { name: 'a negative length', https: ok('Content-Length: -1\r\n', 'x'), ...malformed },
  { name: 'a length that is no number', https: ok('Content-Length: 0x10\r\n', 'x'), ...malformed },
  { name: 'a length beyond all numbers', https: ok(`Content-Length: ${'9'.repeat(40)}\r\n`, 'x'), ...malformed },
  { name: 'two lengths that differ', https: ok('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello!'), ...malformed },
  {
    name: 'a length and chunks at once',
    https: ok('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\r\n'),
    ...malformed,
  },
  { name: 'more announced than sent', https: ok('Content-Length: 500\r\n', 'short'), ...closed },
  { name: 'more sent than announced', https: ok('Content-Length: 5\r\n', 'hello HTTP/1.1 200 OK\r\n\r\n'), ...malformed },
  { name: 'a chunk beyond all sizes', https: ok('Transfer-Encoding: chunked\r\n', `${'F'.repeat(20)}\r\nx`), ...malformed },
  { name: 'a negative chunk', https: ok('Transfer-Encoding: chunked\r\n', '-5\r\nhello\r\n'), ...malformed },
  {
    name: 'a chunk that is announced and never comes',
    https: (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n'),
    ...timeout,
  },
  {
    name: 'a million chunks of one byte',
    https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n'.repeat(10_000)),
    request: { timeoutMs: 25_000, budgetMs: 60_000 },
    ...tooLarge,
  },
  {
    name: 'chunk extensions without end',
    https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;', 'a=b;'.repeat(10_000)),
    ...malformed,
  },
  {
    name: 'trailers without end',
    https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'X-More: yes\r\n'.repeat(1000)),
    ...tooLarge,
  },
  { name: 'a carriage return inside a header', https: ok('X: a\rInjected: b\r\n'), ...malformed },
  { name: 'a zero byte inside a header', https: ok('X: a\0b\r\n'), ...malformed },
  { name: 'a header without a name', https: ok(': value\r\n'), ...malformed },
  { name: 'a blank before the colon', https: ok('Content-Length : 0\r\n'), ...malformed },
  {
    name: 'a second answer behind the first',
    https: say('HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    ...welcome,
  },
  {
    name: 'interim answers without end',
    https: (socket) => flood(socket, '', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000)),
    ...malformed,
  },
  {
    name: 'permissions to continue without end',
    https: (socket) => flood(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)),
    ...malformed,
  },
  {
    name: 'a switch of protocols that nobody asked for',
    https: say('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nboo'),
    ...malformed,
  },
  { name: 'HTTP/0.9', https: say('<html>hello</html>'), ...malformed },
  { name: 'HTTP/2 frames', https: say(Buffer.from('000012040000000000000300000080000400010000000500ffffff', 'hex')), ...malformed },
  { name: 'HTTP of the future', https: say('HTTP/9.9 200 OK\r\n\r\n'), ...malformed },
  { name: 'a status of six figures', https: say('HTTP/1.1 200200 OK\r\n\r\n'), ...malformed },
  {
    name: 'a status of zero',
    https: say('HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n'),
    outcome: 'unusable',
    reason: 'http.unexpectedStatus',
  },
  { name: 'another protocol', https: say('+OK POP3 ready\r\n'), ...malformed },
  { name: 'a close before the first byte', https: (socket) => socket.destroy(), ...closed },
  { name: 'a close in the status line', https: say('HTTP/1.1 2'), ...closed },
  { name: 'a close between headers', https: say('HTTP/1.1 200 OK\r\nServer: x\r\n'), ...closed },
  {
    name: 'a close in the body',
    https: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', () => socket.destroy()),
    ...closed,
  },
  { name: 'a close in a chunk', https: say('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe'), ...closed },
  { name: 'an answer without a body where one belongs', https: say('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), ...malformed },
  {
    name: 'a connection that stays open behind a whole answer',
    https: (socket) => socket.write('HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="bm.basic.auth.v2"\r\nContent-Length: 0\r\n\r\n'),
    ...welcome,
  },
  {
    name: 'a realm of a megabyte',
    https: say(`HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="${'x'.repeat(1_000_000)}"\r\n\r\n`),
    ...tooLarge,
  },
  {
    name: 'thousands of challenges',
    https: say(
      `HTTP/1.1 401 No\r\nWWW-Authenticate: ${Array.from({ length: 3_000 }, (_, index) => `S${index} a`).join(',')}\r\nContent-Length: 0\r\n\r\n`,
    ),
    ...welcome,
    also: (report) => assert.equal(report.routes.find(({ route }) => route === 'autodiscoverDomain')?.schemes?.length, 8),
  },
  { name: 'cookies without end', https: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', 'Set-Cookie: a=b\r\n'.repeat(1000)), ...tooLarge },
  {
    name: 'a title that would write on the screen',
    https: ok('', '<html><title>\x1b[2J\x07<script>alert(1)</script>\u202Egnp.exe</title>'),
    outcome: 'unusable',
    reason: 'http.htmlInsteadOfXml',
    also: (report) => assert.doesNotMatch(JSON.stringify(report), /\\u001b|\\u0007|\u202e/u),
  },
  {
    name: 'MAPI addresses that drip',
    https: (socket, request) => (request.includes('/mapi/') ? drip(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x') : socket.end(healthyHead)),
    request: { timeoutMs: 800 },
    ...welcome,
    also: mapi('unreachable'),
  },
  {
    name: 'MAPI addresses with headers without end',
    https: (socket, request) =>
      request.includes('/mapi/') ? flood(socket, 'HTTP/1.1 200 OK\r\n', 'X: y\r\n'.repeat(1000)) : socket.end(healthyHead),
    ...welcome,
    also: mapi('unreachable'),
  },
  {
    name: 'MAPI addresses that send a bomb',
    https: (socket, request) => (request.includes('/mapi/') ? packed('gzip', manyZeros)(socket) : socket.end(healthyHead)),
    ...welcome,
    also: mapi('page'),
  },
  {
    name: 'MAPI addresses that hang up',
    https: (socket, request) => (request.includes('/mapi/') ? socket.destroy() : socket.end(healthyHead)),
    ...welcome,
    also: mapi('unreachable'),
  },
  {
    name: 'a plain host that floods',
    route: 'httpRedirect',
    http: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)),
    outcome: 'absent',
    reason: null,
  },
  { name: 'a plain host that hangs up', route: 'httpRedirect', http: (socket) => socket.destroy(), ...closed },
];

const healthyHead = 'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="bm.basic.auth.v2"\r\nContent-Length: 0\r\n\r\n';
function mapi(state: string): NonNullable<HostileCase['also']> {
  return (report) => assert.deepEqual([report.server.mapi.emsmdb?.state, report.server.mapi.nspi?.state], [state, state]);
}

hostileSuite(() => cases, 60);
