// The installer's public properties, one row each: the policy value that each becomes, and what it may hold.
import * as z from 'zod';
import { settingNames, type SettingName } from '../../electron/model/settings.ts';
import { installerProperty, policyValueName, settingRows, settingsTable } from '../../electron/policy/settingsTable.ts';

type Table = typeof settingsTable;
/** The settings that may be given to the installer. */
type InstallerSetting = { [Name in SettingName]: Table[Name]['installer'] extends true ? Name : never }[SettingName];

interface Own {
  /** The component that writes the policy. A component's code never changes, or Windows Installer takes it for another one. */
  readonly guid: string;
  /** The component that remembers what was given. */
  readonly rememberedGuid: string;
  /**
   * As much as Windows Installer can see of what is not a choice: a condition on the property `*`, and an example of what meets it (notation,
   * not prose). The program judges the rest when it reads its policies.
   */
  readonly rightIf?: { readonly condition: string; readonly notation: string };
}

const own: Readonly<Record<InstallerSetting, Own>> = {
  mailDomain: {
    guid: '6CAC17C1-9794-41EA-AF4C-1B09DA06A75C',
    rememberedGuid: '00C761B4-5E98-4FA0-B551-E48C877BEFA5',
    rightIf: { condition: 'NOT (* >< "@" OR * >< "/" OR * >< " ")', notation: settingsTable.mailDomain.example },
  },
  aliases: {
    guid: 'BE31EBC0-71A7-48EF-8A66-56FFF03AB0C2',
    rememberedGuid: 'F11887FA-FD62-4C8B-A2D3-95351D654B61',
    rightIf: { condition: 'NOT (* >< "@" OR * >< "/")', notation: settingsTable.aliases.example.join(';') },
  },
  serverUrl: {
    guid: '222355BA-3FFD-43C9-ABEC-B7E807B24C9B',
    rememberedGuid: 'A86ED178-8B04-4046-992C-0787CB11F313',
    rightIf: { condition: '* ~<< "https://"', notation: settingsTable.serverUrl.example },
  },
  catalogue: { guid: '409BEC02-32AC-4BCE-AD52-AB946EB91E1C', rememberedGuid: 'C9202907-A9AB-48CD-87B3-20BF98C3732E' },
  profileName: { guid: '9F366563-F528-42E4-BF18-EDEE49A2D088', rememberedGuid: 'F34401A9-EB0C-4E0E-A544-A51C0E509066' },
  defaultProfile: { guid: 'FC32FA85-A6C3-4075-9AB1-F0D2437CC066', rememberedGuid: '3F642453-7945-4974-8618-B2D3923DAD14' },
  mode: { guid: 'A34DAE68-8E67-43AA-8A26-9A63EE2CBC2F', rememberedGuid: '26AD4645-3DBE-4704-9DF2-FD5D4FE2EFDB' },
  language: { guid: 'F360BBC8-0EC8-4119-BBA6-48881A0D333B', rememberedGuid: '135925A6-EF8B-484A-9D3D-86950EAC22C3' },
  supportContact: { guid: '93496628-47BC-42B8-BD1E-F32EAF096888', rememberedGuid: 'AB4C6CA4-16B0-48EF-B519-2C03320A43D2' },
  reportDir: { guid: '94B499A0-F1C0-443D-9F41-771A0F5374A4', rememberedGuid: 'BE91DEEA-6EC4-4EDF-B41E-5951338FD1F6' },
  logonApply: { guid: 'BD5D9B9A-F725-46B1-AABF-64B6F33BF0FE', rememberedGuid: '31404C1E-93F5-4E1F-9527-C076F45A2D1F' },
  shortcuts: { guid: '64A6A648-59FA-4A74-9F88-0B66071A133C', rememberedGuid: '6875DCC8-215E-4FCB-8ED1-CE2CB69DC3FC' },
};

interface Row extends Own {
  /** The property's name. */
  readonly name: string;
  /** Name of the policy value. */
  readonly value: string;
}

export type PropertyRow =
  /** A text, written as REG_SZ; `choices` are the only ones that are allowed. */
  | (Row & { readonly kind: 'text'; readonly choices: readonly string[] | null })
  /** `0` or `1`, written as REG_DWORD; the default is what counts where nothing is written. */
  | (Row & { readonly kind: 'switch'; readonly choices: readonly string[]; readonly default: '0' | '1' });

/** What a property is given to take its value away: Windows Installer cannot tell an empty property from one that was not given. */
export const clearing = '-';

const isInstallerSetting = (name: SettingName): name is InstallerSetting => Object.hasOwn(own, name);

export const propertyRows: readonly PropertyRow[] = settingNames.filter(isInstallerSetting).map((setting): PropertyRow => {
  const { kind, schema, default: otherwise } = settingRows[setting];
  const row: Row = { ...own[setting], name: installerProperty(setting) ?? '', value: policyValueName(setting) };
  if (kind === 'switch') return { ...row, kind, choices: ['0', '1'], default: otherwise === true ? '1' : '0' };
  return { ...row, kind: 'text', choices: schema instanceof z.ZodEnum ? schema.options.map(String) : null };
});

/** The property that holds what an earlier installation was given. */
export function rememberedName({ name }: Pick<Row, 'name'>): string {
  return `REMEMBERED_${name}`;
}

/** The property that holds the policy value that is there, whoever wrote it. */
export function foundName({ name }: Pick<Row, 'name'>): string {
  return `FOUND_${name}`;
}

/** The property that holds the policy value as an earlier installation wrote it. */
export function writtenName({ name }: Pick<Row, 'name'>): string {
  return `WRITTEN_${name}`;
}

/** The condition that the policy value that is there is somebody else's, Group Policy's as a rule: the installer did not write it so. */
export function foreignCondition(row: Pick<Row, 'name'>): string {
  return `(${foundName(row)} AND ${foundName(row)}<>${writtenName(row)})`;
}

/** The condition that there is something to write: it was given, now or earlier, and not cleared. */
export function givenCondition({ name }: Pick<Row, 'name'>): string {
  return `(${name} AND ${name}<>"${clearing}")`;
}

/** What a property may hold, in notation that needs no translation. */
export function allowedNotation(row: PropertyRow): string {
  return [...(row.choices ?? [row.rightIf?.notation ?? `NOT ${mark}...`]), clearing].join(' | ');
}

/** Windows Installer takes a registry value that begins with it for a number or for bytes (Registry table, column Value). */
const mark = '#';

/** The condition, in Windows Installer's language, that a value of this property is one that may be. */
export function validCondition(row: PropertyRow, property: string): string {
  if (row.choices) return [...row.choices, clearing].map((text) => `${property}="${text}"`).join(' OR ');
  const conditions = [`NOT (* << "${mark}")`, ...(row.rightIf ? [row.rightIf.condition] : [])];
  return `${property}="${clearing}" OR ${conditions.join(' AND ').replaceAll('*', property)}`;
}
