// The installer's own part, as WiX elements (WiX v3 schema): properties that are remembered, policy values, the logon entry, shortcuts.
import { languages, type Language } from '../../electron/model/walk.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { locales } from '../../electron/words/locales.ts';
import type { PackageTarget } from '../packages/targets.ts';
import { pcConditions } from './conditions.ts';
import {
  allowedNotation,
  foreignCondition,
  foundName,
  givenCondition,
  propertyRows,
  rememberedName,
  validCondition,
  writtenName,
  type PropertyRow,
} from './properties.ts';
import { element, type XmlNode } from './xml.ts';

/** What the installer was given, for its next upgrade or repair. Not the policy itself: that may be changed, or be IT's Group Policy. */
export const rememberedKey = 'Software\\BlueMind\\OutlookSetup\\Installer';
/** Each policy value once more, as the installer wrote it: one that is another by now is not the installer's to change or to remove. */
const writtenKey = `${rememberedKey}\\Written`;
export const runKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
/** Name of the value below the Run key. */
const logonEntryName = 'BlueMind Outlook Setup';
const logonArguments = 'setup --unattended --at-logon';

const logonGuid = '31A7E9EE-682D-4EE2-9B95-AC04D23336A3';

/** A component of ours has a condition that is judged anew at each repair, so that a changed property changes what is there. */
const ownComponent = { Transitive: 'yes', Win64: 'yes' } as const;
/** Whatever was installed goes when the program goes, also where the condition has become false since. */
const always = 'REMOVE="ALL" OR ';

/**
 * Own actions stand between two of Windows Installer's: AppSearch (50), which reads the remembered values, and LaunchConditions (100).
 * They run in both sequences; where there is a window the first one has decided and the second finds nothing left to do.
 */
const firstAction = 51;
const sequences = ['InstallUISequence', 'InstallExecuteSequence'] as const;

interface SetProperty {
  readonly property: string;
  /** Formatted: `[OTHER]` is another property. At most 255 characters (column CustomAction.Target). */
  readonly to: string;
  readonly when: string;
}

/** Windows' language identifiers; anything else is spoken to in English. A condition has room for no more than 255 characters. */
const languageIds: Readonly<Record<Exclude<Language, 'en'>, readonly number[]>> = {
  fr: [1036, 2060, 3084, 4108, 5132],
  de: [1031, 2055, 3079, 4103, 5127],
};

/** The sentences that a condition's message is put together from. */
const sentences = {
  BmosStop: 'stop',
  BmosAllowed: 'allowed',
  BmosNewer: 'newer',
  BmosOldWindows: 'oldWindows',
  BmosOtherProcessor: 'otherProcessor',
} as const;
export const newerMessage = '[BmosNewer]';

/** Everything that goes into `Product` of a package for `cpu`, apart from the components. */
export function productElements(cpu: PackageTarget['cpu']): readonly XmlNode[] {
  const actions = [...propertyRows.flatMap(decideProperty), ...languages.flatMap(speak)];
  return [
    ...propertyRows.flatMap(declareProperty),
    ...actions.map(({ property, to }, index) => element('CustomAction', { Id: actionId(index), Property: property, Value: to })),
    ...sequences.map((sequence) =>
      element(
        sequence,
        {},
        ...actions.map(({ when }, index) => element('Custom', { Action: actionId(index), Sequence: `${firstAction + index}` }, when)),
        ...(sequence === 'InstallExecuteSequence' ? [element('CreateShortcuts', {}, shortcutsWanted)] : []),
      ),
    ),
    ...propertyRows.map(refuseProperty),
    ...pcConditions(cpu),
  ];
}

function actionId(index: number): string {
  return `BmosSet${String(index + 1).padStart(2, '0')}`;
}

/**
 * The program's shortcut belongs to the program's own component, which is always there: what is decided is the action that makes it. A policy that
 * is not the installer's counts first (as number or as a digit), as it does for the program; nothing else ever reads this one.
 */
const shortcutsRow = { name: 'SHORTCUTS' } as const;
const shortcutsWanted = [
  `${foreignCondition(shortcutsRow)} AND ${foundName(shortcutsRow)}<>"#0" AND ${foundName(shortcutsRow)}<>"0"`,
  `NOT ${foreignCondition(shortcutsRow)} AND ${shortcutsRow.name}<>"0"`,
].join(' OR ');

function declareProperty(row: PropertyRow): readonly XmlNode[] {
  const looked: readonly (readonly [property: string, id: string, key: string, value: string])[] = [
    [rememberedName(row), `Bmos${row.value}Search`, rememberedKey, row.name],
    [foundName(row), `Bmos${row.value}Found`, policyKey, row.value],
    [writtenName(row), `Bmos${row.value}Written`, writtenKey, row.value],
  ];
  return [
    element('Property', { Id: row.name, Secure: 'yes' }),
    element('Property', { Id: targetName(row), Secure: 'yes', Value: row.value }),
    ...looked.map(([property, id, key, value]) =>
      element(
        'Property',
        { Id: property, Secure: 'yes' },
        element('RegistrySearch', { Id: id, Root: 'HKLM', Key: key, Name: value, Type: 'raw', Win64: 'yes' }),
      ),
    ),
  ];
}

/** The property with the name of the value that is written and removed as the policy. */
const targetName = ({ name }: PropertyRow): string => `TARGET_${name}`;

/** What was given wins; what was remembered comes next, unless it has become wrong. Where a policy is not the installer's, its removal aims at nothing. */
function decideProperty(row: PropertyRow): readonly SetProperty[] {
  const { name, value } = row;
  const remembered = rememberedName(row);
  return [
    { property: name, to: `[${remembered}]`, when: `NOT ${name} AND ${remembered} AND (${validCondition(row, remembered)})` },
    { property: targetName(row), to: `${value} (kept)`, when: foreignCondition(row) },
  ];
}

function speak(language: Language): readonly SetProperty[] {
  const when = language === 'en' ? '1' : languageIds[language].map((id) => `UserLanguageID=${id}`).join(' OR ');
  return Object.entries(sentences).map(([property, sentence]) => ({ property, to: locales[language].msi[sentence], when }));
}

/** A condition that stops an installation before anything is written; taking the program away is never stopped. */
function refuseProperty(row: PropertyRow): XmlNode {
  const { name } = row;
  const message = `[BmosStop] ${name}=[${name}] [BmosAllowed] ${allowedNotation(row)}`;
  return element('Condition', { Message: message }, `${always}NOT ${name} OR ${validCondition(row, name)}`);
}

/** The components of the policy values, of what is remembered, and of the logon entry. `program` is the file name of the program in the installation folder. */
export function componentElements(program: string): readonly XmlNode[] {
  return [...propertyRows.flatMap((row) => [policyComponent(row), rememberedComponent(row)]), logonComponent(program)];
}

/**
 * Takes an earlier shortcut away before shortcuts are made (RemoveFiles stands before CreateShortcuts), so that a repair that no longer wants
 * one leaves none. It lies in the shortcut's own component, which Windows Installer goes through at each installation and repair.
 */
export function shortcutRemoval(directory: string, name: string): XmlNode {
  return element('RemoveFile', { Id: 'BmosShortcut', Directory: directory, Name: `${name}.lnk`, On: 'install' });
}

/**
 * Writes a policy, and beside it that it did. A value that somebody else wrote stays as it is, whatever was given: Group Policy would not come back to
 * it by itself (its registry extension writes what has changed only), and it may be what switches the sign-in off.
 * When the component goes, so does the value of this name: names are formatted texts (Registry table, column Name), so that it can be none.
 */
function policyComponent(row: PropertyRow): XmlNode {
  const type = row.kind === 'switch' ? 'integer' : 'string';
  return element(
    'Component',
    { Id: `Bmos${row.value}`, Guid: row.guid, ...ownComponent },
    element('Condition', {}, `${always}${givenCondition(row)} AND NOT ${foreignCondition(row)}`),
    registryValue(writtenKey, row.value, type, `[${row.name}]`, { KeyPath: 'yes' }),
    registryValue(policyKey, `[${targetName(row)}]`, type, `[${row.name}]`),
  );
}

function rememberedComponent(row: PropertyRow): XmlNode {
  return element(
    'Component',
    { Id: `Bmos${row.value}Given`, Guid: row.rememberedGuid, ...ownComponent },
    element('Condition', {}, `${always}${givenCondition(row)}`),
    registryValue(rememberedKey, row.name, 'string', `[${row.name}]`, { KeyPath: 'yes' }),
  );
}

function logonComponent(program: string): XmlNode {
  return element(
    'Component',
    { Id: 'BmosLogonEntry', Guid: logonGuid, ...ownComponent },
    element('Condition', {}, `${always}LOGONAPPLY="1"`),
    registryValue(runKey, logonEntryName, 'string', `"[APPLICATIONFOLDER]${program}" ${logonArguments}`, { KeyPath: 'yes' }),
  );
}

function registryValue(key: string, name: string, type: string, value: string, more: Readonly<Record<string, string>> = {}): XmlNode {
  return element('RegistryValue', { Root: 'HKLM', Key: key, Name: name, Type: type, Value: value, ...more });
}
