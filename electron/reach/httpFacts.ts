// What the HTTP answers of a route add to its report: the proxy, the ways of signing in, who sent a page; and the findings that follow. Pure.
import type { RouteReport } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { PlainData } from '../model/problem.ts';
import { finding } from './findings.ts';
import { offeredSchemes } from './httpChallenges.ts';
import { defaultPageOf, firewallOf, pageTitle } from './httpPages.ts';

type HttpFacts = Pick<RouteReport, 'proxy' | 'schemes' | 'answeredBy' | 'page'>;

/** The facts of a route's last exchange; what was not seen is left out. */
export function httpFacts(exchange: Exchange | undefined): HttpFacts {
  if (!exchange) return {};
  const { answer, proxy } = exchange;
  const schemes = offeredSchemes(exchange);
  const answeredBy = answer && answer.status !== 401 ? (firewallOf(answer) ?? defaultPageOf(answer)) : undefined;
  const page = answer ? pageTitle(answer) : undefined;
  return {
    ...(proxy ? { proxy: proxy.url } : {}),
    ...(schemes ? { schemes: [...schemes] } : {}),
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(page === undefined ? {} : { page }),
  };
}

/** Names for the sentences; empty where there is nothing to name. */
export function httpData({ proxy, schemes, answeredBy, page }: RouteReport): PlainData {
  return { proxy: proxy ?? '', schemes: (schemes ?? []).join(', '), answeredBy: answeredBy ?? page ?? '' };
}

/** What was seen, for who looks closer. */
export function httpEvidence({ proxy, schemes, answeredBy, page }: RouteReport): readonly string[] {
  return [
    ...(proxy === undefined ? [] : [`proxy ${proxy}`]),
    ...(schemes && schemes.length > 0 ? [`authenticate: ${schemes.join(', ')}`] : []),
    ...(answeredBy === undefined ? [] : [`page of ${answeredBy}`]),
    ...(page === undefined || page === '' ? [] : [`title ${page}`]),
  ];
}

/**
 * The findings that no outcome names: which proxy is in between, and a server that asks for a sign-in as Outlook cannot give it.
 * BlueMind takes Basic and nothing else (its BasicAuthHandler). `spare` = Outlook does not need the route.
 */
export function httpFindings(report: RouteReport, spare: boolean, data: PlainData): readonly Finding[] {
  const evidence = httpEvidence(report);
  const withoutBasic = report.outcome === 'credentials' && !(report.schemes ?? []).some((scheme) => scheme.toLowerCase() === 'basic');
  return [
    ...(report.proxy === undefined ? [] : [finding('http.proxy', 'info', report.proxy, { data, evidence })]),
    ...(withoutBasic && report.schemes ? [finding('http.noBasic', spare ? 'info' : 'warn', String(data.host), { data, evidence })] : []),
  ];
}

/** The registry value that lets Outlook sign in to proxies again (MS16-099, KB 3115474); older versions do not have the switch. */
export const proxySignInValue =
  'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\HTTP AllowOutlookHttpProxyAuthentication = 1 (REG_DWORD)';
