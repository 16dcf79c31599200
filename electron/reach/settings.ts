// The registry values that steer Outlook's search for its server: read from both places, and asked with the policy winning.
import { dwordOf, findValue, textOf, type RegistryData, type RegistryKey } from '../model/registry.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';

/** Value names are in lower case: the registry compares names without regard to it. */
interface BothPlaces {
  readonly user: Readonly<Record<string, RegistryData>>;
  readonly policy: Readonly<Record<string, RegistryData>>;
}

/** The values of the AutoDiscover key, and what stands beside it. */
export interface AutodiscoverValues extends BothPlaces {
  /** Path of the local XML file that is named for the mail domain. */
  readonly localXml?: string;
  /** Hosts that may be redirected to without asking (KB 2480582), in lower case. */
  readonly redirectServers: readonly string[];
  /** Values of the key Exchange, which are the same for all Office versions. */
  readonly exchange?: BothPlaces;
}

/** DWORD values of KB 2212902 and KB 3211279 that the simulation of Outlook rests on. `ExcludeSrvLookup` is none: Outlook never reads it. */
export type SteeringValue =
  | 'PreferLocalXML'
  | 'ExcludeLastKnownGoodURL'
  | 'ExcludeExplicitO365Endpoint'
  | 'ExcludeScpLookup'
  | 'ExcludeHttpsRootDomain'
  | 'ExcludeHttpsAutoDiscoverDomain'
  | 'ExcludeHttpRedirect'
  | 'ExcludeSrvRecord'
  | 'ShowCertErrors'
  | 'ZeroConfigExchange'
  | 'ZeroConfigExchangeOnce';

/** Whether a value is set to 1 as Outlook reads it: the policy's copy wins, anything but a REG_DWORD counts as absent. */
export function isOn(values: AutodiscoverValues, name: SteeringValue): boolean {
  return (effective(values, name)?.data ?? 0) !== 0;
}

/** Whether MAPI over HTTP is switched off on this PC (KB 2937684); Outlook then does not ask for it either. */
export function isMapiHttpDisabled({ exchange }: AutodiscoverValues): boolean {
  return exchange !== undefined && (effective(exchange, 'MapiHttpDisabled')?.data ?? 0) !== 0;
}

/** Where the copy of a value stands that Outlook goes by, as `path!name`; `undefined` where there is none. */
export function placeOf(values: AutodiscoverValues, office: OfficeVersion, name: SteeringValue | 'MapiHttpDisabled'): string | undefined {
  const [places, paths] =
    name === 'MapiHttpDisabled' ? ([values.exchange, exchangePaths] as const) : ([values, autodiscoverPaths(office)] as const);
  const found = places && effective(places, name);
  return found && `${paths[found.place]}!${name}`;
}

/** How long Outlook waits at each of its steps, in seconds (KB 3211279: 25 unless set, at least 10, at most 120). */
export function patienceSeconds(values: AutodiscoverValues): number {
  const data = effective(values, 'Timeout')?.data ?? 25;
  // The unit is documented nowhere: a figure that is no number of seconds in these bounds can only be milliseconds.
  return Math.min(120, Math.max(10, data > 1_000 ? Math.round(data / 1_000) : data));
}

/** Whether somebody has set how long Outlook waits. */
export function hasPatienceSet(values: AutodiscoverValues): boolean {
  return effective(values, 'Timeout') !== undefined;
}

function effective(values: BothPlaces, name: string): { readonly place: 'user' | 'policy'; readonly data: number } | undefined {
  const key = name.toLowerCase();
  for (const place of ['policy', 'user'] as const) {
    const data = values[place][key];
    if (data?.type === 'REG_DWORD') return { place, data: data.data };
  }
  return undefined;
}

/** The two keys that hold the values; the policy's copy wins (KB 3211279). */
export function autodiscoverPaths(office: OfficeVersion): { readonly user: string; readonly policy: string } {
  return {
    user: `HKCU\\Software\\Microsoft\\Office\\${office}\\Outlook\\AutoDiscover`,
    policy: `HKCU\\Software\\Policies\\Microsoft\\Office\\${office}\\Outlook\\AutoDiscover`,
  };
}

export const exchangePaths = {
  user: 'HKCU\\Software\\Microsoft\\Exchange',
  policy: 'HKCU\\Software\\Policies\\Microsoft\\Exchange',
} as const;

/** Reads the values of one Office version for one mail domain (ASCII). Problems: those of the registry. */
export async function readAutodiscoverValues(
  registry: Registry,
  office: OfficeVersion,
  domain: string,
): Promise<Result<AutodiscoverValues>> {
  const { user, policy } = autodiscoverPaths(office);
  const read: (RegistryKey | undefined)[] = [];
  for (const path of [user, policy, exchangePaths.user, exchangePaths.policy, `${user}\\RedirectServers`, `${policy}\\RedirectServers`]) {
    const key = await registry.readKey(path);
    if (!key.ok) return key;
    read.push(key.value);
  }
  const [userKey, policyKey, exchangeUser, exchangePolicy, redirectUser, redirectPolicy] = read;
  const localXml = textOf(policyKey, domain) ?? textOf(userKey, domain);
  return success({
    user: byName(userKey),
    policy: byName(policyKey),
    exchange: { user: byName(exchangeUser), policy: byName(exchangePolicy) },
    ...(localXml === undefined || localXml === '' ? {} : { localXml }),
    redirectServers: [...hostsIn(redirectUser), ...(isPolicyOff(redirectPolicy) ? [] : hostsIn(redirectPolicy))],
  });
}

function byName(key: RegistryKey | undefined): Record<string, RegistryData> {
  return Object.fromEntries((key?.values ?? []).map(({ name, ...data }) => [name.toLowerCase(), data]));
}

/** One REG_SZ value per host, named by it; a host written as another type is not read (a known mistake of scripts). */
function hostsIn(key: RegistryKey | undefined): string[] {
  const names = (key?.values ?? []).map((value) => value.name.toLowerCase()).filter((name) => name !== 'policyon');
  return names.filter((name) => findValue(key, name)?.type === 'REG_SZ');
}

/** The ADMX writes `policyon` = 1 beside its list, and 0 when the policy is disabled; a list made by hand (KB 2480582) has none. */
function isPolicyOff(key: RegistryKey | undefined): boolean {
  return dwordOf(key, 'policyon') === 0;
}
