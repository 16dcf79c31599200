// New Outlook on the PC: installed or not, whether it opens in classic Outlook's place, and whether this user may be moved to it.
import { outlookKey } from '../model/outlookRegistry.ts';
import type { NewOutlook } from '../model/pc.ts';
import { dwordOf, type RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { RegistryReader } from '../workstation/port.ts';
import { policyRoots } from './policies.ts';
import { readKeys } from './readKeys.ts';

/** Where Windows lists the packages of one user, by their full names. */
const packages = 'HKCU\\Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';

/** `Microsoft.OutlookForWindows_1.2025.1111.100_x64__8wekyb3d8bbwe`: name, version, architecture, publisher. */
const packageName = /^Microsoft\.OutlookForWindows_([\d.]+)_/i;

/** Places of the values, the ones that win first: group policy, cloud policy, the user's own. */
const places = [...policyRoots('16.0').map((root) => `${root}\\Outlook`), outlookKey('16.0')];

interface Switch {
  readonly below: string;
  readonly name: string;
  /** What a value of it decides; `undefined` = nothing. */
  readonly means: (value: number) => NewOutlook['migration'] | undefined;
}

/** The values that decide whether a user is moved (outlk16.admx; Microsoft, Control the migration to new Outlook), in the order they count. */
const migrationSwitches: readonly Switch[] = [
  { below: 'Preferences', name: 'NewOutlookMigrationUserSetting', means: (value) => (value === 0 ? 'blocked' : undefined) },
  { below: 'Options\\General', name: 'DoNewOutlookAutoMigration', means: (value) => (value === 0 ? 'blocked' : 'demanded') },
];

/** Reads the state; fails only as the registry does. */
export async function readNewOutlook(registry: RegistryReader): Promise<Result<NewOutlook>> {
  const paths = places.flatMap((place) => [`${place}\\Preferences`, `${place}\\Options\\General`]);
  const read = await readKeys(registry, [packages, ...paths]);
  if (!read.ok) return read;
  const keys = new Map(read.value.map(({ path, key }) => [path, key]));
  const first = (below: string, name: string): { readonly place: string; readonly value: number } | undefined =>
    places.flatMap((place) => found(keys.get(`${place}\\${below}`), `${place}\\${below}`, name))[0];

  const versions = (keys.get(packages)?.subkeys ?? []).flatMap((name) => packageName.exec(name)?.[1] ?? []);
  const decided = migrationSwitches.flatMap(({ below, name, means }) => {
    const value = first(below, name);
    const migration = value && means(value.value);
    return value && migration ? [{ migration, decidedBy: value.place }] : [];
  })[0];
  return success({
    version: versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? null,
    opens: first('Preferences', 'UseNewOutlook')?.value === 1,
    switchHidden: first('Options\\General', 'HideNewOutlookToggle')?.value === 1,
    ...(decided ?? { migration: 'unset', decidedBy: null }),
  });
}

function found(key: RegistryKey | undefined, path: string, name: string): { readonly place: string; readonly value: number }[] {
  const value = dwordOf(key, name);
  return value === undefined ? [] : [{ place: `${path}!${name}`, value }];
}
