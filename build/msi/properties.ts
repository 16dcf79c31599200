// The installer's public properties, one row each: the policy value that each becomes, and what it may hold.
import * as z from 'zod';
import { settingNames, type SettingName } from '../../electron/model/settings.ts';
import { installerProperty, policyValueName, settingRows, settingsTable } from '../../electron/policy/settingsTable.ts';

type Table = typeof settingsTable;
/** The settings that may be given to the installer. */
type InstallerSetting = { [Name in SettingName]: Table[Name]['installer'] extends true ? Name : never }[SettingName];

interface Own {
  /** The component that writes it. A component's code never changes, or Windows Installer takes it for another one. */
  readonly guid: string;
  /**
   * As much as Windows Installer can see of what is not a choice: a condition on the property `*`, and an example of what meets it (notation,
   * not prose). The program judges the rest when it reads its policies.
   */
  readonly rightIf?: { readonly condition: string; readonly notation: string };
}

const own: Readonly<Record<InstallerSetting, Own>> = {
  mailDomain: {
    guid: '6CAC17C1-9794-41EA-AF4C-1B09DA06A75C',
    rightIf: { condition: 'NOT (* >< "@" OR * >< "/" OR * >< " ")', notation: settingsTable.mailDomain.example },
  },
  aliases: {
    guid: 'BE31EBC0-71A7-48EF-8A66-56FFF03AB0C2',
    rightIf: { condition: 'NOT (* >< "@" OR * >< "/")', notation: settingsTable.aliases.example.join(';') },
  },
  serverUrl: {
    guid: '222355BA-3FFD-43C9-ABEC-B7E807B24C9B',
    rightIf: { condition: '* ~<< "https://"', notation: settingsTable.serverUrl.example },
  },
  catalogue: { guid: '409BEC02-32AC-4BCE-AD52-AB946EB91E1C' },
  profileName: { guid: '9F366563-F528-42E4-BF18-EDEE49A2D088' },
  defaultProfile: { guid: 'FC32FA85-A6C3-4075-9AB1-F0D2437CC066' },
  mode: { guid: 'A34DAE68-8E67-43AA-8A26-9A63EE2CBC2F' },
  language: { guid: 'F360BBC8-0EC8-4119-BBA6-48881A0D333B' },
  supportContact: { guid: '93496628-47BC-42B8-BD1E-F32EAF096888' },
  reportDir: { guid: '94B499A0-F1C0-443D-9F41-771A0F5374A4' },
  logonApply: { guid: 'BD5D9B9A-F725-46B1-AABF-64B6F33BF0FE' },
  shortcuts: { guid: '64A6A648-59FA-4A74-9F88-0B66071A133C' },
};

interface Row extends Own {
  /** The property's name. */
  readonly name: string;
  /** Name of the policy value. */
  readonly value: string;
}

export type PropertyRow =
  /** A text, written as REG_SZ, and not at all where it is empty or `-`; `choices` are the only ones that are allowed. */
  | (Row & { readonly kind: 'text'; readonly choices: readonly string[] | null })
  /** `0` or `1`, always written, as REG_DWORD. */
  | (Row & { readonly kind: 'switch'; readonly default: '0' | '1' });

/** What a property is given to take its value away: Windows Installer cannot tell an empty property from one that was not given. */
export const clearing = '-';

const isInstallerSetting = (name: SettingName): name is InstallerSetting => Object.hasOwn(own, name);

export const propertyRows: readonly PropertyRow[] = settingNames.filter(isInstallerSetting).map((setting): PropertyRow => {
  const { kind, schema, default: otherwise } = settingRows[setting];
  const row: Row = { ...own[setting], name: installerProperty(setting) ?? '', value: policyValueName(setting) };
  if (kind === 'switch') return { ...row, kind, default: otherwise === true ? '1' : '0' };
  return { ...row, kind: 'text', choices: schema instanceof z.ZodEnum ? schema.options.map(String) : null };
});

/** The property that holds what an earlier installation was given. */
export function rememberedName({ name }: Pick<Row, 'name'>): string {
  return `REMEMBERED_${name}`;
}

/** What a property may hold, in notation that needs no translation; `null` = anything. */
export function allowedNotation(row: PropertyRow): string | null {
  if (row.kind === 'switch') return '0 | 1';
  if (row.choices) return [...row.choices, clearing].join(' | ');
  return row.rightIf ? `${row.rightIf.notation} | ${clearing}` : null;
}

/** The condition, in Windows Installer's language, that a value of this property is one that may be; `null` = always. */
export function validCondition(row: PropertyRow, property: string): string | null {
  const oneOf = (texts: readonly string[]) => texts.map((text) => `${property}="${text}"`).join(' OR ');
  if (row.kind === 'switch') return oneOf(['0', '1']);
  if (row.choices) return oneOf([...row.choices, clearing]);
  return row.rightIf ? `${property}="${clearing}" OR ${row.rightIf.condition.replaceAll('*', property)}` : null;
}
