// What DNS publishes decides one key: whether Outlook may skip the SRV record, or has nothing else to go by.
import { randomUUID } from 'node:crypto';
import type { DnsAnswer } from '../model/dns.ts';
import type { KeyFacts } from '../model/keys.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { isMicrosoftAlias, isUnanswered, recordsOf } from './dnsFacts.ts';

/** Answers to A and AAAA of one name. */
type HostAnswers = readonly DnsAnswer[];

const isPublished = (host: HostAnswers): boolean => host.some((answer) => answer.kind === 'answer');

/**
 * Answers for a name of the domain that nobody can have published: where there are any, a wildcard record (RFC 4592) answers for every name,
 * the autodiscover host among them. Asked only where that matters: the host has addresses, and there is an SRV record as well.
 */
export async function askWildcard(
  network: Network,
  domain: string,
  { host, srv }: { readonly host: HostAnswers; readonly srv: DnsAnswer },
  options: QuestionOptions,
): Promise<HostAnswers> {
  if (!isPublished(host) || srv.kind !== 'answer') return [];
  const nobody = `${randomUUID().slice(0, 8)}.${domain}`;
  return Promise.all([network.resolve(nobody, 'A', options), network.resolve(nobody, 'AAAA', options)]);
}

/** The addresses of a name. */
function placesOf(host: HostAnswers): ReadonlySet<string> {
  return new Set(
    host
      .flatMap((answer) => (answer.kind === 'answer' ? recordsOf(answer) : []))
      .flatMap((record) => ('address' in record ? [record.address] : [])),
  );
}

/**
 * `srvOnly`: the domain publishes an SRV record and no autodiscover host of its own: none at all, one that only a wildcard makes up, or one
 * that leads to Microsoft. Then ExcludeSrvRecord must be 0, or Outlook would be kept from the only way there may be; when the host is
 * there, 1 spares the person SRV's redirect warning. A question that failed leaves the fact unknown: unknown is not absent.
 */
export function keyFactsFrom(host: HostAnswers, srv: DnsAnswer, wildcard: HostAnswers): KeyFacts {
  if (isPublished(host)) {
    if (srv.kind !== 'answer') return { srvOnly: false };
    if (isMicrosoftAlias(host)) return { srvOnly: true };
    const own = placesOf(host);
    if ([...placesOf(wildcard)].some((place) => own.has(place))) return { srvOnly: true };
    return wildcard.some(isUnanswered) ? {} : { srvOnly: false };
  }
  return [...host, srv].some(isUnanswered) ? {} : { srvOnly: srv.kind === 'answer' };
}

/** Asks DNS for the facts of one mail domain (ASCII). */
export async function readKeyFacts(network: Network, domain: string, options: QuestionOptions): Promise<KeyFacts> {
  const [ipv4, ipv6, srv] = await Promise.all([
    network.resolve(`autodiscover.${domain}`, 'A', options),
    network.resolve(`autodiscover.${domain}`, 'AAAA', options),
    network.resolve(`_autodiscover._tcp.${domain}`, 'SRV', options),
  ]);
  const host = [ipv4, ipv6];
  return keyFactsFrom(host, srv, await askWildcard(network, domain, { host, srv }, options));
}
