// The registry values that steer Outlook's search for its server: read from both places, and asked with the policy winning.
import { findValue, textOf, type RegistryData, type RegistryKey } from '../model/registry.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';

/** Value names are in lower case: the registry compares names without regard to it. */
export interface AutodiscoverValues {
  readonly user: Readonly<Record<string, RegistryData>>;
  readonly policy: Readonly<Record<string, RegistryData>>;
  /** Path of the local XML file that is named for the mail domain. */
  readonly localXml?: string;
  /** Hosts that may be redirected to without asking (KB 2480582), in lower case. */
  readonly redirectServers: readonly string[];
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
  | 'ExcludeSrvRecord';

/** Whether a value is set to 1 as Outlook reads it: the policy's copy wins, anything but a REG_DWORD counts as absent. */
export function isOn(values: AutodiscoverValues, name: SteeringValue): boolean {
  const key = name.toLowerCase();
  const effective = [values.policy[key], values.user[key]].find((data) => data?.type === 'REG_DWORD');
  return effective?.type === 'REG_DWORD' && effective.data !== 0;
}

/** The two keys that hold the values; the policy's copy wins (KB 3211279). */
export function autodiscoverPaths(office: OfficeVersion): { readonly user: string; readonly policy: string } {
  return {
    user: `HKCU\\Software\\Microsoft\\Office\\${office}\\Outlook\\AutoDiscover`,
    policy: `HKCU\\Software\\Policies\\Microsoft\\Office\\${office}\\Outlook\\AutoDiscover`,
  };
}

/** Reads the values of one Office version for one mail domain (ASCII). Problems: those of the registry. */
export async function readAutodiscoverValues(
  registry: Registry,
  office: OfficeVersion,
  domain: string,
): Promise<Result<AutodiscoverValues>> {
  const { user, policy } = autodiscoverPaths(office);
  const read: (RegistryKey | undefined)[] = [];
  for (const path of [user, policy, `${user}\\RedirectServers`, `${policy}\\RedirectServers`]) {
    const key = await registry.readKey(path);
    if (!key.ok) return key;
    read.push(key.value);
  }
  const [userKey, policyKey, ...redirectKeys] = read;
  const localXml = textOf(policyKey, domain) ?? textOf(userKey, domain);
  return success({
    user: byName(userKey),
    policy: byName(policyKey),
    ...(localXml === undefined || localXml === '' ? {} : { localXml }),
    redirectServers: redirectKeys.flatMap(hostsIn),
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
