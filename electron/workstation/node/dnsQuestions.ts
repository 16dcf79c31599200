// Asks DNS: one server when one is named, else the PC's own resolver, and for addresses the system's look-up that also reads the hosts file.
import { lookup, Resolver } from 'node:dns/promises';
import type { DnsAnswer, DnsRecord, DnsType } from '../../model/dns.ts';
import { startDeadline, untilAborted } from '../../model/deadline.ts';
import { addressRecords, aliasRecord, answerOf, dnsFailure, errorCode, serviceRecords, textRecords } from './dnsAnswers.ts';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
}
export interface QuestionOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}
export type AddressAnswer =
  | { readonly addresses: readonly string[] }
  | { readonly failure: 'noName' | 'noData' | 'timeout' | 'cancelled' | 'failed'; readonly code?: string };

type AddressType = 'A' | 'AAAA';

/** Longest chain of CNAME records that is followed: enough for any content network, and an end for a loop. */
const maxAliases = 8;
/** First wait for an answer, in milliseconds, before the question is sent again: a lost datagram must not cost the whole time. */
const retryMs = 1_500;

/**
 * Asks one question; never throws, ends within `timeoutMs` or when the signal fires. Answers to A and AAAA carry the
 * CNAME chain before the addresses.
 */
export function askDns(server: DnsServer | undefined, name: string, type: DnsType, options: QuestionOptions): Promise<DnsAnswer> {
  return answerWithin(server, type, options, async (resolver) => {
    switch (type) {
      case 'A':
      case 'AAAA': {
        const [aliases, addresses] = await Promise.all([aliasesOf(resolver, name), addressesOf(resolver, server, name, type)]);
        return [...aliases, ...addressRecords(name, type, addresses)];
      }
      case 'CNAME':
        return (await resolver.resolveCname(name)).map((target) => aliasRecord(name, target));
      case 'TXT':
        return textRecords(name, await resolver.resolveTxt(name));
      case 'SRV':
        return serviceRecords(name, await resolver.resolveSrv(name));
    }
  });
}

/** The addresses of a host, in the system's order of preference (RFC 6724) or IPv6 first; a connection needs no CNAME chain. */
export async function findAddresses(server: DnsServer | undefined, host: string, options: QuestionOptions): Promise<AddressAnswer> {
  const ask = (type: AddressType): Promise<DnsAnswer> =>
    answerWithin(server, type, options, async (resolver) => addressRecords(host, type, await addressesOf(resolver, server, host, type)));
  const answers = await Promise.all([ask('AAAA'), ask('A')]);
  const addresses = answers.flatMap((answer) => (answer.kind === 'answer' ? answer.records : [])).flatMap(addressOf);
  if (addresses.length > 0) return { addresses };
  // Any other failure says more than "no record of this type".
  const failure = answers.findLast((answer) => answer.kind !== 'noData') ?? answers[1];
  if (failure.kind === 'failed') return { failure: 'failed', code: failure.reason };
  return { failure: failure.kind === 'answer' ? 'noData' : failure.kind };
}

function addressOf(record: DnsRecord): string[] {
  return record.type === 'A' || record.type === 'AAAA' ? [record.address] : [];
}

/** Runs one question with its own resolver, so that cancelling it cancels nothing else. */
async function answerWithin(
  server: DnsServer | undefined,
  type: DnsType,
  options: QuestionOptions,
  ask: (resolver: Resolver) => Promise<readonly DnsRecord[]>,
): Promise<DnsAnswer> {
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  const deadline = startDeadline(options.timeoutMs, options.signal);
  const stopped = (): DnsAnswer => ({ kind: deadline.expired() ? 'timeout' : 'cancelled', ms: elapsed() });
  try {
    if (deadline.signal.aborted) return stopped();
    const resolver = new Resolver({ timeout: Math.min(retryMs, options.timeoutMs), tries: Math.ceil(options.timeoutMs / retryMs) });
    if (server) resolver.setServers([serverAddress(server)]);
    deadline.signal.addEventListener('abort', () => resolver.cancel(), { once: true });
    const records = await untilAborted(ask(resolver), deadline.signal);
    return records ? answerOf(records, type, elapsed()) : stopped();
  } catch (error) {
    return deadline.signal.aborted ? stopped() : dnsFailure(error, elapsed());
  } finally {
    deadline.done();
  }
}

function serverAddress(server: DnsServer): string {
  return server.address.includes(':') ? `[${server.address}]:${server.port}` : `${server.address}:${server.port}`;
}

/** Addresses of one family; throws Node's error when there are none. */
async function addressesOf(resolver: Resolver, server: DnsServer | undefined, name: string, type: AddressType): Promise<readonly string[]> {
  if (server) return type === 'A' ? resolver.resolve4(name) : resolver.resolve6(name);
  try {
    const found = await lookup(name, { family: type === 'A' ? 4 : 6, all: true });
    return found.map((entry) => entry.address);
  } catch (error) {
    if (errorCode(error) !== 'ENOTFOUND') throw error;
    // getaddrinfo does not say whether the name or only its address is missing; the resolver's own question does.
    return type === 'A' ? resolver.resolve4(name) : resolver.resolve6(name);
  }
}

/** The CNAME chain from `name`, empty when there is none; a question that fails ends the chain, the address question says why. */
async function aliasesOf(resolver: Resolver, name: string): Promise<readonly DnsRecord[]> {
  const chain: DnsRecord[] = [];
  const seen = new Set([name.toLowerCase()]);
  let current = name;
  while (chain.length < maxAliases) {
    const target = await aliasOf(resolver, current);
    if (target === undefined) break;
    const record = aliasRecord(current, target);
    chain.push(record);
    current = record.target;
    if (seen.has(current)) break;
    seen.add(current);
  }
  return chain;
}

async function aliasOf(resolver: Resolver, name: string): Promise<string | undefined> {
  try {
    return (await resolver.resolveCname(name))[0];
  } catch {
    return undefined;
  }
}
