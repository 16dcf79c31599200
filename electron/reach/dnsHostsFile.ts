// Whether this PC takes a host's address from somewhere else than DNS: its hosts file, or another list of its own.
import type { DnsAnswer } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { isUnanswered } from './dnsFacts.ts';
import { addressesOf } from './dnsRecords.ts';
import { finding } from './findings.ts';

/**
 * Asks DNS itself about a host that the PC has resolved already. Empty where the network's answers are DNS's own anyway, where DNS did
 * not answer, or where both agree in one address: names with many addresses are given out in part and in turn.
 */
export async function hostsFileFindings(
  network: Network,
  host: string,
  domain: string,
  here: Promise<readonly DnsAnswer[]>,
  options: QuestionOptions,
): Promise<readonly Finding[]> {
  if (!network.resolvePastHosts) return [];
  const asked = [network.resolvePastHosts(host, 'A', options), network.resolvePastHosts(host, 'AAAA', options)] as const;
  const [onPc, ...inDns] = await Promise.all([here, ...asked]);
  const local = addressesOf(onPc);
  const published = addressesOf(inDns);
  if (local.length === 0 || inDns.some(isUnanswered) || local.some((address) => published.includes(address))) return [];
  return [
    finding('dns.hostsFile', 'warn', host, {
      data: { host, domain, local: local.join(', '), published: published.length > 0 ? published.join(', ') : '–' },
      evidence: [
        `${host} here: ${local.join(', ')}`,
        `${host} in DNS: ${published.join(', ') || inDns.map(({ kind }) => kind).join(', ')}`,
      ],
      copy: host,
    }),
  ];
}
