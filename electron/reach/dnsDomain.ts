// Everything about DNS that a check wants to know of one mail domain: its records, and whether this PC's own lists say otherwise.
import type { Finding } from '../model/finding.ts';
import type { KeyFacts } from '../model/keys.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import { askHost, firstTarget, type DnsQuestions } from './dnsFacts.ts';
import { dnsFindings, isMissingHost } from './dnsFindings.ts';
import { hostsFileFindings, isOfBareDomain } from './dnsHostsFile.ts';

interface DomainDns {
  readonly findings: readonly Finding[];
  readonly keyFacts: KeyFacts;
}

/**
 * Judges the answers to `questions` as soon as they are there. `onFinding` hears at once of each finding that nothing learned later can
 * change: all but the marks of Microsoft 365 and the PC's own address of the bare domain, whose harm depends on the routes that Outlook
 * takes, and a missing host, which a proxy may know.
 */
export async function judgeDns(
  domain: string,
  questions: DnsQuestions,
  context: QuestionOptions & { readonly network: Network; readonly consented: ReadonlySet<string> },
  onFinding: (finding: Finding) => void,
): Promise<DomainDns> {
  const told = (findings: readonly Finding[]): readonly Finding[] => {
    for (const entry of findings) {
      if (entry.id !== 'dns.office365' && !isMissingHost(entry) && !isOfBareDomain(entry)) onFinding(entry);
    }
    return findings;
  };
  const [{ findings, keyFacts }, local] = await Promise.all([
    dnsFindings(domain, questions, context.consented).then((dns) => ({ ...dns, findings: told(dns.findings) })),
    localFindings(domain, questions, context).then(told),
  ]);
  return { keyFacts, findings: [...findings, ...local] };
}

/** The hosts that Outlook connects to by itself, each compared with DNS where the PC may know better. */
async function localFindings(
  domain: string,
  questions: DnsQuestions,
  context: QuestionOptions & { readonly network: Network },
): Promise<readonly Finding[]> {
  const { network } = context;
  if (!network.resolvePastHosts) return [];
  const autodiscover = `autodiscover.${domain}`;
  const resolved = (host: string) => askHost(network, host, context);
  const target = questions.srv.then(firstTarget);
  const compared = [
    hostsFileFindings(network, autodiscover, domain, questions.host, context),
    hostsFileFindings(network, domain, domain, resolved(domain), context),
    target.then((found) =>
      found && found.target !== autodiscover ? hostsFileFindings(network, found.target, domain, resolved(found.target), context) : [],
    ),
  ];
  return (await Promise.all(compared)).flat();
}
