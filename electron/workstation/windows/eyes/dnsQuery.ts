// Asks DNS through Windows itself (DnsQuery), so that its cache, the hosts file, the NRPT and a VPN's rules have their say.
import { isIPv4 } from 'node:net';
import { dnsFailureWords, type DnsAnswer, type DnsRecord, type DnsType } from '../../../model/dns.ts';
import { startDeadline, untilAborted } from '../../../model/deadline.ts';
import type { Network } from '../../port.ts';
import type { Koffi, Out, Pointer } from '../koffi.ts';
import { dnsFunctions, takeRecords, typeNumbers } from './dnsApi.ts';
import { callOnPool, createLanes } from './nativeCalls.ts';

/** Error codes of DnsQuery that have a meaning of their own (winerror.h); RFC 2308 keeps noName and noData apart. */
const kinds: Readonly<Record<number, 'noName' | 'noData' | 'timeout'>> = {
  123: 'noName', // ERROR_INVALID_NAME: what cannot be a name is none
  9003: 'noName', // DNS_ERROR_RCODE_NAME_ERROR
  9501: 'noData', // DNS_INFO_NO_RECORDS
  1460: 'timeout', // ERROR_TIMEOUT
};

/** Other codes by the words of Node's resolver, which everything that judges goes by; for `failed`. */
const reasons: Readonly<Record<number, string>> = {
  9001: 'EFORMERR',
  9002: dnsFailureWords.serverFailure,
  9004: 'ENOTIMP',
  9005: dnsFailureWords.refused,
  9502: 'EBADRESP', // DNS_ERROR_BAD_PACKET
  9560: 'EBADNAME', // DNS_ERROR_INVALID_NAME_CHAR
  9852: dnsFailureWords.noServer, // DNS_ERROR_NO_DNS_SERVERS
};

/** What a status of DnsQuery and the records that came with it mean. `noData` also when only other types came. */
export function answerOf(status: number, records: readonly DnsRecord[], type: DnsType, ms: number): DnsAnswer {
  if (status === 0 && records.some((record) => record.type === type)) return { kind: 'answer', records, ms };
  const chain = records.filter((record) => record.type === 'CNAME');
  const rest = { ...(chain.length > 0 ? { aliases: chain } : {}), ms };
  const kind = status === 0 ? 'noData' : kinds[status];
  return kind ? { kind, ...rest } : { kind: 'failed', reason: reasons[status] ?? `Windows ${status}`, ...rest };
}

/**
 * Makes `resolve` of the port's network. DnsQuery cannot be interrupted and may take some ten seconds when DNS is dead: two questions at
 * a time leave Node's pool free for the rest, and whoever asked is answered in time all the same. With `servers` (IPv4, port 53)
 * Windows asks these and neither its cache nor the hosts file.
 */
export function createDnsQuery(koffi: Koffi, servers: readonly string[] = []): Network['resolve'] {
  const lanes = createLanes(2);
  return async (name, type, options) => {
    const started = performance.now();
    const elapsed = (): number => performance.now() - started;
    const deadline = startDeadline(options.timeoutMs, options.signal);
    try {
      const asked = lanes(() => ask(koffi, servers, name, type), deadline.signal);
      const found = await untilAborted(asked, deadline.signal);
      return found
        ? answerOf(found.status, found.records, type, elapsed())
        : { kind: deadline.expired() ? 'timeout' : 'cancelled', ms: elapsed() };
    } finally {
      deadline.done();
    }
  };
}

/** DNS_QUERY_STANDARD, or DNS_QUERY_BYPASS_CACHE when other servers are asked. */
async function ask(
  koffi: Koffi,
  servers: readonly string[],
  name: string,
  type: DnsType,
): Promise<{ readonly status: number; readonly records: readonly DnsRecord[] }> {
  const list: Out<Pointer> = [null];
  const named = servers.length > 0;
  const { query } = dnsFunctions(koffi);
  const { value } = await callOnPool(
    koffi,
    query,
    name,
    typeNumbers[type],
    named ? 0x8 : 0,
    named ? serverList(servers) : null,
    list,
    null,
  );
  return { status: value, records: takeRecords(koffi, list[0]) };
}

/** IP4_ARRAY: how many, then the addresses in network order. What is no IPv4 address is a bug. */
function serverList(servers: readonly string[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * servers.length);
  bytes.writeUInt32LE(servers.length);
  servers.forEach((server, index) => {
    if (!isIPv4(server)) throw new Error(`not an IPv4 address: ${server}`);
    bytes.set(server.split('.').map(Number), 4 + 4 * index);
  });
  return bytes;
}
