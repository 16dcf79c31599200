// Which route Outlook takes, and why: the one pure function that combines what the routes answered, the registry and the Outlook version.
import type { OutlookChoice, RouteId, RouteReport } from '../model/check.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { questionAt } from './outlookQuestion.ts';
import { maxAddressChanges } from './redirects.ts';
import { isOn, type AutodiscoverValues, type SteeringValue } from './settings.ts';

type Step = OutlookChoice['steps'][number];

interface StepRow {
  readonly route: RouteId;
  /** The step's own name, where a route is gone twice. */
  readonly step?: 'office365Failsafe';
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
 * Outlook's own order. 2016 and later (16.0): KB 3211279. Its step 1, the cached answer of an attempt that asked for a restart of Outlook,
 * is not listed: accounts are set up here only while Outlook is closed, so no such attempt is waiting. 2013 (15.0): KB 2212902; it knows
 * no Office 365 step.
 */
const order: Readonly<Record<OfficeVersion, readonly StepRow[]>> = {
  '15.0': [localXmlFirst, lastKnownGood, ...fromActiveDirectoryOn],
  '16.0': [
    localXmlFirst,
    lastKnownGood,
    { route: 'office365', excludedBy: 'ExcludeExplicitO365Endpoint' },
    ...fromActiveDirectoryOn,
    { route: 'office365', step: 'office365Failsafe', excludedBy: 'ExcludeExplicitO365Endpoint' },
  ],
};

/** Outcomes that end Outlook's search, whether the person likes where it ends or not. */
const endings: ReadonlySet<RouteReport['outcome']> = new Set(['settings', 'credentials', 'office365', 'local']);

interface Search {
  readonly routes: readonly RouteReport[];
  readonly values: AutodiscoverValues;
  readonly officeVersion: OfficeVersion;
}

/**
 * Walks Outlook's steps for one mail domain; every step says what Outlook does there and why. `routes` may hold those of other domains;
 * the ones asked for a changed address (`address`) are walked where a route sends Outlook on to it.
 */
export function chooseRoute(
  routes: readonly RouteReport[],
  values: AutodiscoverValues,
  officeVersion: OfficeVersion,
  domain?: string,
): OutlookChoice {
  const own = routes.filter((report) => report.address === undefined && (domain === undefined || report.domain === domain));
  const { steps, taken } = walk(own, { routes, values, officeVersion }, 0);
  const address = taken?.address === undefined ? {} : { address: taken.address };
  return { route: taken?.route ?? null, url: taken?.url ?? null, steps, ...address };
}

interface Walked {
  readonly steps: Step[];
  readonly taken: RouteReport | undefined;
}

/**
 * One pass over the steps. After a pass for a changed address that brought nothing, Outlook goes back to the first address at its step 5,
 * Active Directory (KB 3211279). What lies between that and the route that changed the address has been asked and has failed already, so
 * going on behind it is the same; only the steps before Active Directory are left out.
 */
function walk(own: readonly RouteReport[], search: Search, changes: number): Walked {
  const steps: Step[] = [];
  let taken: RouteReport | undefined;
  let wentBack = false;
  for (const row of order[search.officeVersion]) {
    if (row.onlyIf && isOn(search.values, row.onlyIf.value) !== row.onlyIf.on) continue;
    if (wentBack && isBeforeActiveDirectory(row)) continue;
    const report = reportFor(row.route, own, search.values);
    const step = decide(row, report, search, { ended: taken !== undefined, changes });
    steps.push(step);
    if (step.decision === 'taken') taken = report;
    if (step.decision !== 'restarted' || report?.newAddress === undefined) continue;
    const again = walkAgain(report.newAddress, search, changes + 1);
    steps.push(...again.steps);
    taken = again.taken;
    wentBack = true;
  }
  return { steps, taken };
}

function walkAgain(address: string, search: Search, changes: number): Walked {
  const own = search.routes.filter((report) => report.address === address);
  const { steps, taken } = walk(own, search, changes);
  return { taken, steps: steps.map((step) => ({ address, ...step })) };
}

function isBeforeActiveDirectory(row: StepRow): boolean {
  return !fromActiveDirectoryOn.includes(row) && row.step === undefined;
}

function decide(
  row: StepRow,
  report: RouteReport | undefined,
  { values }: Search,
  { ended, changes }: { readonly ended: boolean; readonly changes: number },
): Step {
  const route = row.step ?? row.route;
  if (row.excludedBy && isOn(values, row.excludedBy)) {
    return { route, decision: 'excluded', because: row.excludedBy, ...wouldHave(row, report) };
  }
  if (ended) return { route, decision: 'notReached', because: 'earlierRouteTaken', ...wouldHave(row, report) };
  if (!report) return { route, decision: 'passed', because: 'notAsked' };
  // Where the domain bears marks of Microsoft 365 the earlier step has ended the search; what is left is a try without any sign.
  if (row.step === 'office365Failsafe') return { route, decision: 'passed', because: 'withoutSign' };
  if (report.newAddress !== undefined) {
    return changes < maxAddressChanges
      ? { route, decision: 'restarted', because: 'newAddress' }
      : { route, decision: 'passed', because: 'tooManyAddresses' };
  }
  const asks = questionAt(report, values);
  if (asks !== undefined) return { route, decision: 'taken', because: report.reason ?? report.outcome, asks };
  if (endings.has(report.outcome)) return { route, decision: 'taken', because: report.outcome };
  return { route, decision: 'passed', because: report.reason ?? report.outcome };
}

/** What a step that Outlook does not get to would have brought; nothing is claimed about a route that was not asked. */
function wouldHave(row: StepRow, report: RouteReport | undefined): Pick<Step, 'wouldHave'> {
  return report === undefined || report.outcome === 'skipped' || row.step !== undefined ? {} : { wouldHave: report.outcome };
}

/** The local file is not on the network: whether there is one depends on the values this simulation runs with. */
function reportFor(route: RouteId, routes: readonly RouteReport[], values: AutodiscoverValues): RouteReport | undefined {
  const report = routes.find((candidate) => candidate.route === route);
  if (route !== 'localXml' || !report || report.outcome === 'skipped') return report;
  return { ...report, outcome: values.localXml === undefined ? 'absent' : 'local', url: values.localXml ?? null };
}
