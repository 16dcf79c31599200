// Reads what IT decided by policy, from the PC's and the person's policy keys: good values in layers, everything else as findings.
import type { Finding } from '../model/finding.ts';
import { foldName, type RegistryKey } from '../model/registry.ts';
import type { Result } from '../model/result.ts';
import type { Wrong } from '../model/schemaIssue.ts';
import { settingNames, type SettingName } from '../model/settings.ts';
import type { Registry } from '../workstation/port.ts';
import { policyFinding } from './findings.ts';
import type { Layer } from './layers.ts';
import { readPolicyValue } from './policyValue.ts';
import { policyValueName, settingRows, type SettingRow } from './settingsTable.ts';

/** Below HKLM and HKCU; only administrators may write there. */
export const policyKey = 'Software\\Policies\\BlueMind\\OutlookSetup';

const hives = [
  { origin: 'machinePolicy', root: 'HKLM', foreign: 'user', own: 'HKCU' },
  { origin: 'userPolicy', root: 'HKCU', foreign: 'machine', own: 'HKLM' },
] as const satisfies readonly {
  readonly origin: Layer['origin'];
  readonly root: string;
  /** The scope that has no place here, and where it belongs. */
  readonly foreign: SettingRow['scope'];
  readonly own: string;
}[];
type Hive = (typeof hives)[number];

export interface Policies {
  /** Strongest first. */
  readonly layers: readonly Layer[];
  readonly findings: readonly Finding[];
}

export const noPolicies: Policies = { layers: [], findings: [] };

/** Where a setting's policy value stands, as people write it: `HKLM\Software\…!MailDomain`. */
export function policyPlace(origin: Hive['origin'], name: SettingName): string {
  const hive = hives.find((each) => each.origin === origin);
  return `${hive?.root ?? ''}\\${policyKey}!${policyValueName(name)}`;
}

const nameOfValue = new Map(settingNames.map((name) => [foldName(policyValueName(name)), name]));

/**
 * Reads both keys. A key that is not there decides nothing; one that cannot be read is a finding, never taken for one that is not there.
 * A value that is refused decides nothing and is a finding; the others count. `environment` fills `%VARIABLES%` in paths.
 */
export async function readPolicies(
  registry: Pick<Registry, 'readKey'>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Policies> {
  const read = await Promise.all(hives.map(async (hive) => [hive, await registry.readKey(`${hive.root}\\${policyKey}`)] as const));
  const layers = read.map(([hive, key]) => layerOf(hive, key, environment));
  return { layers, findings: layers.flatMap(({ findings }) => findings) };
}

function layerOf(
  hive: Hive,
  key: Result<RegistryKey | undefined>,
  environment: Readonly<Record<string, string | undefined>>,
): Layer & { readonly findings: readonly Finding[] } {
  const { origin, root } = hive;
  const path = `${root}\\${policyKey}`;
  if (!key.ok) {
    const reason = key.problem.data.reason ?? key.problem.code;
    return { origin, values: {}, findings: [policyFinding('policy.unreadable', path, { place: path, reason })] };
  }
  const findings: Finding[] = [];
  const values: [SettingName, unknown][] = [];
  for (const written of key.value?.values ?? []) {
    const name = nameOfValue.get(foldName(written.name));
    const place = `${path}!${name === undefined ? printable(written.name) : policyValueName(name)}`;
    if (name === undefined) {
      findings.push(policyFinding('policy.unknown', place, { place }));
      continue;
    }
    const row = settingRows[name];
    const value = readPolicyValue(row, written, environment);
    if (value.kind === 'empty') continue;
    if (row.scope === hive.foreign)
      findings.push(
        policyFinding('policy.invalid', place, { place, wrong: 'elsewhere' satisfies Wrong, expected: `${hive.own}\\${policyKey}` }),
      );
    else if (value.kind === 'invalid')
      findings.push(policyFinding('policy.invalid', place, { place, wrong: value.wrong, expected: value.expected }));
    else values.push([name, value.value]);
  }
  // Each value has just passed the schema of its name.
  return { origin, values: Object.fromEntries(values), findings };
}

/** A name that somebody else wrote, made safe to print. */
function printable(name: string): string {
  return name.replace(/\p{C}/gu, ' ').slice(0, 100);
}
