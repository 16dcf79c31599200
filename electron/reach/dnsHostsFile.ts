// Whether this PC takes a host's address from somewhere else than DNS: its hosts file, or another list of its own.
import type { OutlookChoice, RouteReport } from '../model/check.ts';
import type { DnsAnswer } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { isUnanswered } from './dnsFacts.ts';
import { addressesOf } from './dnsRecords.ts';
import { finding } from './findings.ts';
import { urlIn } from './hosts.ts';
import { isLeftOut } from './outlookFindings.ts';

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

/** Whether a finding is about the bare mail domain, which most often is a web site: known only with the registry whether Outlook goes there. */
export function isOfBareDomain({ id, subject, data }: Finding): boolean {
  return id === 'dns.hostsFile' && subject === data.domain;
}

/** The findings without those of a bare domain that no step of Outlook's asks once the keys are in place. */
export function withoutUnaskedDomain(
  findings: readonly Finding[],
  routes: readonly RouteReport[],
  afterKeys: OutlookChoice,
): readonly Finding[] {
  const gone = routes.filter((report) => !isLeftOut(report, afterKeys));
  // The place of a local file is no URL, and names no host.
  const asked = new Set(
    gone.flatMap(({ url, redirects }) => [url ?? '', ...redirects.map(({ from }) => from)].map((at) => urlIn(at)?.hostname)),
  );
  return findings.filter((entry) => !isOfBareDomain(entry) || asked.has(entry.subject));
}
