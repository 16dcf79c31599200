// What the tests of the simulation share: reports of routes by their outcomes, and registry values by their names.
import { routeIds, type RouteId, type RouteOutcome, type RouteReport } from '../../electron/model/check.ts';
import type { AutodiscoverValues } from '../../electron/reach/settings.ts';

export type Outcomes = Partial<Record<RouteId, RouteOutcome>>;
export type Names = Readonly<Record<string, number>>;

/** One report per route; a route that is not named is not published. */
export function reports(outcomes: Outcomes, more: Partial<Record<RouteId, Partial<RouteReport>>> = {}): readonly RouteReport[] {
  return routeIds.map((route) => ({
    route,
    domain: 'corp.example',
    url: `https://${route}.example/`,
    outcome: outcomes[route] ?? 'absent',
    reason: null,
    status: null,
    ms: 0,
    addresses: [],
    certificate: null,
    redirects: [],
    ...more[route],
  }));
}

/** DWORD values of the user's and the policy's key, spelled as the registry happens to. */
export function values(user: Names, policy: Names = {}, localXml?: string): AutodiscoverValues {
  const dwords = (names: Names) =>
    Object.fromEntries(Object.entries(names).map(([name, data]) => [name.toLowerCase(), { type: 'REG_DWORD' as const, data }]));
  return { user: dwords(user), policy: dwords(policy), redirectServers: [], ...(localXml === undefined ? {} : { localXml }) };
}

/** Every route answers. */
export const everywhere: Outcomes = {
  office365: 'office365',
  scp: 'credentials',
  rootDomain: 'credentials',
  autodiscoverDomain: 'credentials',
  httpRedirect: 'credentials',
  srv: 'credentials',
};
