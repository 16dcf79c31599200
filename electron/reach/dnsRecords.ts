// DNS records as lines that a person can read, compare and copy. Pure.
import type { DnsAnswer, DnsRecord } from '../model/dns.ts';
import { printable } from './hosts.ts';

/** One record as a line, safe to print: `autodiscover.corp.example CNAME mail.corp.example`. */
export function recordText(record: DnsRecord): string {
  return printable(`${record.name} ${record.type} ${recordValue(record)}`);
}

/** What a record says, without its name and type, in the notation of zone files (RFC 1035 5.1). */
export function recordValue(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'CNAME':
      return printable(record.target);
    case 'TXT':
      return printable(record.text);
    case 'SRV':
      return printable(`${record.priority} ${record.weight} ${record.port} ${record.target}`);
  }
}

/** The addresses of a host in its answers to A and AAAA. */
export function addressesOf(answers: readonly DnsAnswer[]): readonly string[] {
  const records = answers.flatMap((answer) => (answer.kind === 'answer' ? answer.records : []));
  return [...new Set(records.flatMap((record) => (record.type === 'A' || record.type === 'AAAA' ? [record.address] : [])))];
}
