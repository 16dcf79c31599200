// Where Outlook gets now and after the keys, and the values of this PC that change that whatever the server does, as findings. Pure.
import type { CheckReport, OutlookChoice, RouteReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { finding, type ReachFindingId } from './findings.ts';
import { isGood } from './routeFindings.ts';
import { hasPatienceSet, isMapiHttpDisabled, isOn, patienceSeconds, placeOf, type AutodiscoverValues } from './settings.ts';

type Choices = CheckReport['outlook'];

/** Observations about the server that mean "this is not a healthy BlueMind". */
const unhealthy: ReadonlySet<string> = new Set(['server.identity', 'mapi.emsmdb', 'mapi.nspi', 'autodiscover.noMapiHttp']);

/** Whether a route's report is the one that a choice ends at. */
export function isTakenBy({ route, domain, address }: RouteReport, choice: OutlookChoice, ofDomain: string): boolean {
  return route === choice.route && address === choice.address && (address !== undefined || domain === ofDomain);
}

/** Whether the registry has Outlook leave this route out: how its host connects makes nobody wait then. */
export function isLeftOut({ route }: RouteReport, { steps }: OutlookChoice): boolean {
  return steps.some((step) => step.route === route && step.decision === 'excluded');
}

/** Whether today's route is as good as tomorrow's: the same address, or BlueMind by its own words. */
export function isSame(now: RouteReport, afterKeys: RouteReport | undefined): boolean {
  return isGood(now) && (now.product === 'bluemind' || now.url === afterKeys?.url);
}

/** The registry values with which Outlook searches, today and once the keys are in place. */
export interface Values {
  readonly office: OfficeVersion;
  readonly now: AutodiscoverValues;
  readonly afterKeys: AutodiscoverValues;
}

/** Where Outlook gets now, and where once the keys are in place. */
export function outlookFindings(
  report: CheckReport,
  { now, afterKeys }: Choices,
  observed: readonly Finding[],
  values: Values,
): readonly Finding[] {
  const [domain = ''] = report.domains;
  const reportOf = (choice: OutlookChoice): RouteReport | undefined => report.routes.find((route) => isTakenBy(route, choice, domain));
  const [today, tomorrow] = [reportOf(now), reportOf(afterKeys)];
  const healthy = !observed.some(({ id, status }) => status === 'fail' && unhealthy.has(id));
  const usable = healthy && !isMapiHttpDisabled(values.afterKeys);
  const reached = tomorrow !== undefined && isGood(tomorrow) && tomorrow.product !== 'other' && usable;
  const readToday =
    today !== undefined && isSame(today, tomorrow) && (reached || tomorrow === undefined) && !isMapiHttpDisabled(values.now);
  const details = (choice: OutlookChoice): Parameters<typeof finding>[3] => ({
    data: { url: choice.url ?? domain, domain, route: choice.route },
  });
  return [
    finding('outlook.now', readToday ? 'pass' : reached ? 'warn' : 'fail', now.url ?? domain, details(now)),
    finding(
      'outlook.afterKeys',
      reached ? 'pass' : tomorrow?.outcome === 'local' ? 'warn' : 'fail',
      afterKeys.url ?? domain,
      details(afterKeys),
    ),
    ...valueFindings(values),
  ];
}

/** Values that get in the way by themselves: a failure where the keys do not take them away, because a policy holds them. */
const inTheWay: readonly {
  readonly id: ReachFindingId;
  readonly names: readonly Parameters<typeof placeOf>[2][];
  readonly on: (values: AutodiscoverValues) => boolean;
}[] = [
  // KB 2937684: with 1 Outlook speaks RPC only, which BlueMind does not.
  { id: 'outlook.mapiHttp', names: ['MapiHttpDisabled'], on: isMapiHttpDisabled },
  // KB 4046818: every new profile is made for the address that Active Directory knows, and the wizard does not ask for one.
  {
    id: 'outlook.zeroConfig',
    names: ['ZeroConfigExchange', 'ZeroConfigExchangeOnce'],
    on: (values) => isOn(values, 'ZeroConfigExchange') || isOn(values, 'ZeroConfigExchangeOnce'),
  },
];

function valueFindings({ office, now, afterKeys }: Values): readonly Finding[] {
  const found = inTheWay.flatMap(({ id, names, on }) => {
    const status = on(afterKeys) ? 'fail' : on(now) ? 'warn' : undefined;
    if (status === undefined) return [];
    const holding = status === 'fail' ? afterKeys : now;
    const place = names.map((name) => placeOf(holding, office, name)).find((at) => at !== undefined) ?? '';
    return [finding(id, status, place, { data: { place }, copy: place })];
  });
  if (!hasPatienceSet(now)) return found;
  return [...found, finding('outlook.timeout', 'info', 'AutoDiscover', { data: { seconds: patienceSeconds(now) } })];
}
