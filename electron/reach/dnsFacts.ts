// What DNS publishes for one mail domain: the autodiscover host, the SRV record, and the marks of Microsoft 365.
import { dnsFailureWords, type DnsAnswer, type DnsRecord } from '../model/dns.ts';
import type { Network, QuestionOptions } from '../workstation/port.ts';
import type { ReachFindingId } from './findings.ts';
import { isMicrosoftHost } from './hosts.ts';
import { orderServices } from './srvOrder.ts';

/** The questions of one domain, each under way by itself, so that a slow one holds up only the route that needs it. */
export interface DnsQuestions {
  /** Answers to A and AAAA of `autodiscover.<domain>`. */
  readonly host: Promise<readonly DnsAnswer[]>;
  readonly srv: Promise<DnsAnswer>;
  readonly txt: Promise<DnsAnswer>;
  /** Answers for a name that nobody can have published; empty where they would decide nothing (keyFacts). */
  readonly wildcard: Promise<readonly DnsAnswer[]>;
}

/** Asks for the addresses of a host, of both families: answers to A and AAAA. */
export function askHost(network: Network, host: string, options: QuestionOptions): Promise<readonly DnsAnswer[]> {
  return Promise.all([network.resolve(host, 'A', options), network.resolve(host, 'AAAA', options)]);
}

/** Whether a host has an address. */
export function isPublished(host: readonly DnsAnswer[]): boolean {
  return host.some(({ kind }) => kind === 'answer');
}

/** The records that came, without regard to whether they led to an answer. */
export function recordsOf(answer: DnsAnswer): readonly DnsRecord[] {
  return answer.kind === 'answer' ? answer.records : (answer.aliases ?? []);
}

/** Whether nothing is known: the question failed, which is not the same as "there is no such record". */
export function isUnanswered({ kind }: DnsAnswer): boolean {
  return kind === 'timeout' || kind === 'failed' || kind === 'cancelled';
}

/** Why DNS did not tell, by the word for it. */
const silences: Readonly<Record<string, ReachFindingId>> = {
  [dnsFailureWords.refused]: 'dns.refused',
  [dnsFailureWords.serverFailure]: 'dns.serverFailure',
  [dnsFailureWords.noServer]: 'dns.noServer',
};

/** The finding that says why DNS did not tell; `code` is the resolver's word where it failed. */
export function silenceOf(kind: DnsAnswer['kind'], code: string | undefined): ReachFindingId {
  if (kind === 'cancelled') return 'check.budget';
  return (kind === 'failed' ? silences[code ?? ''] : undefined) ?? 'dns.noAnswer';
}

/** As `silenceOf`, for an answer that `isUnanswered`. */
export function silenceOfAnswer(answer: DnsAnswer): ReachFindingId {
  return silenceOf(answer.kind, answer.kind === 'failed' ? answer.reason : undefined);
}

/** Whether the name leads to a Microsoft host, which is never contacted. */
export function isMicrosoftAlias(host: readonly DnsAnswer[]): boolean {
  return microsoftAliases(host).length > 0;
}

function microsoftAliases(host: readonly DnsAnswer[]): readonly string[] {
  return host.flatMap(recordsOf).flatMap((record) => (record.type === 'CNAME' && isMicrosoftHost(record.target) ? [record.target] : []));
}

/** What tells Outlook that the domain belongs to Microsoft 365: the TXT mark, or where the autodiscover name leads; empty when nothing does. */
export function office365Marks(host: readonly DnsAnswer[], txt: DnsAnswer): readonly string[] {
  const marks = recordsOf(txt).flatMap((record) => (record.type === 'TXT' && /^MS=ms\d+$/i.test(record.text) ? [record.text] : []));
  return [...new Set([...marks.map((mark) => `TXT ${mark}`), ...microsoftAliases(host).map((target) => `CNAME ${target}`)])];
}

/** The target that Outlook tries: the first in the order of RFC 2782. */
export function firstTarget(srv: DnsAnswer): { readonly target: string; readonly port: number } | null {
  const first = orderServices(recordsOf(srv))[0];
  return first ? { target: first.target, port: first.port } : null;
}
