// What one route's report means for Outlook, as findings: the route itself, and what explains its outcome. Pure.
import type { RouteReport } from '../model/check.ts';
import type { Finding, FindingStatus } from '../model/finding.ts';
import type { PlainData } from '../model/problem.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { excludeRoute, trustHost } from './commands.ts';
import { finding, isReachFinding, type ReachFindingId } from './findings.ts';
import { hostOf, urlIn } from './hosts.ts';
import { httpData, httpEvidence, httpFindings, proxySignInValue } from './httpFacts.ts';
import { certificateEvidence, certificateFindings, copyOf, tlsData } from './tlsFindings.ts';
import { questionAt } from './outlookQuestion.ts';
import type { AutodiscoverValues } from './settings.ts';

/** What Outlook goes by on this PC once the keys are in place. */
interface Steered {
  readonly office: OfficeVersion;
  readonly afterKeys: AutodiscoverValues;
}

/**
 * chosen = Outlook takes it once the keys are in place · needed = it is what BlueMind relies on, and it does not work · misleading =
 * Outlook takes it today and something else after the keys · spare = nothing depends on it.
 */
export type RouteRole = 'chosen' | 'needed' | 'misleading' | 'spare';

const good: ReadonlySet<RouteReport['outcome']> = new Set(['credentials', 'settings']);

/** Whether Outlook gets its settings, or is asked for the password, from somebody whose certificate was accepted. */
export function isGood({ outcome }: RouteReport): boolean {
  return good.has(outcome);
}

/** All findings of one route; those of a spare route are for information only. */
export function routeFindings(report: RouteReport, role: RouteRole, steered: Steered): readonly Finding[] {
  const data = dataOf(report);
  const subject = report.url ?? report.domain;
  return [
    finding(`route.${report.route}`, statusOf(report, role, steered), subject, {
      data,
      evidence: evidenceOf(report),
      ...copied(copyForRoute(report, role, steered)),
    }),
    ...explanations(report, role === 'spare' ? 'info' : 'fail', data, steered),
    ...certificateFindings(report, role === 'spare', data),
    ...httpFindings(report, role === 'spare', data),
    ...newAddressFindings(report, data),
  ];
}

function statusOf(report: RouteReport, role: RouteRole, { afterKeys }: Steered): FindingStatus {
  if (role === 'spare') return report.outcome === 'skipped' ? 'skipped' : 'info';
  // What a local file says is not known here: it may well lead to BlueMind.
  if (report.route === 'localXml') return 'warn';
  if (role !== 'chosen' || !isGood(report)) return 'fail';
  // Outlook gets there, but asks the person first whether that server may configure the account (KB 2783881).
  return questionAt(report, afterKeys) === undefined ? 'pass' : 'warn';
}

/** The finding that the report's reason names; of a certificate every fault, since mending one would only bring up the next. */
function explanations(report: RouteReport, status: 'fail' | 'info', data: PlainData, steered: Steered): readonly Finding[] {
  const ids = report.outcome === 'untrusted' ? (report.certificate?.faults ?? []).map((fault) => `tls.${fault}`) : [report.reason];
  // The end of the budget is told once for the whole check.
  return ids
    .filter(isReachFinding)
    .filter((id) => id !== 'check.budget')
    .map((id) => finding(id, status, String(data.host), { data, evidence: evidenceOf(report), ...copied(copyFor(id, report, steered)) }));
}

/** Names and figures for the sentences; every value is there for every finding, so that no sentence stays unfilled. */
function dataOf(report: RouteReport): PlainData {
  const { certificate } = report;
  const redirect = report.redirects.at(-1);
  const to = redirect ? urlIn(redirect.to) : undefined;
  return {
    route: report.route,
    domain: report.domain,
    url: report.url ?? report.domain,
    host: report.url === null || !urlIn(report.url)?.hostname ? report.domain : hostOf(report.url),
    outcome: report.outcome,
    reason: report.reason,
    status: report.status,
    seconds: Math.max(1, Math.round(report.ms / 1000)),
    target: redirect?.to ?? '',
    targetHost: to?.hostname ?? redirect?.to ?? '',
    code: report.errorCode ?? '',
    issuer: certificate?.issuer ?? '',
    daysLeft: certificate?.daysLeft ?? 0,
    ...httpData(report),
    ...tlsData(report),
  };
}

function evidenceOf(report: RouteReport): readonly string[] {
  return [
    ...report.redirects.map(
      ({ from, to, status, kind, followed, reason }) => `${from} → ${to} (${status ?? kind}${followed ? '' : `, ${reason ?? ''}`})`,
    ),
    ...(report.url === null ? [] : [`${report.url}: ${report.status ?? report.reason ?? report.outcome}`]),
    ...(report.addresses.length > 0 ? [report.addresses.join(', ')] : []),
    ...(report.certificate && (report.outcome === 'untrusted' || report.reason === 'tls.oldProtocol')
      ? certificateEvidence(report.certificate)
      : []),
    ...httpEvidence(report),
  ].slice(-10);
}

/** The server sends Outlook on to another address: worth knowing wherever it happens, since the account is then made for that one. */
function newAddressFindings(report: RouteReport, data: PlainData): readonly Finding[] {
  const { newAddress } = report;
  if (newAddress === undefined) return [];
  const subject = report.url ?? report.domain;
  const details = { data: { ...data, address: report.address ?? report.domain, target: newAddress }, copy: newAddress };
  return [finding('autodiscover.redirectAddress', 'warn', subject, details)];
}

/** What the remedy needs word for word. */
function copyFor(id: ReachFindingId, report: RouteReport, { office }: Steered): string | undefined {
  if (id.startsWith('tls.')) return copyOf(id, report).copy;
  if (id === 'http.proxyDenied') return report.url === null ? report.domain : hostOf(report.url);
  if (id === 'http.proxyAuthentication') return proxySignInValue;
  const target = urlIn(report.redirects.at(-1)?.to ?? '');
  return id === 'http.redirectForeignDomain' && target ? trustHost(target.hostname, office) : undefined;
}

/** A route that misleads is left out by its value; a server that Outlook asks about is named so that it does not. */
function copyForRoute(report: RouteReport, role: RouteRole, { office, afterKeys }: Steered): string | undefined {
  if (role === 'misleading') return excludeRoute(report.route, office);
  if (role !== 'chosen' || !isGood(report) || report.url === null) return undefined;
  return questionAt(report, afterKeys) === 'redirect' ? trustHost(hostOf(report.url), office) : undefined;
}

function copied(copy: string | undefined): { copy?: string } {
  return copy === undefined ? {} : { copy };
}
