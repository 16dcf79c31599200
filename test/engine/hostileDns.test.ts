// DNS servers that lie, flood and stumble: answers to other questions, loops, floods of records, cut and broken messages.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as dnsPacket from 'dns-packet';
import type { Answer, DecodedPacket } from 'dns-packet';
import { hostileSuite, type HostileCase } from './hostileRig.ts';

const host = 'autodiscover.corp.example';
type Types = readonly ('A' | 'AAAA' | 'CNAME' | 'SRV' | 'TXT')[];

const questionOf = (query: DecodedPacket) => query.questions?.[0] ?? { name: '', type: 'A' as const };
const reply = (
  query: DecodedPacket,
  answers: readonly Answer[],
  more: { readonly id?: number; readonly flags?: number; readonly name?: string } = {},
): Buffer =>
  dnsPacket.encode({
    type: 'response',
    id: more.id ?? query.id ?? 0,
    flags: dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | (more.flags ?? 0),
    questions: more.name === undefined ? (query.questions ?? []) : [{ ...questionOf(query), name: more.name }],
    answers: [...answers],
  });
const here = (name: string): Answer => ({ type: 'A', name, ttl: 60, data: '127.0.0.1' });

/** Spoils the answers to these questions about the autodiscover host and its SRV and TXT neighbours; the rest stays as it is. */
const spoil =
  (types: Types, answer: (query: DecodedPacket, transport: 'udp' | 'tcp') => Buffer | readonly Buffer[]): NonNullable<HostileCase['dns']> =>
  (query, transport) =>
    types.some((type) => type === questionOf(query).type) ? answer(query, transport) : undefined;
const spoilHost = (answer: (query: DecodedPacket, transport: 'udp' | 'tcp') => Buffer | readonly Buffer[]) =>
  spoil(['A', 'AAAA', 'CNAME'], answer);

/** A response whose header announces records that `rest` need not hold. */
const announced = (query: DecodedPacket, count: number, rest: Buffer): Buffer => {
  const message = Buffer.concat([reply(query, []), rest]);
  message.writeUInt16BE(count, 6);
  return message;
};
/** The largest message that fits TCP's length, full of one record; names point back to the question. */
const fullMessage = (query: DecodedPacket, type: number, data: Buffer): Buffer => {
  const head = reply(query, []);
  const record = Buffer.alloc(12 + data.length);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(data.length, 10);
  data.copy(record, 12);
  const count = Math.floor((65_535 - head.length) / record.length);
  return announced(query, count, Buffer.concat(Array.from({ length: count }, () => record)));
};
const cut = (query: DecodedPacket): Buffer => reply(query, [], { flags: dnsPacket.TRUNCATED_RESPONSE });
/** priority 0, weight 0, port 443, target: the name of the question itself. */
const srvData = Buffer.from([0, 0, 0, 0, 1, 187, 0xc0, 12]);

const unknown = { outcome: 'unreachable', reason: /^dns\./ } as const;
const welcome = { outcome: 'credentials', reason: null } as const;
const notThere = { outcome: 'absent', reason: null } as const;

const cases: readonly HostileCase[] = [
  {
    name: 'answers that carry another number',
    dns: spoilHost((query) => reply(query, [here(host)], { id: ((query.id ?? 0) + 1) & 0xffff })),
    ...unknown,
  },
  {
    name: 'answers to another question',
    dns: spoilHost((query) => reply(query, [here('attacker.example')], { name: 'attacker.example' })),
    ...unknown,
  },
  {
    name: 'answers about another name',
    dns: spoilHost((query) => reply(query, [here('attacker.example')])),
    ...welcome,
  },
  {
    name: 'questions in place of answers',
    dns: spoilHost((query) => dnsPacket.encode({ type: 'query', id: query.id ?? 0, questions: query.questions ?? [] })),
    ...notThere,
  },
  {
    name: 'a wrong answer for every right one',
    dns: spoil(['A'], (query) => [
      reply(query, [here('attacker.example')], { id: ((query.id ?? 0) + 7) & 0xffff }),
      reply(query, [here(host)]),
    ]),
    ...welcome,
  },
  { name: 'nothing but noise', dns: spoilHost(() => randomBytes(200)), ...unknown },
  { name: 'empty messages', dns: spoilHost(() => Buffer.alloc(0)), ...unknown },
  { name: 'messages of eleven bytes', dns: spoilHost(() => Buffer.alloc(11)), ...unknown },
  { name: 'records that are announced and not there', dns: spoilHost((query) => announced(query, 65_535, Buffer.alloc(0))), ...unknown },
  {
    name: 'a name that points to itself',
    dns: spoilHost((query) =>
      announced(query, 1, Buffer.from([0xc0, reply(query, []).length, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1])),
    ),
    ...unknown,
  },
  {
    name: 'a name that points beyond the end',
    dns: spoilHost((query) => announced(query, 1, Buffer.from([0xff, 0xff, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1]))),
    ...unknown,
  },
  {
    name: 'a label that is longer than labels may be',
    dns: spoilHost((query) => announced(query, 1, Buffer.from([0x80, ...Buffer.alloc(70, 97)]))),
    ...unknown,
  },
  {
    name: 'an address of three bytes',
    dns: spoil(['A'], (query) => announced(query, 1, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 3, 127, 0, 0]))),
    ...unknown,
  },
  {
    name: 'an alias for itself',
    dns: spoilHost((query) => reply(query, [{ type: 'CNAME', name: host, ttl: 60, data: host }])),
    outcome: 'absent',
    reason: null,
  },
  {
    name: 'aliases in a circle',
    dns: spoilHost((query) => {
      const { name } = questionOf(query);
      return reply(query, [{ type: 'CNAME', name, ttl: 60, data: name === host ? 'b.corp.example' : host }]);
    }),
    ...notThere,
  },
  {
    name: 'a new alias behind every alias',
    dns: spoilHost((query) => {
      const { name } = questionOf(query);
      return reply(query, [{ type: 'CNAME', name, ttl: 60, data: `a${name.length % 40}${name}`.slice(0, 200) }]);
    }),
    ...notThere,
  },
  {
    name: 'a thousand aliases in one answer',
    dns: spoilHost((query) =>
      reply(
        query,
        Array.from({ length: 1_000 }, (_, index) => ({
          type: 'CNAME' as const,
          name: index === 0 ? host : `a${index}.x`,
          ttl: 60,
          data: `a${index + 1}.x`,
        })),
      ),
    ),
    outcome: 'absent',
    reason: null,
  },
  {
    name: 'an alias that would write on the screen',
    dns: spoil(['CNAME'], (query) =>
      reply(query, [{ type: 'CNAME', name: host, ttl: 60, data: '\x1b[2J<script>\r\nX-Injected: yes.example' }]),
    ),
    ...welcome,
  },
  { name: 'a cut answer and nobody behind it', dns: spoilHost((query, transport) => (transport === 'udp' ? cut(query) : [])), ...unknown },
  {
    name: 'a cut answer and noise behind it',
    dns: spoilHost((query, transport) => (transport === 'udp' ? cut(query) : randomBytes(500))),
    ...unknown,
  },
  { name: 'cut answers without end', dns: spoilHost((query) => cut(query)), outcome: 'absent', reason: null },
  {
    name: 'an answer of seven hundred addresses in one datagram',
    dns: spoil(['A'], (query) =>
      reply(
        query,
        Array.from({ length: 700 }, () => here(host)),
      ),
    ),
    ...welcome,
  },
  {
    name: 'fifteen hundred different addresses',
    dns: spoil(['A'], (query, transport) =>
      transport === 'udp'
        ? cut(query)
        : reply(query, [
            ...Array.from({ length: 1_500 }, (_, index) => ({ ...here(host), data: `127.0.${index >> 8}.${index & 255}` }) as Answer),
          ]),
    ),
    ...welcome,
    also: (report) => assert.ok(report.routes.every(({ addresses }) => addresses.length <= 64)),
  },
  {
    name: 'texts without measure',
    dns: spoil(['TXT'], (query, transport) =>
      transport === 'udp' ? cut(query) : fullMessage(query, 16, Buffer.concat([Buffer.from([255]), Buffer.alloc(255, 120)])),
    ),
    ...welcome,
  },
  {
    name: 'texts that would write on the screen',
    dns: spoil(['TXT'], (query) => reply(query, [{ type: 'TXT', name: 'corp.example', ttl: 60, data: 'MS=ms1\x1b[2J' }])),
    ...welcome,
  },
  {
    name: 'a full message of SRV records',
    dns: spoil(['SRV'], (query, transport) => (transport === 'udp' ? cut(query) : fullMessage(query, 33, srvData))),
    ...welcome,
    also: (report) => assert.ok(report.findings.every(({ evidence = [] }) => evidence.length <= 12)),
  },
  {
    name: 'a hundred thousand SRV records, one full message after the other',
    dns: spoil(['SRV'], (query, transport) =>
      transport === 'udp' ? cut(query) : Array.from({ length: 31 }, () => fullMessage(query, 33, srvData)),
    ),
    ...welcome,
  },
  {
    name: 'an SRV record that leads into this PC',
    route: 'srv',
    dns: spoil(['SRV'], (query) =>
      reply(query, [
        { type: 'SRV', name: questionOf(query).name, ttl: 60, data: { port: 443, priority: 0, weight: 0, target: 'localhost' } },
      ]),
    ),
    ...notThere,
  },
  {
    name: 'an SRV record for an address',
    route: 'srv',
    dns: spoil(['SRV'], (query) =>
      reply(query, [
        { type: 'SRV', name: questionOf(query).name, ttl: 60, data: { port: 443, priority: 0, weight: 0, target: '127.0.0.1' } },
      ]),
    ),
    outcome: 'untrusted',
    reason: /^tls\./,
  },
  {
    name: 'an SRV record whose target would write a URL',
    route: 'srv',
    dns: spoil(['SRV'], (query) =>
      reply(query, [
        {
          type: 'SRV',
          name: questionOf(query).name,
          ttl: 60,
          data: { port: 443, priority: 0, weight: 0, target: 'user:secret@attacker/x?#y' },
        },
      ]),
    ),
    outcome: 'absent',
    reason: null,
  },
  {
    name: 'an SRV record that says there is none',
    route: 'srv',
    dns: spoil(['SRV'], (query) =>
      reply(query, [{ type: 'SRV', name: questionOf(query).name, ttl: 60, data: { port: 0, priority: 0, weight: 0, target: '.' } }]),
    ),
    ...notThere,
  },
  ...(['FORMERR', 'SERVFAIL', 'NOTIMP', 'REFUSED'] as const).map((name, index): HostileCase => ({
    name: `nothing but ${name}`,
    dns: (query) => reply(query, [], { flags: [1, 2, 4, 5][index] ?? 2 }),
    ...unknown,
  })),
  { name: 'a result code that does not exist', dns: (query) => reply(query, [], { flags: 15 }), ...unknown },
  { name: 'silence about everything', dns: () => [], ...unknown },
];

hostileSuite(() => cases, 37);
