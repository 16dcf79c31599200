// What DNS publishes decides one key: whether Outlook may skip the SRV record, or has nothing else to go by.
import type { DnsAnswer } from '../model/dns.ts';
import type { KeyFacts } from '../model/keys.ts';
import type { Network } from '../workstation/port.ts';

/**
 * `srvOnly`: the domain publishes an SRV record and no autodiscover host. Then ExcludeSrvRecord must be 0; when the host
 * is there, 1 spares the person SRV's redirect warning. A question that failed leaves the fact unknown: unknown is not absent.
 */
export function keyFactsFrom(host: readonly DnsAnswer[], srv: DnsAnswer): KeyFacts {
  if (host.some((answer) => answer.kind === 'answer')) return { srvOnly: false };
  const answers = [...host, srv];
  if (answers.some((answer) => answer.kind === 'timeout' || answer.kind === 'failed' || answer.kind === 'cancelled')) return {};
  return { srvOnly: srv.kind === 'answer' };
}

/** Asks DNS for the facts of one mail domain (ASCII). */
export async function readKeyFacts(
  network: Network,
  domain: string,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<KeyFacts> {
  const [ipv4, ipv6, srv] = await Promise.all([
    network.resolve(`autodiscover.${domain}`, 'A', options),
    network.resolve(`autodiscover.${domain}`, 'AAAA', options),
    network.resolve(`_autodiscover._tcp.${domain}`, 'SRV', options),
  ]);
  return keyFactsFrom([ipv4, ipv6], srv);
}
