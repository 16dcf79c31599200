// A DNS server that answers as a test tells it to, also with the response codes and silences that no well-kept server would give.
import { createSocket } from 'node:dgram';
import * as dnsPacket from 'dns-packet';
import type { Answer, Question } from 'dns-packet';

const responseCodes = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** What a question gets: records with a response code, or nothing at all. */
export type DnsReply = 'silence' | { readonly rcode: keyof typeof responseCodes; readonly answers?: readonly Answer[] };

export interface DnsResponder {
  readonly address: string;
  readonly port: number;
  readonly questions: readonly Question[];
  close(): Promise<void>;
}

/** Listens on loopback, UDP only; `port` 0 is any free one, `delayMs` the time a question and its answer are on their way. */
export async function startDnsResponder(
  reply: (question: Question) => DnsReply,
  options: { readonly port?: number; readonly delayMs?: number } = {},
): Promise<DnsResponder> {
  const socket = createSocket('udp4');
  const questions: Question[] = [];
  socket.on('message', (bytes, from) => {
    const query = dnsPacket.decode(bytes);
    const question = query.questions?.[0];
    if (!question) return;
    questions.push(question);
    const answer = reply(question);
    if (answer === 'silence') return;
    const message = dnsPacket.encode({
      type: 'response',
      ...(query.id === undefined ? {} : { id: query.id }),
      flags: dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | responseCodes[answer.rcode],
      questions: [question],
      answers: [...(answer.answers ?? [])],
    });
    setTimeout(() => socket.send(message, from.port, from.address, () => undefined), options.delayMs ?? 0);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(options.port ?? 0, '127.0.0.1', resolve);
  });
  socket.on('error', () => undefined);
  return {
    address: '127.0.0.1',
    port: socket.address().port,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
