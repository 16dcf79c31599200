// Everything that was decided for one run: defaults, then the configuration file, then the command line, as one validated object.
import type { ConnectTo } from '../model/connectTo.ts';
import type { DnsServer } from '../model/dns.ts';
import { defaultModes, type DefaultMode } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { languages, reportFormats, type Language, type ReportFormat } from '../model/walk.ts';
import { isWait, longestBudget, longestTimeout, type Config } from './config.ts';
import type { ProxySetting } from '../model/proxy.ts';
import { connectToRule, networkAddress, proxySetting } from './network.ts';

/** The command line as it was typed: one text (or list, or switch) per option, by the option's name in camel case. */
export type TypedOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Settings {
  readonly workstation: { readonly kind: 'practice' | 'windows'; readonly folder?: string };
  readonly faults: readonly string[];
  readonly email: string | null;
  readonly aliases: readonly string[];
  readonly catalogue: string;
  readonly chosen: readonly string[];
  readonly profileName: string;
  /** The profile as it was named on the command line itself, for what must not fall back on a default. */
  readonly namedProfile: string | null;
  readonly defaultMode: DefaultMode;
  readonly language: Language;
  readonly dnsServer: DnsServer | null;
  /** Asked beside the PC's DNS, to show where the two differ. */
  readonly compareDns: DnsServer | null;
  readonly connectTo: readonly ConnectTo[];
  readonly caFile: string | null;
  readonly proxy: ProxySetting;
  readonly timeoutMs: number;
  readonly budgetMs: number;
  /** A file with mail domains, one a line, to be checked instead of the address's own. */
  readonly domainsFrom: string | null;
  /** How many of them are asked at once. */
  readonly concurrency: number;
  readonly userName: string | null;
  readonly passwordFromStdin: boolean;
  /** false = do not even use the password that a practice workstation knows. */
  readonly signIn: boolean;
  /** Every question was answered with yes beforehand. */
  readonly confirmed: boolean;
  readonly unattended: boolean;
  /** An undo also puts back what somebody else has changed since. */
  readonly force: boolean;
  readonly report: { readonly from: string | null; readonly format: ReportFormat | null; readonly out: string | null };
  readonly supportContact: string | null;
}

const defaults = {
  catalogue: 'bluemind-5',
  profileName: 'BlueMind',
  defaultMode: 'always',
  timeout: 5,
  budget: 15,
  concurrency: 16,
} as const;
/** More at once a PC's DNS and an office's firewall take for an attack. */
const mostConcurrent = 64;

/** How a value is read and, where it cannot be, what was expected: notation, not prose. */
interface Reader<T> {
  readonly expected: string;
  readonly read: (text: string) => T | undefined;
}

const readers = {
  workstation: { expected: 'windows | practice[:FOLDER]', read: workstationOf },
  dnsServer: { expected: 'IP[:PORT]', read: networkAddress },
  compareDns: { expected: 'IP[:PORT]', read: networkAddress },
  connectTo: { expected: 'HOST:PORT:ADDRESS:PORT', read: connectToRule },
  proxy: { expected: 'http://HOST[:PORT] | none | system', read: proxySetting },
  timeout: { expected: `0.1–${longestTimeout}`, read: (text) => secondsOf(text, longestTimeout) },
  budget: { expected: `0.1–${longestBudget}`, read: (text) => secondsOf(text, longestBudget) },
  concurrency: { expected: `1–${mostConcurrent}`, read: (text) => countOf(text, mostConcurrent) },
  lang: oneOf(languages),
  default: oneOf(defaultModes),
  format: oneOf(reportFormats),
} as const satisfies Record<string, Reader<unknown>>;

function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return { expected: words.join(' | '), read: (text) => words.find((word) => word === text) };
}

/** `practice:C:\folder` is the folder C:\folder: only the first colon separates. */
function workstationOf(text: string): Settings['workstation'] | undefined {
  if (text === 'windows' || text === 'practice') return { kind: text };
  const folder = /^practice:(.+)$/s.exec(text)?.[1];
  return folder === undefined ? undefined : { kind: 'practice', folder };
}

function secondsOf(text: string, longest: number): number | undefined {
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  return isWait(seconds, longest) ? seconds : undefined;
}

function countOf(text: string, most: number): number | undefined {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : undefined;
}

/**
 * Merges what was typed with the configuration file; what was typed wins, a list as a whole. `here` tells what depends on where the
 * program runs. Problem: `usage.invalidValue` {option, value, expected}.
 */
export function resolveSettings(
  typed: TypedOptions,
  config: Config,
  here: { readonly language: Language; readonly workstation: 'practice' | 'windows' },
): Result<Settings> {
  const mistakes: { option: string; value: string; expected: string }[] = [];
  const text = (option: string): string | undefined => {
    const value = typed[option];
    return typeof value === 'string' ? value : undefined;
  };
  const list = (option: string): readonly string[] => {
    const value = typed[option];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  };
  const read = <T>(option: string, reader: Reader<T>, value: string): T | undefined => {
    const result = reader.read(value);
    if (result === undefined) mistakes.push({ option: optionName(option), value: withoutUserInfo(value), expected: reader.expected });
    return result;
  };
  const single = <T>(option: string, reader: Reader<T>): T | undefined => {
    const value = text(option);
    return value === undefined ? undefined : read(option, reader, value);
  };

  const workstation = single('workstation', readers.workstation) ?? { kind: here.workstation };
  const faults = list('fault');
  const [firstFault] = faults;
  if (firstFault !== undefined && workstation.kind !== 'practice') {
    mistakes.push({ option: '--fault', value: firstFault, expected: '--workstation practice' });
  }
  const settings: Settings = {
    workstation,
    faults,
    email: text('email') ?? config.email ?? null,
    aliases: typed.alias === undefined ? (config.aliases ?? []) : list('alias'),
    catalogue: text('catalogue') ?? config.catalogue ?? defaults.catalogue,
    chosen: typed.with === undefined ? (config.chosen ?? []) : list('with'),
    profileName: text('profile') ?? text('name') ?? config.profileName ?? defaults.profileName,
    namedProfile: text('profile') ?? text('name') ?? null,
    defaultMode: single('default', readers.default) ?? config.defaultProfile ?? defaults.defaultMode,
    language: single('lang', readers.lang) ?? config.language ?? here.language,
    dnsServer:
      single('dnsServer', readers.dnsServer) ?? (config.dnsServer === undefined ? null : (networkAddress(config.dnsServer) ?? null)),
    compareDns: single('compareDns', readers.compareDns) ?? null,
    connectTo: list('connectTo').flatMap((rule) => read('connectTo', readers.connectTo, rule) ?? []),
    caFile: text('caFile') ?? config.caFile ?? null,
    proxy: single('proxy', readers.proxy) ?? proxySetting(config.proxy ?? 'system') ?? { kind: 'system' },
    timeoutMs: 1_000 * (single('timeout', readers.timeout) ?? config.timeout ?? defaults.timeout),
    budgetMs: 1_000 * (single('budget', readers.budget) ?? config.budget ?? defaults.budget),
    domainsFrom: text('domainsFrom') ?? null,
    concurrency: single('concurrency', readers.concurrency) ?? defaults.concurrency,
    userName: text('user') ?? null,
    passwordFromStdin: typed.passwordStdin === true,
    signIn: typed.signIn !== false,
    confirmed: typed.yes === true || typed.unattended === true,
    unattended: typed.unattended === true,
    force: typed.force === true,
    report: { from: text('from') ?? null, format: single('format', readers.format) ?? null, out: text('out') ?? null },
    supportContact: config.supportContact ?? null,
  };
  const [mistake] = mistakes;
  return mistake ? failure(problem('usage.invalidValue', mistake)) : success(settings);
}

/** A URL's name and password must not come back on the screen. */
function withoutUserInfo(value: string): string {
  return value.replace(/\/\/.*@/, '//…@');
}

/** `dnsServer` → `--dns-server`. */
function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
