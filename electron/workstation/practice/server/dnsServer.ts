// A DNS server on loopback: UDP, and TCP on the same port for what does not fit (RFC 1035, RFC 6891, RFC 7766).
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import * as dnsPacket from 'dns-packet';
import type { Answer, DecodedPacket, Packet, Question } from 'dns-packet';
import type { ZoneReply } from './zone.ts';

interface DnsServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

type AnswerQuestion = (question: Question) => ZoneReply;

const loopback = '127.0.0.1';
const rcodes = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
/** Largest UDP answer without EDNS, and the most we send with it (RFC 1035 4.2.1; the size of DNS Flag Day 2020). */
const plainUdpBytes = 512;
const mostUdpBytes = 1232;
const tcpIdleMs = 10_000;

function decode(bytes: Buffer): DecodedPacket | undefined {
  try {
    return dnsPacket.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of the reply to a query, `undefined` when none is due (RFC 1035 4.1.1: never answer an answer). */
function replyTo(bytes: Buffer, answer: AnswerQuestion, transport: 'udp' | 'tcp'): Buffer | undefined {
  if (bytes.length < 12 || (bytes.readUInt16BE(2) & 0x8000) !== 0) return undefined;
  const id = bytes.readUInt16BE(0);
  const asked = bytes.readUInt16BE(2) & dnsPacket.RECURSION_DESIRED;
  const reply = (rcode: keyof typeof rcodes, rest: Packet = {}, flags = 0): Buffer =>
    dnsPacket.encode({ ...rest, type: 'response', id, flags: asked | dnsPacket.RECURSION_AVAILABLE | flags | rcodes[rcode] });

  if (((bytes.readUInt16BE(2) >> 11) & 0xf) !== 0) return reply('NOTIMP');
  const query = decode(bytes);
  const question = query?.questions?.length === 1 ? query.questions[0] : undefined;
  if (query === undefined || question === undefined) return reply('FORMERR');
  const questions = [question];
  if (question.class !== undefined && question.class !== 'IN') return reply('REFUSED', { questions });

  const edns = query.additionals?.find((record) => record.type === 'OPT');
  const additionals: Answer[] =
    edns === undefined
      ? []
      : [
          {
            type: 'OPT',
            name: '.',
            udpPayloadSize: mostUdpBytes,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ];
  const { rcode, answers, authorities } = answer(question);
  const whole = reply(
    rcode,
    { questions, answers: [...answers], authorities: [...authorities], additionals },
    dnsPacket.AUTHORITATIVE_ANSWER,
  );
  const most = edns?.type === 'OPT' ? Math.min(Math.max(edns.udpPayloadSize, plainUdpBytes), mostUdpBytes) : plainUdpBytes;
  if (transport === 'tcp' || whole.length <= most) return whole;
  return reply(rcode, { questions, additionals }, dnsPacket.AUTHORITATIVE_ANSWER | dnsPacket.TRUNCATED_RESPONSE);
}

/** Serves length-prefixed queries one after the other on a TCP connection. */
function serveTcp(socket: Socket, answer: AnswerQuestion): void {
  let pending = Buffer.alloc(0);
  socket.setTimeout(tcpIdleMs, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const reply = replyTo(pending.subarray(2, end), answer, 'tcp');
      pending = pending.subarray(end);
      if (reply === undefined) return void socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    }
  });
}

function listenTcp(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

function bindUdp(socket: UdpSocket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, loopback, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

/** One attempt at the same free port for both transports; `undefined` when UDP's was taken meanwhile. */
async function tryListen(answer: AnswerQuestion): Promise<DnsServer | undefined> {
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    serveTcp(socket, answer);
  });
  const udp = createSocket('udp4');
  const port = await listenTcp(tcp);
  const closeTcp = async (): Promise<void> => {
    for (const socket of connections) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  };
  try {
    await bindUdp(udp, port);
  } catch {
    udp.close();
    await closeTcp();
    return undefined;
  }
  udp.on('error', () => undefined); // Windows reports an unreachable client here; the next query is served all the same.
  udp.on('message', (bytes, from) => {
    const reply = replyTo(bytes, answer, 'udp');
    if (reply !== undefined) udp.send(reply, from.port, from.address, () => undefined);
  });
  const close = async (): Promise<void> => {
    await Promise.all([closeTcp(), new Promise<void>((resolve) => udp.close(() => resolve()))]);
  };
  return { address: loopback, port, close };
}

/** Starts the server; every question is put to `answer` anew. Throws if no free port is found. */
export async function startDnsServer(answer: AnswerQuestion): Promise<DnsServer> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const server = await tryListen(answer);
    if (server !== undefined) return server;
  }
  throw new Error('no loopback port is free for both UDP and TCP');
}
