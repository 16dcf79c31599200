// Every setting that can be decided outside the program, one row each: what it may hold, where it may stand, what it is when nobody decides.
import * as z from 'zod';
import { parseMailAddress, parseMailDomain } from '../model/mailAddress.ts';
import { defaultModes } from '../model/outlook.ts';
import { modes, settingNames, type SettingName } from '../model/settings.ts';
import { languages } from '../model/languages.ts';
import { httpsAddress, networkAddress, proxySetting } from './network.ts';

/** Bounds of a wait in seconds: shorter than a tenth is no wait, longer than these nobody sits through. */
const longestTimeout = 60;
const longestBudget = 300;
const shortestWait = 0.1;

/** How a value is written: as a policy in the registry, in ADMX, on the command line. */
export type SettingKind = 'text' | 'list' | 'choice' | 'switch' | 'seconds';

/** The groups in which IT finds the settings (categories in the Group Policy editor, parts of the README's table). */
export const settingCategories = ['mailbox', 'profile', 'program', 'network'] as const;

export interface SettingRow {
  /** What the configuration file may hold. A refusal's `expected` is notation, not prose. */
  readonly schema: z.ZodType;
  readonly kind: SettingKind;
  readonly category: (typeof settingCategories)[number];
  /** Whose policy it may be: of the PC, of one person, or both. */
  readonly scope: 'machine' | 'user' | 'both';
  /** A file or folder: always, or only if it looks like one. Such a policy must be absolute, and variables in it are expanded. */
  readonly path?: 'always' | 'ifItLooksSo';
  /** Options of the command line that say the same, by their name in camel case; the first one typed counts. */
  readonly options: readonly string[];
  /** What was typed is judged later, by those who can say more exactly what is wrong with it. */
  readonly judgedLater?: true;
  /** `null` = nothing; the language without a decision is the person's own. */
  readonly default: string | number | boolean | readonly string[] | null;
  readonly example: string | number | boolean | readonly string[];
  /** May be given to the installer as a public property, which writes it as a policy of the PC. */
  readonly installer: boolean;
  /** Only the installer reads it, as a property or as a policy of the PC (build/msi/): a configuration file has nobody to say it to. */
  readonly readBy?: 'installer';
}

const shortText = z.string().min(1).max(320);
const notation = (expected: string, isGood: (text: string) => boolean) => shortText.refine(isGood, { params: { expected } });
const mailDomain = notation('DOMAIN', (text) => parseMailDomain(text).ok);
const wait = (longest: number) => z.number().min(shortestWait).max(longest);
/** Scripts write 0 and 1 where JSON has false and true. */
const onOff = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean);

export const settingsTable = {
  email: {
    schema: notation('NAME@DOMAIN', (text) => parseMailAddress(text).ok),
    kind: 'text',
    category: 'mailbox',
    scope: 'user',
    options: ['email'],
    judgedLater: true,
    default: null,
    example: 'user@company.com',
    installer: false,
  },
  mailDomain: {
    schema: mailDomain,
    kind: 'text',
    category: 'mailbox',
    scope: 'both',
    options: ['mailDomain'],
    default: null,
    example: 'company.com',
    installer: true,
  },
  aliases: {
    schema: z.array(mailDomain).max(50),
    kind: 'list',
    category: 'mailbox',
    scope: 'both',
    options: ['alias'],
    judgedLater: true,
    default: [],
    example: ['company.net', 'company.org'],
    installer: true,
  },
  serverUrl: {
    schema: notation('https://HOST', (text) => httpsAddress(text) !== undefined),
    kind: 'text',
    category: 'mailbox',
    scope: 'both',
    options: ['serverUrl'],
    default: null,
    example: 'https://mail.company.com/',
    installer: true,
  },
  catalogue: {
    schema: shortText,
    kind: 'text',
    category: 'mailbox',
    scope: 'both',
    path: 'ifItLooksSo',
    options: ['catalogue'],
    judgedLater: true,
    default: 'bluemind-5',
    example: 'bluemind-4',
    installer: true,
  },
  chosen: {
    schema: z.array(shortText).max(200),
    kind: 'list',
    category: 'mailbox',
    scope: 'both',
    options: ['with'],
    judgedLater: true,
    default: [],
    example: [],
    installer: false,
  },
  profileName: {
    schema: z.string().min(1).max(64),
    kind: 'text',
    category: 'profile',
    scope: 'both',
    options: ['profile', 'name'],
    judgedLater: true,
    default: 'BlueMind',
    example: 'Company mail',
    installer: true,
  },
  defaultProfile: {
    schema: z.enum(defaultModes),
    kind: 'choice',
    category: 'profile',
    scope: 'both',
    options: ['default'],
    default: 'always',
    example: 'prompt',
    installer: true,
  },
  mode: {
    schema: z.enum(modes),
    kind: 'choice',
    category: 'program',
    scope: 'both',
    options: [],
    default: 'technician',
    example: 'selfService',
    installer: true,
  },
  language: {
    schema: z.enum(languages),
    kind: 'choice',
    category: 'program',
    scope: 'both',
    options: ['lang'],
    default: null,
    example: 'fr',
    installer: true,
  },
  supportContact: {
    schema: z.string().min(1).max(200),
    kind: 'text',
    category: 'program',
    scope: 'both',
    options: [],
    default: null,
    example: 'IT support, extension 4242',
    installer: true,
  },
  reportDir: {
    schema: shortText,
    kind: 'text',
    category: 'program',
    scope: 'both',
    path: 'always',
    options: ['reportDir'],
    default: null,
    example: '\\\\server\\reports$',
    installer: true,
  },
  logonApply: {
    schema: onOff,
    kind: 'switch',
    category: 'program',
    scope: 'both',
    options: [],
    default: false,
    example: true,
    installer: true,
  },
  shortcuts: {
    schema: onOff,
    kind: 'switch',
    category: 'program',
    scope: 'machine',
    options: [],
    default: true,
    example: false,
    installer: true,
    readBy: 'installer',
  },
  dnsServer: {
    schema: notation('IP[:PORT]', (text) => networkAddress(text) !== undefined),
    kind: 'text',
    category: 'network',
    scope: 'both',
    options: ['dnsServer'],
    default: null,
    example: '192.0.2.53',
    installer: false,
  },
  caFile: {
    schema: shortText,
    kind: 'text',
    category: 'network',
    scope: 'both',
    path: 'always',
    options: ['caFile'],
    judgedLater: true,
    default: null,
    example: 'C:\\ProgramData\\Company\\ca.pem',
    installer: false,
  },
  proxy: {
    schema: notation('http://HOST[:PORT] | none | system', (text) => proxySetting(text) !== undefined),
    kind: 'text',
    category: 'network',
    scope: 'both',
    options: ['proxy'],
    default: 'system',
    example: 'http://proxy.company.com:3128',
    installer: false,
  },
  timeout: {
    schema: wait(longestTimeout),
    kind: 'seconds',
    category: 'network',
    scope: 'both',
    options: ['timeout'],
    default: 5,
    example: 10,
    installer: false,
  },
  budget: {
    schema: wait(longestBudget),
    kind: 'seconds',
    category: 'network',
    scope: 'both',
    options: ['budget'],
    default: 15,
    example: 30,
    installer: false,
  },
} as const satisfies Record<SettingName, SettingRow>;

type Table = typeof settingsTable;

/** The table with every row seen as the same kind of thing. */
export const settingRows: Readonly<Record<SettingName, SettingRow>> = { ...settingsTable };

/** Values by name, as the configuration file holds them; what was not decided is absent. */
export type SettingValues = { readonly [N in SettingName]?: z.output<Table[N]['schema']> | undefined };

/** The settings that a configuration file may hold. */
type FileSetting = { [N in SettingName]: Table[N] extends { readonly readBy: 'installer' } ? never : N }[SettingName];

export function isFileSetting(name: SettingName): name is FileSetting {
  return settingRows[name].readBy === undefined;
}

/** The fields of the configuration file, each optional. Building them from the table loses their types, which the cast gives back. */
export const settingShape = Object.fromEntries(
  settingNames.filter(isFileSetting).map((name) => [name, settingsTable[name].schema.optional()]),
) as unknown as { readonly [N in FileSetting]: z.ZodOptional<Table[N]['schema']> };

/** `profileName` → `ProfileName`: the value's name below the policy key. */
export function policyValueName(name: SettingName): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `profileName` → `PROFILENAME`: the installer's public property (Windows Installer asks for capitals); `null` where it has none. */
export function installerProperty(name: SettingName): string | null {
  return settingsTable[name].installer ? name.toUpperCase() : null;
}

/** Whether a text names a file rather than something built in. */
export function looksLikePath(text: string): boolean {
  return /[\\/]|\.json$/i.test(text);
}

/** The bounds of a number in notation: `0.1–60`. */
export function boundsOf(schema: z.ZodType): string {
  return schema instanceof z.ZodNumber ? `${schema.minValue}–${schema.maxValue}` : '';
}
