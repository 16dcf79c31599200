// Where Outlook does not go on by itself but asks the person: a certificate warning, or whether a server may configure the account. Pure.
import type { OutlookChoice, RouteId, RouteReport } from '../model/check.ts';
import { hostOf, registrableDomain, urlIn } from './hosts.ts';
import { isOn, type AutodiscoverValues } from './settings.ts';

export type Question = NonNullable<OutlookChoice['steps'][number]['asks']>;

interface QuestionRow {
  /** A certificate that is not accepted: shown = Outlook warns and waits · silent = it goes on to its next step without a word. */
  readonly certificate: 'shown' | 'silent';
  /** Which servers Outlook asks about (KB 2783881): every one it was led to, or only those of another domain. */
  readonly redirect: 'always' | 'foreign' | 'never';
  /** A redirect into another domain that this program did not follow: Outlook asks and waits, or nobody says so and it goes on. */
  readonly notFollowed: 'asks' | 'goesOn';
}

/**
 * KB 3211279: certificate errors are silent at the root domain (step 6) and shown at the autodiscover domain (step 7); those of an address
 * from Active Directory are the security alert of every PC whose Exchange has a name that is not in its certificate; a redirect's or an
 * SRV record's target is dropped when its certificate is not accepted. What was found by plain http (step 9) or by DNS (step 10) comes
 * from nobody who proved who they are, so Outlook asks about it always (MS-OXDISCO 3.1.5.4, KB 940881). A redirect into another domain that
 * was not followed counts as a question where the autodiscover host sends it, by https or in step 9 by plain http; not yet seen on a PC.
 */
const questions: Readonly<Record<RouteId, QuestionRow>> = {
  lastKnownGood: { certificate: 'silent', redirect: 'never', notFollowed: 'goesOn' },
  office365: { certificate: 'silent', redirect: 'never', notFollowed: 'goesOn' },
  scp: { certificate: 'shown', redirect: 'foreign', notFollowed: 'goesOn' },
  rootDomain: { certificate: 'silent', redirect: 'foreign', notFollowed: 'goesOn' },
  autodiscoverDomain: { certificate: 'shown', redirect: 'foreign', notFollowed: 'asks' },
  localXml: { certificate: 'silent', redirect: 'never', notFollowed: 'goesOn' },
  httpRedirect: { certificate: 'silent', redirect: 'always', notFollowed: 'asks' },
  srv: { certificate: 'silent', redirect: 'always', notFollowed: 'goesOn' },
};

/** Outlook was led to a host, and its search ends there if the person agrees. */
const led: ReadonlySet<RouteReport['outcome']> = new Set(['settings', 'credentials']);

/** The question with which Outlook's search ends at this route; `undefined` = it goes on, or ends, without one. */
export function questionAt(report: RouteReport, values: AutodiscoverValues): Question | undefined {
  const row = questions[report.route];
  if (report.outcome === 'untrusted') return row.certificate === 'shown' || isOn(values, 'ShowCertErrors') ? 'certificate' : undefined;
  if (report.reason === 'http.redirectForeignDomain') return asksAboutForeign(report, row) ? 'redirect' : undefined;
  return led.has(report.outcome) && asksAboutServer(report, row, values) ? 'redirect' : undefined;
}

/** A changed address is no redirect of a server (KB 3211279, redirects (c)). */
function asksAboutForeign({ redirects }: RouteReport, row: QuestionRow): boolean {
  return row.notFollowed === 'asks' && redirects.at(-1)?.kind !== 'redirectAddr';
}

/** RedirectServers names the hosts that Outlook follows without asking (KB 2480582). */
function asksAboutServer({ route, domain, url, redirects }: RouteReport, row: QuestionRow, values: AutodiscoverValues): boolean {
  if (url === null || urlIn(url) === undefined || row.redirect === 'never') return false;
  if (redirects.length === 0 && route !== 'srv') return false;
  const host = hostOf(url);
  if (values.redirectServers.includes(host)) return false;
  return row.redirect === 'always' || registrableDomain(host) !== registrableDomain(domain);
}
