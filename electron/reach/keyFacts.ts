// What DNS publishes decides one key: whether Outlook may skip the SRV record, or has nothing else to go by.
import { randomUUID } from 'node:crypto';
import { addressesOf, type DnsAnswer } from '../model/dns.ts';
import type { KeyFacts } from '../model/keys.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { askHost, isMicrosoftAlias, isPublished, isUnanswered } from './dnsFacts.ts';

/**
 * Answers for a name of the domain that nobody can have published: where there are any, a wildcard record (RFC 4592) answers for every name,
 * the autodiscover host among them. Asked only where that matters: the host has addresses, and there is an SRV record as well.
 */
export async function askWildcard(
  network: Network,
  domain: string,
  { host, srv }: { readonly host: readonly DnsAnswer[]; readonly srv: DnsAnswer },
  options: QuestionOptions,
): Promise<readonly DnsAnswer[]> {
  if (!isPublished(host) || srv.kind !== 'answer') return [];
  const nobody = `${randomUUID().slice(0, 8)}.${domain}`;
  return askHost(network, nobody, options);
}

/**
 * `srvOnly`: the domain publishes an SRV record and no autodiscover host of its own: none at all, one that only a wildcard makes up, or one
 * that leads to Microsoft. Then ExcludeSrvRecord must be 0, or Outlook would be kept from the only way there may be; when the host is
 * there, 1 spares the person SRV's redirect warning. A question that failed leaves the fact unknown: unknown is not absent.
 */
export function keyFactsFrom(host: readonly DnsAnswer[], srv: DnsAnswer, wildcard: readonly DnsAnswer[]): KeyFacts {
  if (isPublished(host)) {
    if (srv.kind !== 'answer') return { srvOnly: false };
    if (isMicrosoftAlias(host)) return { srvOnly: true };
    const own = new Set(addressesOf(host));
    if (addressesOf(wildcard).some((address) => own.has(address))) return { srvOnly: true };
    return wildcard.some(isUnanswered) ? {} : { srvOnly: false };
  }
  return [...host, srv].some(isUnanswered) ? {} : { srvOnly: srv.kind === 'answer' };
}

/** Asks DNS for the facts of one mail domain (ASCII). */
export async function readKeyFacts(network: Network, domain: string, options: QuestionOptions): Promise<KeyFacts> {
  const [host, srv] = await Promise.all([
    askHost(network, `autodiscover.${domain}`, options),
    network.resolve(`_autodiscover._tcp.${domain}`, 'SRV', options),
  ]);
  return keyFactsFrom(host, srv, await askWildcard(network, domain, { host, srv }, options));
}
