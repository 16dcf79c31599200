// Tells a network that wants a sign-in first (hotel, guest Wi-Fi) from a server that is set up wrongly, by what all routes of a domain saw. Pure.
import { isIP } from 'node:net';
import type { RouteReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { finding } from './findings.ts';
import { hostOf, registrableDomain, urlIn } from './hosts.ts';

const portalWords =
  /captive|hotspot|(?:^|[^a-z])porta(?:l|il)(?:[^a-z]|$)|wi-?fi|wlan|guest|g(?:a|ä)ste|invit(?:é|e)s?|fgtauth|wispr|uamip|cppm|meraki|[?&]mac=/i;
/** Names that mean something only inside a network (RFC 6762, RFC 8375). */
const localName = /(?:^[^.]+|\.(?:local|lan|internal|home|home\.arpa|box))$/i;
/** RFC 1918, RFC 6598, RFC 3927, RFC 4193 and loopback. */
const localAddress =
  /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i;

/**
 * The finding `http.captivePortal`, when the plain route met a stranger who bears a portal's marks, and no host of the domain showed an
 * accepted certificate. Without the marks it is a parked name or a wrong record.
 */
export function captivePortalFindings(domain: string, routes: readonly RouteReport[]): readonly Finding[] {
  const plain = routes.find(({ route }) => route === 'httpRedirect');
  const certified = routes.filter(({ certificate }) => certificate !== null);
  if (!plain || certified.some(({ certificate }) => certificate?.faults.length === 0)) return [];
  const signs = signsOf(plain, domain, certified.length > 0);
  if (signs.length === 0) return [];
  const host = plain.url === null ? domain : hostOf(plain.url);
  const strangers = certified.map(
    (report) => `${report.url ?? report.domain}: ${(report.certificate?.names ?? []).slice(0, 3).join(', ')}`,
  );
  const target = plain.redirects.at(-1)?.to ?? '';
  const data = { domain, host, target, answeredBy: plain.answeredBy ?? plain.page ?? '' };
  return [finding('http.captivePortal', 'fail', host, { data, evidence: [...signs, ...strangers] })];
}

/** What marks the plain route's answer as a portal's; empty when it is none, or leads to the domain itself. */
function signsOf(plain: RouteReport, domain: string, strangeCertificate: boolean): readonly string[] {
  const redirect = plain.redirects.at(-1);
  if (redirect && !redirect.followed) return signsOfRedirect(redirect.to, domain, strangeCertificate);
  const { page } = plain;
  return plain.status === 200 && page !== undefined && portalWords.test(page) ? [`${plain.url ?? ''}: ${page}`] : [];
}

function signsOfRedirect(to: string, domain: string, strangeCertificate: boolean): readonly string[] {
  const url = urlIn(to);
  if (!url?.hostname || registrableDomain(url.hostname) === registrableDomain(domain)) return [];
  const host = hostOf(url.href);
  const local = isIP(host) ? localAddress.test(host) : localName.test(host);
  // A portal sends people back to where they were going; so does a parked name's seller, but that one has no certificate for it.
  const returns = strangeCertificate && decoded(url.search).includes(domain);
  return local || returns || portalWords.test(`${host}${url.pathname}${url.search}`) ? [`→ ${url.href.slice(0, 300)}`] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
