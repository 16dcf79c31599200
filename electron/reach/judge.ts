// Judges what was observed with the registry's values: what Outlook takes now and after the keys, the findings, the verdict. Pure.
import type { CheckReport, OutlookChoice, RouteReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { KeyFacts, OfficeVersion } from '../model/keys.ts';
import { captivePortalFindings } from './captivePortal.ts';
import { nextStep } from '../model/nextStep.ts';
import { finding } from './findings.ts';
import { chooseRoute } from './outlookChoice.ts';
import { isSame, isTakenBy, outlookFindings, type Values } from './outlookFindings.ts';
import { isGood, routeFindings, type RouteRole } from './routeFindings.ts';
import type { AutodiscoverValues } from './settings.ts';
import { verdictOf } from './verdict.ts';

export interface Steering {
  readonly officeVersion: OfficeVersion;
  readonly valuesNow: AutodiscoverValues;
  readonly valuesAfter: (facts: KeyFacts) => AutodiscoverValues;
}
type Choices = CheckReport['outlook'];

/** What Outlook takes for one mail domain, now and once the keys are in place. */
export function chooseFor(domain: string, routes: readonly RouteReport[], steering: Steering, facts: KeyFacts): Choices {
  return {
    now: chooseRoute(routes, steering.valuesNow, steering.officeVersion, domain),
    afterKeys: chooseRoute(routes, steering.valuesAfter(facts), steering.officeVersion, domain),
  };
}

/**
 * The report with its choices, its judged findings and its verdict made anew from its routes and its observed findings; asks nobody
 * anything. For the end of a check, and for after an apply or an undo.
 */
export function judgeReach(report: CheckReport, steering: Steering): CheckReport {
  const observed = report.findings.filter((entry) => isObserved(entry, report.email));
  const [domain = '', ...aliases] = report.domains;
  const general = observed.filter((entry) => !aliases.some((alias) => entry.data.domain === alias));
  const facts = factsOf(general);
  const outlook = chooseFor(domain, report.routes, steering, facts);
  const values: Values = { office: steering.officeVersion, now: steering.valuesNow, afterKeys: steering.valuesAfter(facts) };
  const ofAddress = [
    ...outlookFindings(report, outlook, general, values),
    ...general.map((entry) => withOffice365(entry, outlook)),
    ...findingsOfRoutes(domain, report.routes, outlook, values),
  ];
  const ofAliases = aliases.flatMap((alias) => {
    const own = observed.filter((entry) => entry.data.domain === alias);
    const choices = chooseFor(alias, report.routes, steering, factsOf(own));
    return [...own.map((entry) => withOffice365(entry, choices)), ...findingsOfRoutes(alias, report.routes, choices, values)];
  });
  return {
    ...report,
    outlookVersion: steering.officeVersion,
    outlook,
    findings: worstOfEach([...ofAddress, ...ofAliases]),
    verdict: verdictOf(ofAddress, ofAliases),
    // What the address itself needs comes before what its aliases need.
    next: nextStep(ofAddress) ?? nextStep(ofAliases),
  };
}

/** Findings about names and addresses that stand by themselves; the others under `dns.` explain a route. */
const observedInDns: ReadonlySet<string> = new Set([
  'dns.autodiscover',
  'dns.noAddress',
  'dns.danglingAlias',
  'dns.srv',
  'dns.srvPort',
  'dns.srvForeign',
  'dns.office365',
  'dns.hostsFile',
  'dns.differs',
  'tcp.ipv6',
  'tcp.ipv6Silent',
]);

/** Findings that stand whatever the registry says; the same ids about a route instead of the address are explanations of that route. */
function isObserved({ id, subject }: Finding, email: string): boolean {
  if (id.startsWith('autodiscover.')) return subject === email;
  return observedInDns.has(id) || /^(?:server|mapi|signIn|check|clock|windows)\./.test(id);
}

/** The facts that a key rests on, back from the findings about DNS; where the question failed there is none, and the fact is unknown. */
function factsOf(findings: readonly Finding[]): KeyFacts {
  const statusOf = (id: string): Finding['status'] | undefined => findings.find((entry) => entry.id === id)?.status;
  const host = statusOf('dns.autodiscover') ?? statusOf('dns.noAddress') ?? statusOf('dns.danglingAlias');
  const srv = findings.find(({ id }) => id === 'dns.srv');
  const { srvOnly } = srv?.data ?? {};
  if (srvOnly === 'unknown') return {};
  if (srvOnly === 'yes' || srvOnly === 'no') return { srvOnly: srvOnly === 'yes' };
  // A report of an earlier version, or a question about the SRV record that failed.
  if (host === 'pass') return { srvOnly: false };
  return host === undefined || srv === undefined ? {} : { srvOnly: srv.status !== 'info' };
}

/** The marks of Microsoft 365 do harm while Outlook follows them; once it does not, they are worth knowing and no more. */
function withOffice365(entry: Finding, { now, afterKeys }: Choices): Finding {
  if (entry.id !== 'dns.office365' || entry.status === 'pass') return entry;
  const misleads = now.route === 'office365' || leadsToMicrosoft(afterKeys);
  return finding('dns.office365', misleads ? 'fail' : 'info', entry.subject, { data: entry.data, evidence: entry.evidence ?? [] });
}

function leadsToMicrosoft({ steps }: OutlookChoice): boolean {
  return steps.some(({ decision, because }) => decision === 'taken' && because === 'office365');
}

/** The routes of one mail domain, and those of an address that its choice has gone on to. */
function findingsOfRoutes(domain: string, routes: readonly RouteReport[], choices: Choices, values: Values): readonly Finding[] {
  const own = routes.filter((route) => route.address === undefined && route.domain === domain);
  const changed = routes.filter((route) => route.address !== undefined && isTakenBy(route, choices.afterKeys, domain));
  const ofRoutes = [...own, ...changed].flatMap((report) => routeFindings(report, roleOf(report, own, changed, choices, domain), values));
  return [...ofRoutes, ...captivePortalFindings(domain, own)];
}

/**
 * BlueMind relies on the autodiscover host, or, where only an SRV record is published, on that; a route of these that is not taken after
 * the keys is what has to be mended. Everything else that is not taken is spare.
 */
function roleOf(
  report: RouteReport,
  own: readonly RouteReport[],
  changed: readonly RouteReport[],
  { now, afterKeys }: Choices,
  domain: string,
): RouteRole {
  if (isTakenBy(report, afterKeys, domain)) return 'chosen';
  const taken = [...own, ...changed].find((each) => isTakenBy(each, afterKeys, domain));
  const reached = taken !== undefined && (isGood(taken) || taken.outcome === 'local');
  // It sends Outlook on to an address that works: nothing to mend in the route, and the finding about the address says the rest.
  if (reached && taken.address !== undefined && report.newAddress !== undefined) return 'spare';
  if (isTakenBy(report, now, domain) && !isSame(report, taken)) return 'misleading';
  const host = own.find(({ route }) => route === 'autodiscoverDomain');
  const published = host?.outcome !== 'absent';
  if (report.route === 'autodiscoverDomain') return published || !reached ? neededUnlessSpare(report) : 'spare';
  return report.route === 'srv' && !reached && !published && report.outcome !== 'absent' ? 'needed' : 'spare';
}

/** An autodiscover host that works and yet is not taken (a local file comes first, or a value excludes it) has nothing to mend itself. */
function neededUnlessSpare(report: RouteReport): RouteRole {
  return isGood(report) ? 'spare' : 'needed';
}

/** Worst first, as a person should read them where two routes say the same about one host. */
const severity: readonly Finding['status'][] = ['fail', 'warn', 'pass', 'info', 'skipped'];

/** One finding for each id and subject (a route: for each mail domain), the worst; in the order in which they first came. */
function worstOfEach(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const entry of findings) {
    const key = entry.id.startsWith('route.') ? `${entry.id} ${String(entry.data.domain)}` : `${entry.id} ${entry.subject}`;
    const earlier = kept.get(key);
    if (!earlier || severity.indexOf(entry.status) < severity.indexOf(earlier.status)) kept.set(key, entry);
  }
  return [...kept.values()];
}
