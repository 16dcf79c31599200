// Which route Outlook takes, and why: the one pure function that combines what the routes answered, the registry and the Outlook version.
import type { OutlookChoice, RouteId, RouteReport } from '../model/check.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { isOn, type AutodiscoverValues, type SteeringValue } from './settings.ts';

type Step = OutlookChoice['steps'][number];

interface StepRow {
  readonly route: RouteId;
  /** 1 = Outlook leaves this step out. */
  readonly excludedBy?: SteeringValue;
  /** The local XML file comes first with PreferLocalXML = 1, else after the autodiscover domain. */
  readonly onlyIf?: { readonly value: 'PreferLocalXML'; readonly on: boolean };
}

const localXmlFirst: StepRow = { route: 'localXml', onlyIf: { value: 'PreferLocalXML', on: true } };
const lastKnownGood: StepRow = { route: 'lastKnownGood', excludedBy: 'ExcludeLastKnownGoodURL' };
const fromActiveDirectoryOn: readonly StepRow[] = [
  { route: 'scp', excludedBy: 'ExcludeScpLookup' },
  { route: 'rootDomain', excludedBy: 'ExcludeHttpsRootDomain' },
  { route: 'autodiscoverDomain', excludedBy: 'ExcludeHttpsAutoDiscoverDomain' },
  { route: 'localXml', onlyIf: { value: 'PreferLocalXML', on: false } },
  { route: 'httpRedirect', excludedBy: 'ExcludeHttpRedirect' },
  { route: 'srv', excludedBy: 'ExcludeSrvRecord' },
];

/**
 * Outlook's own order. 2016 and later (16.0): KB 3211279. Its last step, Office 365 once more, is not listed again: the same value
 * excludes it, and where Office 365 can answer at all the earlier step has taken it. 2013 (15.0): KB 2212902; it knows no Office 365 step.
 */
const order: Readonly<Record<OfficeVersion, readonly StepRow[]>> = {
  '15.0': [localXmlFirst, lastKnownGood, ...fromActiveDirectoryOn],
  '16.0': [localXmlFirst, lastKnownGood, { route: 'office365', excludedBy: 'ExcludeExplicitO365Endpoint' }, ...fromActiveDirectoryOn],
};

/** Outcomes that end Outlook's search, whether the person likes where it ends or not. */
const endings: ReadonlySet<RouteReport['outcome']> = new Set(['settings', 'credentials', 'office365', 'local']);

/** Walks Outlook's steps for the routes of one mail domain; every step says what Outlook does there and why. */
export function chooseRoute(routes: readonly RouteReport[], values: AutodiscoverValues, officeVersion: OfficeVersion): OutlookChoice {
  const steps: Step[] = [];
  let taken: RouteReport | undefined;
  for (const row of order[officeVersion]) {
    if (row.onlyIf && isOn(values, row.onlyIf.value) !== row.onlyIf.on) continue;
    const report = reportFor(row.route, routes, values);
    const step = decide(row, report, values, taken !== undefined);
    steps.push(step);
    if (step.decision === 'taken') taken = report;
  }
  return { route: taken?.route ?? null, url: taken?.url ?? null, steps };
}

function decide(row: StepRow, report: RouteReport | undefined, values: AutodiscoverValues, ended: boolean): Step {
  const { route } = row;
  if (row.excludedBy && isOn(values, row.excludedBy)) return { route, decision: 'excluded', because: row.excludedBy };
  if (ended) return { route, decision: 'notReached', because: 'earlierRouteTaken' };
  if (!report) return { route, decision: 'passed', because: 'notAsked' };
  const question = questionAt(report);
  if (question !== undefined) return { route, decision: 'taken', because: question };
  if (endings.has(report.outcome)) return { route, decision: 'taken', because: report.outcome };
  return { route, decision: 'passed', because: report.reason ?? report.outcome };
}

/**
 * At the autodiscover host Outlook does not go on by itself: it shows a certificate warning (KB 3211279 step 7), or asks whether
 * another domain's site may configure the account (KB 2783881). Its search ends with that question; elsewhere it goes on silently.
 */
function questionAt({ route, outcome, reason }: RouteReport): string | undefined {
  if (route !== 'autodiscoverDomain') return undefined;
  if (outcome === 'untrusted') return outcome;
  return reason === 'http.redirectForeignDomain' ? reason : undefined;
}

/** The local file is not on the network: whether there is one depends on the values this simulation runs with. */
function reportFor(route: RouteId, routes: readonly RouteReport[], values: AutodiscoverValues): RouteReport | undefined {
  const report = routes.find((candidate) => candidate.route === route);
  if (route !== 'localXml' || !report || report.outcome === 'skipped') return report;
  return { ...report, outcome: values.localXml === undefined ? 'absent' : 'local', url: values.localXml ?? null };
}
