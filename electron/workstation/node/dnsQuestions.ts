// Asks DNS: one server when one is named, else the PC's own resolver, and for addresses the system's look-up that also reads the hosts file.
import { lookup, Resolver } from 'node:dns/promises';
import { addressesIn, type AddressAnswer, type DnsAnswer, type DnsRecord, type DnsServer, type DnsType } from '../../model/dns.ts';
import { atMost, startDeadline, untilAborted } from '../../model/deadline.ts';
import type { QuestionOptions } from '../port.ts';
import { addressRecords, aliasRecord, answerOf, dnsFailure, serviceRecords, textRecords } from './dnsAnswers.ts';

type AddressType = 'A' | 'AAAA';

/** Who is asked: a server; the PC's servers alone, past its hosts file; absent = the PC as every program on it asks. */
type NameSource = DnsServer | 'pastHosts' | undefined;

/** What one question brought: its records, or why there are none and which aliases led there. */
interface Found {
  readonly records: readonly DnsRecord[];
  readonly error?: unknown;
}

/** Longest chain of CNAME records that is followed: enough for any content network, and an end for a loop. */
const maxAliases = 8;
/** First wait for an answer, in milliseconds, before the question is sent again: a lost datagram must not cost the whole time. */
const retryMs = 1_500;
/**
 * How long the aliases of a name are waited for once its addresses are known, or known to be missing, in milliseconds. Some load balancers
 * answer no CNAME question (RFC 4074 4.1), so there is an end to it; but an answer that was lost once must still count, since an alias of
 * Microsoft's that is not seen would be contacted. Twice the wait before a retry: Node may send that half a second late (measured).
 */
const aliasWaitMs = 2 * retryMs;
/** Aliases are given up so long before the question's own end, in milliseconds: what is known of the addresses is still told. */
const handOverMs = 200;

/**
 * Asks one question; never throws, ends within `timeoutMs` or when the signal fires. Answers to A and AAAA carry the
 * CNAME chain before the addresses, and their failures the chain that led nowhere.
 */
export function askDns(source: NameSource, name: string, type: DnsType, options: QuestionOptions): Promise<DnsAnswer> {
  return answerWithin(source, type, options, async (resolver, timeLeft) => {
    switch (type) {
      case 'A':
      case 'AAAA': {
        const chain: DnsRecord[] = [];
        const aliases = followAliases(resolver, name, chain);
        const found = await outcomeOf(addressesOf(resolver, source, name, type));
        await atMost(Math.min(aliasWaitMs, timeLeft() - handOverMs), aliases, options.signal);
        return 'error' in found
          ? { records: [...chain], error: found.error }
          : { records: [...chain, ...addressRecords(name, type, found.value)] };
      }
      case 'CNAME':
        return { records: (await resolver.resolveCname(name)).map((target) => aliasRecord(name, target)) };
      case 'TXT':
        return { records: textRecords(name, await resolver.resolveTxt(name)) };
      case 'SRV':
        return { records: serviceRecords(name, await resolver.resolveSrv(name)) };
    }
  });
}

/** The addresses of a host, in the system's order of preference (RFC 6724) or IPv6 first; a connection needs no CNAME chain. */
export async function findAddresses(source: NameSource, host: string, options: QuestionOptions): Promise<AddressAnswer> {
  const ask = (type: AddressType): Promise<DnsAnswer> =>
    answerWithin(source, type, options, async (resolver) => ({
      records: addressRecords(host, type, await addressesOf(resolver, source, host, type)),
    }));
  return addressesIn(await Promise.all([ask('AAAA'), ask('A')]));
}

/** Runs one question with its own resolver, so that cancelling it cancels nothing else; `timeLeft` says the milliseconds it still has. */
async function answerWithin(
  source: NameSource,
  type: DnsType,
  options: QuestionOptions,
  ask: (resolver: Resolver, timeLeft: () => number) => Promise<Found>,
): Promise<DnsAnswer> {
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  const deadline = startDeadline(options.timeoutMs, options.signal);
  const stopped = (): DnsAnswer => ({ kind: deadline.expired() ? 'timeout' : 'cancelled', ms: elapsed() });
  const failed = (error: unknown, aliases: readonly DnsRecord[]): DnsAnswer =>
    deadline.signal.aborted ? stopped() : { ...dnsFailure(error, elapsed()), ...(aliases.length > 0 ? { aliases } : {}) };
  try {
    if (deadline.signal.aborted) return stopped();
    const resolver = new Resolver({ timeout: Math.min(retryMs, options.timeoutMs), tries: Math.ceil(options.timeoutMs / retryMs) });
    if (typeof source === 'object') resolver.setServers([serverAddress(source)]);
    deadline.signal.addEventListener('abort', () => resolver.cancel(), { once: true });
    const found = await untilAborted(
      ask(resolver, () => options.timeoutMs - elapsed()),
      deadline.signal,
    );
    if (!found) return stopped();
    // A question about aliases that nobody waits for any more.
    resolver.cancel();
    return found.error === undefined ? answerOf(found.records, type, elapsed()) : failed(found.error, found.records);
  } catch (error) {
    return failed(error, []);
  } finally {
    deadline.done();
  }
}

async function outcomeOf<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}

function serverAddress(server: DnsServer): string {
  return server.address.includes(':') ? `[${server.address}]:${server.port}` : `${server.address}:${server.port}`;
}

/** Addresses of one family; throws Node's error when there are none. */
async function addressesOf(resolver: Resolver, source: NameSource, name: string, type: AddressType): Promise<readonly string[]> {
  const inDns = (): Promise<string[]> => (type === 'A' ? resolver.resolve4(name) : resolver.resolve6(name));
  if (source !== undefined) return inDns();
  try {
    const found = await lookup(name, { family: type === 'A' ? 4 : 6, all: true });
    return found.map((entry) => entry.address);
  } catch {
    // getaddrinfo says neither whether the name or only its address is missing nor why there was no answer; the resolver's own question does.
    return inDns();
  }
}

/** Adds the CNAME chain from `name` link by link; a question that fails ends the chain, the address question says why. */
async function followAliases(resolver: Resolver, name: string, chain: DnsRecord[]): Promise<void> {
  const seen = new Set([name.toLowerCase()]);
  let current = name;
  while (chain.length < maxAliases) {
    const target = await aliasOf(resolver, current);
    if (target === undefined) return;
    const record = aliasRecord(current, target);
    chain.push(record);
    current = record.target;
    if (seen.has(current)) return;
    seen.add(current);
  }
}

async function aliasOf(resolver: Resolver, name: string): Promise<string | undefined> {
  try {
    return (await resolver.resolveCname(name))[0];
  } catch {
    return undefined;
  }
}
