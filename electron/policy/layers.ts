// Puts what several places decided on top of each other: of each setting the strongest place's value counts, as a whole.
import { settingNames, settingOrigins, type SettingName, type SettingOrigin } from '../model/settings.ts';
import type { SettingValues } from './settingsTable.ts';

/** What one place decided. */
export interface Layer {
  readonly origin: SettingOrigin;
  readonly values: SettingValues;
}

export interface Merged {
  readonly values: SettingValues;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
  /** What a person typed and a policy decided otherwise. */
  readonly overridden: readonly { readonly name: SettingName; readonly by: 'machinePolicy' | 'userPolicy' }[];
}

/** Whether a value from there can be changed by nobody but whoever manages the policies. */
export function isPolicy(origin: SettingOrigin): origin is 'machinePolicy' | 'userPolicy' {
  return origin === 'machinePolicy' || origin === 'userPolicy';
}

/** Merges layers in any order; where none decides, the origin is `default`. Pure. */
export function mergeLayers(layers: readonly Layer[]): Merged {
  const ordered = [...layers].sort((a, b) => settingOrigins.indexOf(a.origin) - settingOrigins.indexOf(b.origin));
  const winners = settingNames.map((name) => ({ name, layer: ordered.find(({ values }) => values[name] !== undefined) }));
  const typed = ordered.find(({ origin }) => origin === 'commandLine')?.values ?? {};
  return {
    values: Object.fromEntries(winners.flatMap(({ name, layer }) => (layer ? [[name, layer.values[name]]] : []))),
    origins: Object.fromEntries(winners.map(({ name, layer }) => [name, layer?.origin ?? 'default'])) as Merged['origins'],
    overridden: winners.flatMap(({ name, layer }) =>
      layer && isPolicy(layer.origin) && typed[name] !== undefined && !isSame(typed[name], layer.values[name])
        ? [{ name, by: layer.origin }]
        : [],
    ),
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
