// Asks everything about DNS that a check wants to know of one mail domain, at once.
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { askHost, type DnsQuestions } from './dnsFacts.ts';
import { askWildcard } from './keyFacts.ts';

/** They never reject. */
export function askDns(network: Network, domain: string, options: QuestionOptions): DnsQuestions {
  const host = askHost(network, `autodiscover.${domain}`, options);
  const srv = network.resolve(`_autodiscover._tcp.${domain}`, 'SRV', options);
  return {
    host,
    srv,
    txt: network.resolve(domain, 'TXT', options),
    wildcard: Promise.all([host, srv]).then(([answers, service]) => askWildcard(network, domain, { host: answers, srv: service }, options)),
  };
}
