// Servers that abuse TCP and TLS: silence, drips, noise, alerts, endless records, and certificates larger than any certificate.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createAuthority } from '../servers/authority.ts';
import { hostileSuite, type HostileCase } from './hostileRig.ts';

const handshake = { outcome: 'unreachable', reason: 'tls.handshake' } as const;
const timeout = { outcome: 'unreachable', reason: 'tls.timeout' } as const;

/** Waits for the ClientHello, then speaks. */
const afterHello =
  (speak: (socket: Socket) => void) =>
  (socket: Socket): void =>
    void socket.once('data', () => speak(socket));
const flood = (socket: Socket, piece: Buffer): void => {
  const write = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', write);
  write();
};
/** A TLS record (RFC 8446 5.1) of a type, around a fragment. */
const record = (type: number, fragment: Buffer, length = fragment.length): Buffer =>
  Buffer.concat([Buffer.from([type, 3, 3, length >> 8, length & 255]), fragment]);
const warning = record(21, Buffer.from([1, 112]));
/** A ServerHello that announces 16 MB and never comes to its end. */
const endlessHello = Buffer.from([2, 255, 255, 255]);

const cases: readonly HostileCase[] = [
  { name: 'a port that takes connections and says nothing', tcp: () => undefined, ...timeout },
  { name: 'a port that hangs up at once', tcp: (socket) => socket.destroy(), ...handshake },
  { name: 'a port that resets after the first message', tcp: afterHello((socket) => socket.resetAndDestroy()), ...handshake },
  { name: 'a port that speaks plain HTTP', tcp: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), ...handshake },
  { name: 'a port that speaks SMTP', tcp: (socket) => socket.write('220 mail.corp.example ESMTP\r\n'), ...handshake },
  { name: 'noise in place of TLS', tcp: (socket) => flood(socket, randomBytes(65_536)), ...handshake },
  { name: 'zeros without end', tcp: (socket) => flood(socket, Buffer.alloc(65_536)), ...handshake },
  {
    name: 'a handshake that drips',
    tcp: afterHello((socket) => {
      const timer = setInterval(() => socket.write(Buffer.from([22])), 50);
      socket.once('close', () => clearInterval(timer));
      socket.write(Buffer.from([22, 3, 3, 64, 0]));
    }),
    ...timeout,
  },
  {
    name: 'a handshake message without end',
    tcp: afterHello((socket) => flood(socket, record(22, Buffer.concat([endlessHello, Buffer.alloc(16_000)])))),
    ...handshake,
  },
  {
    name: 'a record longer than records may be',
    tcp: afterHello((socket) => socket.write(record(22, Buffer.alloc(100), 65_535))),
    ...handshake,
  },
  {
    name: 'empty records without end',
    tcp: afterHello((socket) => flood(socket, Buffer.concat(Array.from({ length: 1_000 }, () => record(22, Buffer.alloc(0)))))),
    ...handshake,
  },
  {
    name: 'warnings without end',
    tcp: afterHello((socket) => flood(socket, Buffer.concat(Array.from({ length: 1_000 }, () => warning)))),
    ...handshake,
  },
  { name: 'a fatal alert', tcp: afterHello((socket) => socket.end(record(21, Buffer.from([2, 40])))), ...handshake },
  { name: 'an alert of an unknown kind', tcp: afterHello((socket) => socket.end(record(21, Buffer.from([9, 250])))), ...handshake },
  {
    name: 'data before the handshake is over',
    tcp: afterHello((socket) => socket.write(record(23, Buffer.from('HTTP/1.1 200 OK')))),
    ...handshake,
  },
  { name: 'the own ClientHello sent back', tcp: (socket) => void socket.once('data', (hello) => socket.write(hello)), ...handshake },
];

/** Cases whose certificates must be made first. */
async function certificateCases(): Promise<readonly HostileCase[]> {
  const host = 'autodiscover.corp.example';
  const manyNames = (count: number): string[] => [
    host,
    ...Array.from({ length: count }, (_, index) => `host-${index}.a-rather-long-name-of-a-domain.example`),
  ];
  const [stranger, authority] = await Promise.all([createAuthority('Somebody else'), createAuthority('Chain')]);
  const megabytes = await stranger.leaf({ dnsNames: manyNames(40_000) });
  const hundreds = await stranger.leaf({ dnsNames: manyNames(900) });
  const noise = await stranger.leaf({ dnsNames: [host, 'evil\u0000.corp.example', '\u202Egnp.example', '<script>.example'] });
  const plain = await authority.leaf({ dnsNames: [host] });
  const others = await Promise.all(Array.from({ length: 100 }, (_, index) => stranger.leaf({ dnsNames: [`link-${index}.example`] })));
  const chain = { key: plain.key, cert: [plain, ...others].map(({ cert }) => cert).join('\n') };
  const untrusted = { outcome: 'untrusted', reason: 'tls.unknownAuthority' } as const;
  return [
    { name: 'a certificate with megabytes of names', tls: { credentials: megabytes, maxVersion: 'TLSv1.2' }, ...handshake },
    { name: 'the same over TLS 1.3', tls: { credentials: megabytes, minVersion: 'TLSv1.3' }, ...handshake },
    {
      name: 'a certificate with hundreds of names',
      tls: { credentials: hundreds },
      ...untrusted,
      also: (report) => assert.ok((report.routes.find(({ certificate }) => certificate)?.certificate?.names.length ?? 0) <= 100),
    },
    { name: 'a certificate whose names would write on the screen', tls: { credentials: noise }, ...untrusted },
    { name: 'a chain of a hundred certificates', tls: { credentials: chain }, ...untrusted },
    {
      name: 'a server that begins the handshake anew again and again',
      tls: { maxVersion: 'TLSv1.2' },
      https: (socket) => {
        if (!(socket instanceof TLSSocket)) throw new Error('not over TLS');
        const again = (): void => {
          if (!socket.destroyed) socket.renegotiate({}, again);
        };
        again();
      },
      outcome: 'unreachable',
      reason: 'http.timeout',
    },
  ];
}

hostileSuite(async () => [...cases, ...(await certificateCases())], 22);
