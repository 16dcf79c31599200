// Reads what Node's resolvers report into the model's answers: records of each type, and the ways a question can fail.
import type { SrvRecord } from 'node:dns';
import type { DnsAnswer, DnsRecord, DnsType } from '../../model/dns.ts';

/** More records than this in one answer are not looked at; a longer text is cut. */
const maxRecords = 64;
const maxTextLength = 1_000;

/** Resolver errors (c-ares' and getaddrinfo's) that have a meaning of their own; RFC 2308 keeps the first two apart. */
const failures: Readonly<Record<string, 'noName' | 'noData' | 'timeout' | 'cancelled'>> = {
  ENOTFOUND: 'noName',
  ENODATA: 'noData',
  ETIMEOUT: 'timeout',
  ECANCELLED: 'cancelled',
};

/** The low-level word of an error that Node threw, e.g. `ECONNREFUSED`. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

export function dnsFailure(error: unknown, ms: number): DnsAnswer {
  const reason = errorCode(error);
  const kind = failures[reason];
  return kind ? { kind, ms } : { kind: 'failed', reason, ms };
}

export function addressRecords(name: string, type: 'A' | 'AAAA', addresses: readonly string[]): DnsRecord[] {
  return addresses.slice(0, maxRecords).map((address) => ({ type, name, address }));
}

export function textRecords(name: string, texts: readonly (readonly string[])[]): DnsRecord[] {
  return texts.slice(0, maxRecords).map((parts) => ({ type: 'TXT', name, text: parts.join('').slice(0, maxTextLength) }));
}

export function serviceRecords(name: string, services: readonly SrvRecord[]): DnsRecord[] {
  return services.slice(0, maxRecords).map((service) => ({
    type: 'SRV',
    name,
    priority: service.priority,
    weight: service.weight,
    port: service.port,
    target: hostName(service.name),
  }));
}

export function aliasRecord(name: string, target: string): DnsRecord & { readonly type: 'CNAME' } {
  return { type: 'CNAME', name, target: hostName(target) };
}

/** DNS compares names without regard to case and may end them with the root's dot (RFC 1035 2.3.3). */
function hostName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** An answer, or `noData` when not one record of the asked type came. */
export function answerOf(records: readonly DnsRecord[], type: DnsType, ms: number): DnsAnswer {
  return records.some((record) => record.type === type) ? { kind: 'answer', records, ms } : { kind: 'noData', ms };
}
