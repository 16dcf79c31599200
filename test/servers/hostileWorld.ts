// A small world on loopback whose host autodiscover.corp.example can be made to misbehave in DNS, TCP, TLS and HTTP, byte by byte.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import * as dnsPacket from 'dns-packet';
import { createAuthority, type ServerCredentials } from './authority.ts';

/** Speaks on a connection whose request headers have come; `request` is their text. Nothing is added to what it writes. */
export type Speak = (socket: Socket, request: string) => void;

export interface Behaviour {
  /** After the TLS handshake; absent = 401 of a healthy BlueMind. */
  readonly https?: Speak;
  /** On port 80; absent = 404. */
  readonly http?: Speak;
  /** In place of TLS, on the connection as it comes. */
  readonly tcp?: (socket: Socket) => void;
  /** What TLS shows and does; absent = a certificate that is in order. */
  readonly tls?: {
    readonly credentials?: ServerCredentials;
    readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
    readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  };
  /** The bytes to send back for a query, without TCP's length; absent or `undefined` = the zone's own answer. */
  readonly dns?: (query: dnsPacket.DecodedPacket, transport: 'udp' | 'tcp') => Buffer | readonly Buffer[] | undefined;
}

export interface HostileWorld {
  readonly dns: { readonly address: string; readonly port: number };
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly caCertificate: string;
  /** Every request's head, oldest first. */
  readonly requests: string[];
  /** A listener that nobody should ever connect, and how often somebody did. */
  readonly canary: { readonly port: number; visits(): number };
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
export const healthy: Speak = (socket) =>
  socket.end('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="bm.basic.auth.v2"\r\nContent-Length: 0\r\n\r\n');
const absent: Speak = (socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
/** Names of the world's own certificate. */
const names = ['corp.example', 'autodiscover.corp.example', 'mail.corp.example', 'autodiscover.dept.corp.example'];

/** Opens the world; `close` lets go of all its sockets. */
export async function openHostileWorld(): Promise<HostileWorld> {
  const authority = await createAuthority('Hostile world CA');
  const own = await authority.leaf({ dnsNames: names });
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let behaviour: Behaviour = {};
  let visits = 0;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const hear = (socket: Socket, speak: Speak): void => {
    let head = '';
    socket.on('error', () => socket.destroy());
    const onData = (bytes: Buffer): void => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', onData);
      socket.resume();
      requests.push(head);
      speak(socket, head);
    };
    socket.on('data', onData);
  };
  const https = createServer((socket) => {
    keep(socket);
    if (behaviour.tcp) {
      behaviour.tcp(socket);
      return;
    }
    const { credentials = own, ...versions } = behaviour.tls ?? {};
    hear(
      new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ ...credentials, ...versions }) }),
      behaviour.https ?? healthy,
    );
  });
  const http = createServer((socket) => hear(keep(socket), behaviour.http ?? absent));
  const canary = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  const [httpsPort, httpPort, canaryPort] = await Promise.all([listen(https), listen(http), listen(canary)]);
  const dns = await startRawDns((query, transport) => behaviour.dns?.(query, transport));

  return {
    dns,
    httpsPort,
    httpPort,
    caCertificate: new X509Certificate(authority.root).toString(),
    requests,
    canary: { port: canaryPort, visits: () => visits },
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([https, http, canary].map(close));
      await dns.close();
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, loopback);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.close();
  if (server.listening) await once(server, 'close');
}

/** The zone as it is when nobody misbehaves: the autodiscover hosts are here, nothing else exists. */
function zoneAnswer(query: dnsPacket.DecodedPacket): Buffer {
  const question = query.questions?.[0];
  const known = question !== undefined && /^autodiscover\.(?:dept\.)?corp\.example$/.test(question.name.toLowerCase());
  const answers: dnsPacket.Answer[] = known && question.type === 'A' ? [{ type: 'A', name: question.name, ttl: 60, data: loopback }] : [];
  return dnsPacket.encode({
    type: 'response',
    id: query.id ?? 0,
    flags: dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | (known ? 0 : 3),
    questions: query.questions ?? [],
    answers,
  });
}

type RawAnswer = (query: dnsPacket.DecodedPacket, transport: 'udp' | 'tcp') => Buffer | readonly Buffer[] | undefined;

async function startRawDns(answer: RawAnswer): Promise<{ address: string; port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      if (bytes.length < 14) return;
      for (const reply of repliesTo(bytes.subarray(2), 'tcp', answer)) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([length, reply]));
      }
    });
  });
  const port = await listen(tcp);
  const udp = await bindUdp(port);
  udp.on('message', (bytes, from) => {
    for (const reply of repliesTo(bytes, 'udp', answer)) udp.send(reply, from.port, from.address, () => undefined);
  });
  return {
    address: loopback,
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      udp.close();
      await close(tcp);
    },
  };
}

function repliesTo(bytes: Buffer, transport: 'udp' | 'tcp', answer: RawAnswer): readonly Buffer[] {
  const query = dnsPacket.decode(bytes);
  const reply = answer(query, transport) ?? zoneAnswer(query);
  return Buffer.isBuffer(reply) ? [reply] : reply;
}

async function bindUdp(port: number): Promise<UdpSocket> {
  const udp = createSocket('udp4');
  udp.bind(port, loopback);
  await once(udp, 'listening');
  return udp;
}
