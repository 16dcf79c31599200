// The installer's public properties, one row each: the policy value that each becomes, and what it may hold.
import { defaultModes } from '../../electron/model/outlook.ts';
import { languages } from '../../electron/model/walk.ts';

interface Row {
  /** Name of the policy value; in capitals it is the property's name. */
  readonly value: string;
  /** The component that writes it. A component's code never changes, or Windows Installer takes it for another one. */
  readonly guid: string;
}

/** A text, written as REG_SZ, and not at all where it is empty or `-`. */
export interface TextRow extends Row {
  readonly kind: 'text';
  /** The only texts that are allowed; what is not a choice is judged by the program when it reads its policies. */
  readonly choices?: readonly string[];
  /** As much as Windows Installer can see: a condition on the property `*`, and an example of what meets it (notation, not prose). */
  readonly rightIf?: { readonly condition: string; readonly notation: string };
}

/** `0` or `1`, always written, as REG_DWORD. */
export interface SwitchRow extends Row {
  readonly kind: 'switch';
  readonly default: '0' | '1';
}

export type PropertyRow = TextRow | SwitchRow;

/** What a property is given to take its value away: Windows Installer cannot tell an empty property from one that was not given. */
export const clearing = '-';

export const propertyRows: readonly PropertyRow[] = [
  {
    value: 'MailDomain',
    kind: 'text',
    guid: '6CAC17C1-9794-41EA-AF4C-1B09DA06A75C',
    rightIf: { condition: 'NOT (* >< "@" OR * >< "/" OR * >< " ")', notation: 'company.com' },
  },
  {
    value: 'Aliases',
    kind: 'text',
    guid: 'BE31EBC0-71A7-48EF-8A66-56FFF03AB0C2',
    rightIf: { condition: 'NOT (* >< "@" OR * >< "/")', notation: 'company.net;company.org' },
  },
  {
    value: 'ServerUrl',
    kind: 'text',
    guid: '222355BA-3FFD-43C9-ABEC-B7E807B24C9B',
    rightIf: { condition: '* ~<< "https://"', notation: 'https://mail.company.com/' },
  },
  { value: 'ProfileName', kind: 'text', guid: '9F366563-F528-42E4-BF18-EDEE49A2D088' },
  { value: 'DefaultProfile', kind: 'text', guid: 'FC32FA85-A6C3-4075-9AB1-F0D2437CC066', choices: defaultModes },
  { value: 'Mode', kind: 'text', guid: 'A34DAE68-8E67-43AA-8A26-9A63EE2CBC2F', choices: ['technician', 'selfService'] },
  { value: 'Language', kind: 'text', guid: 'F360BBC8-0EC8-4119-BBA6-48881A0D333B', choices: languages },
  { value: 'Catalogue', kind: 'text', guid: '409BEC02-32AC-4BCE-AD52-AB946EB91E1C' },
  { value: 'SupportContact', kind: 'text', guid: '93496628-47BC-42B8-BD1E-F32EAF096888' },
  { value: 'ReportDir', kind: 'text', guid: '94B499A0-F1C0-443D-9F41-771A0F5374A4' },
  { value: 'LogonApply', kind: 'switch', guid: 'BD5D9B9A-F725-46B1-AABF-64B6F33BF0FE', default: '0' },
  { value: 'Shortcuts', kind: 'switch', guid: '64A6A648-59FA-4A74-9F88-0B66071A133C', default: '1' },
];

/** `MailDomain` → `MAILDOMAIN`. */
export function propertyName({ value }: Row): string {
  return value.toUpperCase();
}

/** The property that holds what an earlier installation was given. */
export function rememberedName(row: Row): string {
  return `REMEMBERED_${propertyName(row)}`;
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
