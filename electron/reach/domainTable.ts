// One row for one of many mail domains: BlueMind's own start-up check of its autodiscover addresses, made from this PC.
import type { RouteReport } from '../model/check.ts';
import { startDeadline } from '../model/deadline.ts';
import type { DnsAnswer } from '../model/dns.ts';
import type { DomainRow } from '../model/domains.ts';
import type { Finding } from '../model/finding.ts';
import type { MailAddress, MailDomain } from '../model/mailAddress.ts';
import type { OfficeVersion } from '../model/keys.ts';
import type { Network } from '../workstation/port.ts';
import { askedOnce } from './askedOnce.ts';
import { askHost, isMicrosoftAlias, isPublished, isUnanswered, silenceOfAnswer } from './dnsFacts.ts';
import { hostFindings } from './dnsFindings.ts';
import { finding } from './findings.ts';
import { ownDomainsOf, probeRoute, type Probe } from './probe.ts';
import { isHeardThroughProxy } from './proxyTunnel.ts';
import { isGood, routeFindings } from './routeFindings.ts';
import type { AutodiscoverValues } from './settings.ts';

interface DomainAsking {
  readonly network: Network;
  readonly email: MailAddress;
  readonly officeVersion: OfficeVersion;
  /** For one request, and for one whole domain, in milliseconds. */
  readonly timeoutMs: number;
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  now(): Date;
}

/** Asks the autodiscover host of one domain, without credentials: its name, its certificate, its 401 and by whom that is. Never rejects. */
export async function askDomainRow(mailDomain: MailDomain, asking: DomainAsking): Promise<DomainRow> {
  const { domain } = mailDomain;
  const started = performance.now();
  const budget = startDeadline(asking.budgetMs, asking.signal);
  try {
    const host = `autodiscover.${domain}`;
    const network = askedOnce(asking.network);
    const question = { timeoutMs: asking.timeoutMs, signal: budget.signal };
    const answers = await askHost(network, host, question);
    const probe = isWorthAsking(answers) ? await probeHost(domain, { ...asking, network, signal: budget.signal }) : undefined;
    return domainRow(mailDomain, answers, probe, asking.officeVersion, performance.now() - started);
  } finally {
    budget.done();
  }
}

/** Many domains are checked for the server’s sake: this PC’s registry plays no part. */
const noValues: AutodiscoverValues = { user: {}, policy: {}, redirectServers: [] };

/** There is an address that is not Microsoft's; or there is none, and a proxy of this PC may know one. */
function isWorthAsking(answers: readonly DnsAnswer[]): boolean {
  return (isPublished(answers) || !answers.some(isUnanswered)) && !isMicrosoftAlias(answers);
}

function probeHost(domain: string, asking: DomainAsking): Promise<Probe> {
  return probeRoute(
    { route: 'autodiscoverDomain', domain, url: `https://autodiscover.${domain}/autodiscover/autodiscover.xml`, method: 'POST' },
    {
      network: asking.network,
      now: () => asking.now(),
      signal: asking.signal,
      address: `${asking.email.local}@${domain}`,
      officeVersion: asking.officeVersion,
      timeoutMs: asking.timeoutMs,
      ownDomains: ownDomainsOf([domain, asking.email.domain]),
      consented: new Set(),
    },
  );
}

/** The row for what DNS and, where it was asked, the host said. Pure. */
function domainRow(
  mailDomain: MailDomain,
  answers: readonly DnsAnswer[],
  probe: Probe | undefined,
  office: OfficeVersion,
  ms: number,
): DomainRow {
  const { domain, displayDomain } = mailDomain;
  // Where DNS has no address, only through a proxy can the host have been heard; where it was not, DNS has said why.
  const report = probe && (isPublished(answers) || isHeardThroughProxy(probe.exchanges)) ? probe.report : undefined;
  const told = report
    ? answerFindings(report, office)
    : [...dnsOnlyFindings(domain, answers), ...(probe ? proxyFindings(probe.report, office) : [])];
  const findings = told.filter(isOpen).sort(worstFirst);
  const { certificate } = report ?? {};
  return {
    domain,
    displayDomain,
    verdict: findings[0] === undefined ? 'ready' : findings[0].status === 'fail' ? 'blocked' : 'attention',
    host: `autodiscover.${domain}`,
    addresses: report?.addresses ?? [],
    outcome: report?.outcome ?? outcomeInDns(answers),
    reason: report ? report.reason : (findings[0]?.id ?? null),
    status: report?.status ?? null,
    product: report?.product ?? 'unknown',
    certificate: certificate
      ? { issuer: certificate.issuer, validTo: certificate.validTo, daysLeft: certificate.daysLeft, faults: certificate.faults }
      : null,
    findings,
    ms,
  };
}

function outcomeInDns(answers: readonly DnsAnswer[]): DomainRow['outcome'] {
  if (isMicrosoftAlias(answers)) return 'office365';
  return answers.some(isUnanswered) ? 'unreachable' : 'absent';
}

function dnsOnlyFindings(domain: string, answers: readonly DnsAnswer[]): readonly Finding[] {
  if (isMicrosoftAlias(answers)) return [finding('dns.office365', 'fail', domain, { data: { domain } })];
  const silence = answers.find(isUnanswered);
  const host = `autodiscover.${domain}`;
  if (!silence) return hostFindings(domain, answers, undefined);
  const id = silenceOfAnswer(silence);
  return [finding(id, 'fail', host, { data: { host, domain, seconds: Math.max(1, Math.round(silence.ms / 1000)) } })];
}

/** A 401 from a host whose certificate was accepted is the healthy answer; whether it is BlueMind's, its realm tells. */
function answerFindings(report: RouteReport, office: OfficeVersion): readonly Finding[] {
  const host = `autodiscover.${report.domain}`;
  const found = routeFindings(report, isGood(report) ? 'chosen' : 'needed', { office, afterKeys: noValues });
  // What explains the failure says more than "this route fails".
  const explained = found.filter(({ id, status }) => status === 'fail' && id !== 'route.autodiscoverDomain');
  const told = explained.length > 0 ? found.filter(({ id }) => id !== 'route.autodiscoverDomain') : found;
  if (!isGood(report) || report.product === 'bluemind') return told;
  return [...told, finding('server.identity', report.product === 'other' ? 'fail' : 'warn', host, { data: { host, fingerprint: '' } })];
}

/** Why the proxy gave no way: it may know a host that this PC's DNS does not know. */
function proxyFindings(report: RouteReport, office: OfficeVersion): readonly Finding[] {
  return answerFindings(report, office).filter(({ id }) => id.startsWith('http.proxy'));
}

function isOpen({ status }: Finding): boolean {
  return status === 'fail' || status === 'warn';
}

function worstFirst(a: Finding, b: Finding): number {
  return Number(a.status !== 'fail') - Number(b.status !== 'fail');
}
