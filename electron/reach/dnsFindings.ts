// What the DNS records of one mail domain mean for Outlook, as findings. Pure.
import type { DnsAnswer } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import type { KeyFacts } from '../model/keys.ts';
import { firstTarget, isPublished, isUnanswered, office365Marks, recordsOf, type DnsQuestions } from './dnsFacts.ts';
import { recordText } from './dnsRecords.ts';
import { finding } from './findings.ts';
import { printable, registrableDomain } from './hosts.ts';
import { keyFactsFrom } from './keyFacts.ts';
import { isHeardThroughProxy } from './proxyTunnel.ts';
import type { RouteResult } from './routes.ts';
import { orderServices } from './srvOrder.ts';

/** Seconds that the records offered for copying may be kept; one hour is what most zones use. */
const ttl = 3600;

/**
 * The findings of one domain's records. Where a question failed there is none: the routes that needed it say so (`dns.noAnswer` and its
 * like). `consented` are hosts that Outlook was told to follow without asking (RedirectServers, KB 2480582).
 */
export async function dnsFindings(
  domain: string,
  questions: DnsQuestions,
  consented: ReadonlySet<string>,
): Promise<{ readonly findings: readonly Finding[]; readonly keyFacts: KeyFacts }> {
  const [host, srv, txt, wildcard] = await Promise.all([questions.host, questions.srv, questions.txt, questions.wildcard]);
  const keyFacts = keyFactsFrom(host, srv, wildcard);
  return {
    keyFacts,
    findings: [
      ...hostFindings(domain, host, firstTarget(srv)?.target),
      ...srvFindings(domain, srv, { published: isPublished(host), consented, keyFacts }),
      ...office365Findings(domain, host, txt),
    ],
  };
}

/** Published, unknown (NXDOMAIN), known without an address (RFC 2308 keeps the two apart), or an alias of a name that leads nowhere. */
export function hostFindings(domain: string, answers: readonly DnsAnswer[], srvTarget: string | undefined): readonly Finding[] {
  const host = `autodiscover.${domain}`;
  const records = [...new Set(answers.flatMap(recordsOf).map(recordText))];
  if (isPublished(answers)) {
    return [finding('dns.autodiscover', 'pass', host, { data: { host, domain }, evidence: records })];
  }
  if (answers.some(isUnanswered)) return [];
  const target = answers.flatMap(recordsOf).findLast((record) => record.type === 'CNAME')?.target;
  const evidence = [...records, ...answers.map((answer) => `${target ?? host}: ${answer.kind}`)];
  if (target !== undefined) {
    const shown = printable(target);
    return [finding('dns.danglingAlias', 'fail', host, { data: { host, domain, target: shown }, evidence, copy: `${shown}.` })];
  }
  const unknown = answers.some(({ kind }) => kind === 'noName');
  return [
    finding(unknown ? 'dns.autodiscover' : 'dns.noAddress', 'fail', host, {
      data: { host, domain },
      evidence,
      // Where the server is, only the SRV record can tell here. A name that has other records cannot be an alias (RFC 1034 3.6.2).
      ...(srvTarget !== undefined && unknown ? { copy: aliasRecord(host, srvTarget) } : {}),
    }),
  ];
}

/** What says that DNS leads nowhere from the autodiscover host. */
const missing: ReadonlySet<string> = new Set(['dns.autodiscover', 'dns.noAddress', 'dns.danglingAlias']);

export function isMissingHost({ id, status }: Finding): boolean {
  return status === 'fail' && missing.has(id);
}

/**
 * The findings without those of a host that was heard through a proxy: there the proxy looks the name up, and a PC in such a network often
 * knows no names but its own.
 */
export function withoutKnownToProxy(findings: readonly Finding[], results: readonly RouteResult[]): readonly Finding[] {
  const reached = new Set(
    results.flatMap(({ report: { route, domain }, probe }) =>
      route === 'autodiscoverDomain' && isHeardThroughProxy(probe?.exchanges ?? []) ? [`autodiscover.${domain}`] : [],
    ),
  );
  return findings.filter((entry) => !isMissingHost(entry) || !reached.has(entry.subject));
}

function aliasRecord(host: string, target: string): string {
  return `${host}. ${ttl} IN CNAME ${printable(target)}.`;
}

interface SrvCircumstances {
  readonly published: boolean;
  readonly consented: ReadonlySet<string>;
  readonly keyFacts: KeyFacts;
}

function srvFindings(domain: string, answer: DnsAnswer, { published, consented, keyFacts }: SrvCircumstances): readonly Finding[] {
  const name = `_autodiscover._tcp.${domain}`;
  const order = orderServices(recordsOf(answer));
  const [first] = order;
  const target = first ? printable(first.target) : null;
  const srvOnly = keyFacts.srvOnly === undefined ? 'unknown' : keyFacts.srvOnly ? 'yes' : 'no';
  const details = { data: { domain, target, port: first?.port ?? null, srvOnly }, evidence: order.map(recordText) };
  if (!first || target === null) return isUnanswered(answer) ? [] : [finding('dns.srv', 'info', name, details)];
  const port =
    first.port === 443 ? [] : [finding('dns.srvPort', 'warn', name, { ...details, copy: `${name}. ${ttl} IN SRV 0 0 443 ${target}.` })];
  return [finding('dns.srv', 'pass', name, details), ...port, ...foreignTarget()];

  /** A target outside the mail domain makes Outlook ask the person before it goes there (KB 2783881). */
  function foreignTarget(): readonly Finding[] {
    const own = registrableDomain(domain);
    if (target === null || (own !== null && registrableDomain(target) === own)) return [];
    if (published || consented.has(target)) return [finding('dns.srvForeign', 'info', name, details)];
    return [finding('dns.srvForeign', 'warn', name, { ...details, copy: aliasRecord(`autodiscover.${domain}`, target) })];
  }
}

/** `info` when there are marks; whether they mislead Outlook is judged with the registry. */
function office365Findings(domain: string, host: readonly DnsAnswer[], txt: DnsAnswer): readonly Finding[] {
  const marks = office365Marks(host, txt);
  if (marks.length > 0)
    return [finding('dns.office365', 'info', domain, { data: { domain }, evidence: marks.map((mark) => printable(mark)) })];
  return isUnanswered(txt) ? [] : [finding('dns.office365', 'pass', domain, { data: { domain } })];
}
