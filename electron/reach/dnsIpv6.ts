// IPv6 addresses that are published but do not connect, while IPv4 does: Outlook gets there, but waits first (RFC 8305). Pure.
import { isIPv6 } from 'node:net';
import type { ConnectionAttempt, Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import { finding } from './findings.ts';
import { hostOf } from './hosts.ts';

/** A PC without IPv6 fails like this at once: nobody waits, and nothing is wrong with the server. */
const noIpv6Here: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * One finding per host whose IPv6 attempts had not connected when IPv4 did: `tcp.ipv6` as `warn` where one was refused out there, as `info`
 * where this PC has no IPv6 to begin with; `tcp.ipv6Silent` where one was only cut off, which may be slow as well as dead. `domain` is the
 * mail domain whose route led to these exchanges.
 */
export function ipv6Findings(exchanges: readonly Exchange[], domain: string): readonly Finding[] {
  const findings = exchanges.flatMap(({ url, address, attempts = [] }) => {
    const missed = attempts.filter((attempt) => isIPv6(attempt.address) && attempt.state !== 'connected');
    const telling = missed.find(isRefused) ?? missed.find(({ state }) => state === 'pending') ?? missed[0];
    if (address === undefined || isIPv6(address) || telling === undefined) return [];
    const host = hostOf(url);
    const data = { host, domain, address: telling.address, ipv4: address };
    const id = telling.state === 'pending' ? 'tcp.ipv6Silent' : 'tcp.ipv6';
    return [finding(id, isRefused(telling) ? 'warn' : 'info', host, { data, evidence: attempts.map(attemptText) })];
  });
  const certainFirst = [...findings].sort((a, b) => Number(b.status === 'warn') - Number(a.status === 'warn'));
  return certainFirst.filter(({ subject }, index) => certainFirst.findIndex((other) => other.subject === subject) === index);
}

function isRefused({ state, code }: ConnectionAttempt): boolean {
  return state === 'failed' && !(code !== undefined && noIpv6Here.has(code));
}

function attemptText({ address, state, code, ms }: ConnectionAttempt): string {
  return `${address}: ${code ?? state} (${Math.round(ms)} ms)`;
}
