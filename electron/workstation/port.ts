// The workstation port: everything the engine may ask of, or do to, the PC being set up. One interface, several adapters.
import type { Exchange, ExchangeRequest } from '../model/exchange.ts';
import type { DnsAnswer, DnsServer, DnsType } from '../model/dns.ts';
import type { ProxyChoice } from '../model/proxy.ts';
import type { Finding } from '../model/finding.ts';
import type { OutlookInstall, WindowsProfileType } from '../model/outlook.ts';
import type { Pc } from '../model/pc.ts';
import type { RegistryData, RegistryKey } from '../model/registry.ts';
import type { Result } from '../model/result.ts';
import type { StoredCredential } from '../model/signIns.ts';

export type WorkstationKind = 'practice' | 'windows';

/** A way to the registry that was tried and does not work here, with Windows' or the program's own words. */
export interface PassedOver {
  readonly backend: string;
  readonly reason: string;
}

/** What one value is to become; `null` = removed. */
export interface ValueChange {
  readonly name: string;
  readonly data: RegistryData | null;
}

/**
 * The registry as the signed-in user of the desktop sees it. Paths start with `HKCU\` (always that user's hive, whoever
 * runs the process) or `HKLM\`; names compare without regard to case. Expected failures: `registry.denied`, `registry.failed`.
 */
export interface Registry {
  /** Which backend serves it, for `inspect`; and the better ones that this PC does not allow, best first. */
  readonly backend: string;
  readonly passedOver?: readonly PassedOver[];
  /** The key's values and direct subkeys, `undefined` if it does not exist. */
  readKey(path: string): Promise<Result<RegistryKey | undefined>>;
  /** The data of these values of one key in their order, `null` for one that is absent; each as it is at one moment, not all at the same. */
  readValues(path: string, names: readonly string[]): Promise<Result<readonly (RegistryData | null)[]>>;
  /** Whether the key exists, also where its values may not be read; asks for nothing that is in it. */
  hasKey(path: string): Promise<Result<boolean>>;
  /** Creates the key and its missing parents; an existing key is left as it is. */
  createKey(path: string): Promise<Result<void>>;
  /** Sets one value, creating the key and its missing parents. */
  setValue(path: string, name: string, data: RegistryData): Promise<Result<void>>;
  /** Removes one value; an absent value is no failure. */
  deleteValue(path: string, name: string): Promise<Result<void>>;
  /**
   * Sets and removes values of one key in their order, creating the key and its missing parents where one is set. A failure may have left
   * some of them changed.
   */
  changeValues(path: string, changes: readonly ValueChange[]): Promise<Result<void>>;
  /** Removes a key that has no subkeys; an absent key is no failure. */
  deleteKey(path: string): Promise<Result<void>>;
  /**
   * Has what was written to the user's hive on disk when it resolves, as far as the system lets it; costly, and absent where every write is
   * on disk by itself or nobody can be asked.
   */
  flush?(): Promise<void>;
}

/** A registry for somebody who only reads. */
export type RegistryReader = Pick<Registry, 'readKey'>;

/** Asks for administrator rights, for values that a standard user may not write (HKCU\Software\Policies). */
export interface Elevation {
  /** A registry that may write policy values, or `elevation.refused` when the person or the system says no. */
  request(signal: AbortSignal): Promise<Result<Registry>>;
}

export interface QuestionOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The network as this PC sees it: its DNS, its routes, its proxies, its trusted roots. */
export interface Network {
  /** Asks the PC's DNS (or the server that replaces it); never throws, ends within `timeoutMs` or when the signal fires. */
  resolve(name: string, type: DnsType, options: QuestionOptions): Promise<DnsAnswer>;
  /** As `resolve`, past the PC's hosts file and its like; absent where `resolve` leaves them out anyway. */
  resolvePastHosts?(name: string, type: DnsType, options: QuestionOptions): Promise<DnsAnswer>;
  /** As `resolve`, but asks this server; absent where no other server can be asked. */
  resolveAt?(server: DnsServer, name: string, type: DnsType, options: QuestionOptions): Promise<DnsAnswer>;
  /**
   * Does one HTTP request and reports everything seen on the way. Never follows a redirect, never sends a byte of HTTP
   * over TLS whose certificate was not accepted, reads at most `maxBytes`; never throws, ends within `timeoutMs`.
   */
  exchange(request: ExchangeRequest, signal: AbortSignal): Promise<Exchange>;
  /** The proxy that this PC uses for an http: or https: URL; absent = no proxies are known here. Never throws. */
  proxyFor?(url: string, signal: AbortSignal): Promise<ProxyChoice>;
}

/** Active Directory's service connection points for Autodiscover (MS-OXDISCO 3.1.5.2). */
export type DirectoryAnswer =
  | { readonly kind: 'notJoined' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'found'; readonly urls: readonly string[] };

export interface Directory {
  serviceConnectionPoints(signal: AbortSignal): Promise<DirectoryAnswer>;
}

export interface Identity {
  readonly computer: string;
  readonly user: string;
  readonly system: string;
  readonly domainJoined: boolean;
  /** The Active Directory domain that the PC belongs to. */
  readonly domain?: string;
  /** The user's sign-in name in the domain (UPN); it may look like a mail address without being one. */
  readonly principalName?: string;
  /** The PC belongs to an organisation's Entra ID; absent where it cannot be told. */
  readonly entraJoined?: boolean;
  /** A mail address the PC knows for its user (UPN or AD mail), to prefill the form. */
  readonly address?: string;
  /** What becomes of the user's registry at sign-out; absent where it cannot be told. */
  readonly profileType?: WindowsProfileType;
  /** Account that runs this process for the user, where it is another one (over-the-shoulder elevation). */
  readonly runBy?: string;
}

/** The programs that matter: seen running, and started detached; never killed. */
export interface Programs {
  /** Executable names, as the system spells them, of running Outlooks (`OUTLOOK.EXE` classic, `olk.exe` new). */
  runningOutlooks(): Promise<readonly string[]>;
  /** Opens classic Outlook with the profile; problem `outlook.startFailed`. Ends when it was started, not when it closes. */
  openOutlook(profile: string, signal: AbortSignal): Promise<Result<void>>;
  /** Opens Windows' Mail applet for one of the installed Outlooks, where there is one; problem `outlook.startFailed`. */
  openMailApplet?(outlook: OutlookInstall, signal: AbortSignal): Promise<Result<void>>;
}

/** Saved sign-ins of the signed-in user. Expected failure: `credentials.failed` {reason}. */
export interface Credentials {
  list(): Promise<Result<readonly StoredCredential[]>>;
  /** Removes one entry; an absent one is no failure. */
  delete(credential: StoredCredential): Promise<Result<void>>;
}

/** A file in which Outlook keeps an Autodiscover answer; its name is below Outlook's own folder, e.g. `16\\AutoD.user@company.com.xml`. */
export interface RememberedFile {
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly changedAt: string;
}

/** Outlook's remembered Autodiscover answers of the signed-in user; its data files are out of reach. Expected failure: `caches.failed` {file, reason}. */
export interface RememberedFiles {
  list(): Promise<Result<readonly RememberedFile[]>>;
  /** Its bytes; `undefined` for a name that is none of them, and for one that is too large to be an answer. */
  read(name: string): Promise<Result<Uint8Array | undefined>>;
  /** Moves one into a folder, which is made; never over another file. `putBack` undoes it. Problem `caches.unknown` {name}. */
  moveAway(name: string, into: string): Promise<Result<{ readonly backup: string; readonly putBack: () => Promise<void> }>>;
}

/** What exists only on the practice workstation: its server's faults and the password of its pretend user. */
export interface Practice {
  readonly faults: readonly string[];
  /** Every fault its server knows. */
  readonly knownFaults: readonly string[];
  setFaults(faults: readonly string[]): Promise<Result<void>>;
  /** Keeps the pretend PC's registry as a file, where its folder has none yet and can be written. */
  keep(): Promise<void>;
  readonly address: string;
  readonly password: string;
}

export interface Workstation {
  readonly kind: WorkstationKind;
  readonly identity: Identity;
  readonly registry: Registry;
  readonly elevation: Elevation;
  readonly network: Network;
  readonly directory: Directory;
  readonly programs: Programs;
  /** Absent where there is no Credential Manager. */
  readonly credentials?: Credentials;
  /** Absent where Outlook's folder is not known. */
  readonly remembered?: RememberedFiles;
  /** Facts that take a moment to ask for: Active Directory, the trusted roots. Never throws, ends soon after the signal fires. */
  facts?(signal: AbortSignal): Promise<Pc>;
  /** What the PC itself noticed while it was asked (a wrong clock, programs that look into TLS …); absent where nothing watches. */
  noticed?(): readonly Finding[];
  /** Folder for journals and backups; exists and is writable once `exclusive` has begun. */
  readonly stateFolder: string;
  readonly practice?: Practice;
  now(): Date;
  /** Runs work that writes, alone on this workstation; `workstation.busy` at once if another process is writing. */
  exclusive<T>(work: () => Promise<Result<T>>): Promise<Result<T>>;
  /** Lets go of servers and sockets. */
  close(): Promise<void>;
}
