// Options that concern one run alone and stand nowhere else than on the command line.
import type { ConnectTo } from '../model/connectTo.ts';
import type { DnsServer } from '../model/dns.ts';
import { profileWays, type ProfileWay } from '../model/outlook.ts';
import { reportFormats, type ReportFormat } from '../model/walk.ts';
import { connectToRule, networkAddress } from './network.ts';
import { mistake, type Mistake, type TypedOptions } from './typed.ts';

export interface WorkstationChoice {
  readonly kind: 'practice' | 'windows';
  /** Practice only: where its state is kept. */
  readonly folder?: string;
}

export interface RunOptions {
  readonly workstation: WorkstationChoice;
  readonly faults: readonly string[];
  /** The profile as it was named on the command line itself, for what must not fall back on a default. */
  readonly namedProfile: string | null;
  /** Asked beside the PC's DNS, to show where the two differ. */
  readonly compareDns: DnsServer | null;
  readonly connectTo: readonly ConnectTo[];
  /** A file with mail domains, one a line, to be checked instead of the address's own. */
  readonly domainsFrom: string | null;
  /** Names of remembered answers, each as `caches list` shows it. */
  readonly files: readonly string[];
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
  /** Started because a person signed in to Windows. */
  readonly atLogon: boolean;
  /** Where to write what is done, besides the answer. */
  readonly logFile: string | null;
  readonly profileWay: ProfileWay;
  /** Saved sign-ins to remove, by name; all that are recognised; and whether a set-up that asks nobody may remove them. */
  readonly signIns: { readonly targets: readonly string[]; readonly allStale: boolean; readonly removeUnasked: boolean };
  readonly report: { readonly from: string | null; readonly format: ReportFormat | null; readonly out: string | null };
}

const defaultConcurrency = 16;
/** More at once a PC's DNS and an office's firewall take for an attack. */
const mostConcurrent = 64;

/** How an option that only the command line knows is read and, where it cannot be, what was expected: notation, not prose. */
interface Reader<T> {
  readonly expected: string;
  readonly read: (text: string) => T | undefined;
}

const readers = {
  workstation: { expected: 'windows | practice[:FOLDER]', read: workstationOf },
  compareDns: { expected: 'IP[:PORT]', read: networkAddress },
  connectTo: { expected: 'HOST:PORT:ADDRESS:PORT', read: connectToRule },
  concurrency: { expected: `1–${mostConcurrent}`, read: (text) => countOf(text, mostConcurrent) },
  way: { expected: profileWays.join(' | '), read: (text) => profileWays.find((word) => word === text) },
  format: { expected: reportFormats.join(' | '), read: (text) => reportFormats.find((word) => word === text) },
} as const satisfies Record<string, Reader<unknown>>;

/** `practice:C:\folder` is the folder C:\folder: only the first colon separates. */
function workstationOf(text: string): WorkstationChoice | undefined {
  if (text === 'windows' || text === 'practice') return { kind: text };
  const folder = /^practice:(.+)$/s.exec(text)?.[1];
  return folder === undefined ? undefined : { kind: 'practice', folder };
}

function countOf(text: string, most: number): number | undefined {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : undefined;
}

/** Reads them; the workstation is the one that is usual here where none was typed. Pure. */
export function readRunOptions(
  typed: TypedOptions,
  workstationHere: WorkstationChoice['kind'],
): { readonly options: RunOptions; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
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
    if (result === undefined) mistakes.push(mistake(option, value, reader.expected));
    return result;
  };
  const single = <T>(option: string, reader: Reader<T>): T | undefined => {
    const value = text(option);
    return value === undefined ? undefined : read(option, reader, value);
  };

  const workstation = single('workstation', readers.workstation) ?? { kind: workstationHere };
  const faults = list('fault');
  const [firstFault] = faults;
  if (firstFault !== undefined && workstation.kind !== 'practice') mistakes.push(mistake('fault', firstFault, '--workstation practice'));
  const atLogon = typed.atLogon === true;
  // Nobody can answer at sign-in.
  const unattended = typed.unattended === true || atLogon;
  const options: RunOptions = {
    workstation,
    faults,
    namedProfile: text('profile') ?? text('name') ?? null,
    compareDns: single('compareDns', readers.compareDns) ?? null,
    connectTo: list('connectTo').flatMap((rule) => read('connectTo', readers.connectTo, rule) ?? []),
    domainsFrom: text('domainsFrom') ?? null,
    files: list('file'),
    concurrency: single('concurrency', readers.concurrency) ?? defaultConcurrency,
    userName: text('user') ?? null,
    passwordFromStdin: typed.passwordStdin === true,
    signIn: typed.signIn !== false,
    confirmed: typed.yes === true || unattended,
    unattended,
    force: typed.force === true,
    atLogon,
    logFile: text('log') ?? null,
    profileWay: single('way', readers.way) ?? 'key',
    signIns: { targets: list('target'), allStale: typed.allStale === true, removeUnasked: typed.removeSignIns === true },
    report: { from: text('from') ?? null, format: single('format', readers.format) ?? null, out: text('out') ?? null },
  };
  return { options, mistakes };
}
