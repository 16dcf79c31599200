// IPv6 addresses that are published but do not connect, while IPv4 does: Outlook gets there, but waits first (RFC 8305). Pure.
import { isIPv6 } from 'node:net';
import type { ConnectionAttempt, Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import { finding } from './findings.ts';
import { hostOf } from './hosts.ts';

/** A PC without IPv6 fails like this at once: nobody waits, and nothing is wrong with the server. */
const noIpv6Here: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * One finding per host whose IPv6 attempts all failed before IPv4 connected: `warn` where somebody out there refused or kept silent,
 * `info` where this PC has no IPv6 to begin with. `domain` is the mail domain whose route led to these exchanges.
 */
export function ipv6Findings(exchanges: readonly Exchange[], domain: string): readonly Finding[] {
  const findings = exchanges.flatMap(({ url, address, attempts = [] }) => {
    const missed = attempts.filter((attempt) => isIPv6(attempt.address) && attempt.state !== 'connected');
    if (address === undefined || isIPv6(address) || missed.length === 0) return [];
    const host = hostOf(url);
    const status = missed.every(({ code }) => code !== undefined && noIpv6Here.has(code)) ? 'info' : 'warn';
    const data = { host, domain, address: missed[0]?.address ?? '', ipv4: address };
    return [finding('tcp.ipv6', status, host, { data, evidence: attempts.map(attemptText) })];
  });
  return findings.filter(({ subject }, index) => findings.findIndex((other) => other.subject === subject) === index);
}

function attemptText({ address, state, code, ms }: ConnectionAttempt): string {
  return `${address}: ${code ?? state} (${Math.round(ms)} ms)`;
}
