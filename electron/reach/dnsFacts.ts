// What DNS publishes for one mail domain: the autodiscover host, the SRV record, and the marks of Microsoft 365.
import type { DnsAnswer, DnsRecord } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import type { KeyFacts } from '../model/keys.ts';
import type { Network } from '../workstation/port.ts';
import { finding } from './findings.ts';
import { isMicrosoftHost, printable } from './hosts.ts';
import { keyFactsFrom } from './keyFacts.ts';

/** The questions of one domain, each under way by itself, so that a slow one holds up only the route that needs it. */
export interface DnsQuestions {
  /** Answers to A and AAAA of `autodiscover.<domain>`. */
  readonly host: Promise<readonly DnsAnswer[]>;
  readonly srv: Promise<DnsAnswer>;
  readonly txt: Promise<DnsAnswer>;
}

/** Asks all questions at once; they never reject. */
export function askDns(
  network: Network,
  domain: string,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): DnsQuestions {
  const host = `autodiscover.${domain}`;
  return {
    host: Promise.all([network.resolve(host, 'A', options), network.resolve(host, 'AAAA', options)]),
    srv: network.resolve(`_autodiscover._tcp.${domain}`, 'SRV', options),
    txt: network.resolve(domain, 'TXT', options),
  };
}

function recordsOf(answer: DnsAnswer): readonly DnsRecord[] {
  return answer.kind === 'answer' ? answer.records : [];
}

/** Whether nothing is known: the question failed, which is not the same as "there is no such record". */
export function isUnanswered({ kind }: DnsAnswer): boolean {
  return kind === 'timeout' || kind === 'failed' || kind === 'cancelled';
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

/** RFC 2782: lowest priority first; among equals the heaviest, so that two checks say the same. A target of `.` means "no such service". */
export function firstTarget(srv: DnsAnswer): { readonly target: string; readonly port: number } | null {
  const targets = recordsOf(srv).flatMap((record) =>
    record.type === 'SRV' && record.target !== '' && record.target !== '.' ? [record] : [],
  );
  const first = [...targets].sort((a, b) => a.priority - b.priority || b.weight - a.weight)[0];
  return first ? { target: first.target, port: first.port } : null;
}

/** The findings of one domain's records. Where a question failed there is none: the routes that needed it say so (`dns.noAnswer`). */
export async function dnsFindings(
  domain: string,
  questions: DnsQuestions,
): Promise<{ readonly findings: readonly Finding[]; readonly keyFacts: KeyFacts }> {
  const [host, srv, txt] = await Promise.all([questions.host, questions.srv, questions.txt]);
  const keyFacts = keyFactsFrom(host, srv);
  return {
    keyFacts,
    findings: [
      ...hostFindings(domain, host, firstTarget(srv)?.target),
      ...srvFindings(domain, srv),
      ...office365Findings(domain, host, txt),
    ],
  };
}

function hostFindings(domain: string, answers: readonly DnsAnswer[], srvTarget: string | undefined): readonly Finding[] {
  const host = `autodiscover.${domain}`;
  const records = [...new Set(answers.flatMap(recordsOf).map(recordText))];
  if (answers.some((answer) => answer.kind === 'answer')) {
    return [finding('dns.autodiscover', 'pass', host, { data: { host, domain }, evidence: records })];
  }
  if (answers.some(isUnanswered)) return [];
  return [
    finding('dns.autodiscover', 'fail', host, {
      data: { host, domain },
      evidence: answers.map((answer) => `${host}: ${answer.kind}`),
      // Where the server is, only the SRV record can tell here.
      ...(srvTarget === undefined ? {} : { copy: `${host}. 3600 IN CNAME ${srvTarget}.` }),
    }),
  ];
}

function srvFindings(domain: string, answer: DnsAnswer): readonly Finding[] {
  const name = `_autodiscover._tcp.${domain}`;
  const first = firstTarget(answer);
  const details = {
    data: { domain, target: first?.target ?? null, port: first?.port ?? null },
    evidence: recordsOf(answer).map(recordText),
  };
  if (!first) return isUnanswered(answer) ? [] : [finding('dns.srv', 'info', name, details)];
  if (first.port === 443) return [finding('dns.srv', 'pass', name, details)];
  return [finding('dns.srv', 'warn', name, { ...details, copy: `${name}. 3600 IN SRV 0 0 443 ${first.target}.` })];
}

/** `info` when there are marks; whether they mislead Outlook is judged with the registry. */
function office365Findings(domain: string, host: readonly DnsAnswer[], txt: DnsAnswer): readonly Finding[] {
  const marks = office365Marks(host, txt);
  if (marks.length > 0)
    return [finding('dns.office365', 'info', domain, { data: { domain }, evidence: marks.map((mark) => printable(mark)) })];
  return isUnanswered(txt) ? [] : [finding('dns.office365', 'pass', domain, { data: { domain } })];
}

function recordText(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return printable(`${record.name} ${record.type} ${record.address}`);
    case 'CNAME':
      return printable(`${record.name} CNAME ${record.target}`);
    case 'TXT':
      return printable(`${record.name} TXT ${record.text}`);
    case 'SRV':
      return printable(`${record.name} SRV ${record.priority} ${record.weight} ${record.port} ${record.target}`);
  }
}
