// Every command and option of the command line, as data: the parser, the help and the tests read the same rows.
import type { CommandRun } from './session.ts';

export interface OptionRow {
  /** As commander reads it: `--email <ADDRESS>`; the value's name is notation and stays untranslated. */
  readonly flags: string;
  /** Sentence `cli:option.<id>`. */
  readonly id: string;
  /** May be given several times. */
  readonly repeatable?: true;
}

export interface CommandRow {
  /** One or two words; sentence `cli:command.<words joined by a dot>`. */
  readonly words: readonly [string] | readonly [string, string];
  readonly options: readonly OptionRow[];
  /** Its document and its outline tell what is to be said about policies; otherwise standard error does. */
  readonly showsNotices?: true;
  /** `--name` only says which of the profiles there are is meant: no policy has a say in that. */
  readonly namesExisting?: true;
  /** Loads the command's code: what a command does not need, it does not wait for. */
  readonly load: () => Promise<CommandRun>;
}

const email: OptionRow = { flags: '--email <ADDRESS>', id: 'email' };
const mailDomain: OptionRow = { flags: '--mail-domain <DOMAIN>', id: 'mailDomain' };
const serverUrl: OptionRow = { flags: '--server-url <URL>', id: 'serverUrl' };
const alias: OptionRow = { flags: '--alias <DOMAIN>', id: 'alias', repeatable: true };
const withKey: OptionRow = { flags: '--with <KEY>', id: 'with', repeatable: true };
const name: OptionRow = { flags: '--name <NAME>', id: 'name' };
const profile: OptionRow = { flags: '--profile <NAME>', id: 'profile' };
const defaultMode: OptionRow = { flags: '--default <MODE>', id: 'default' };
const user: OptionRow = { flags: '--user <NAME>', id: 'user' };
const signIn: readonly OptionRow[] = [user, { flags: '--password-stdin', id: 'passwordStdin' }, { flags: '--no-sign-in', id: 'noSignIn' }];

export const commands: readonly CommandRow[] = [
  { words: ['inspect'], options: [email], showsNotices: true, load: async () => (await import('./inspect.ts')).inspectCommand },
  {
    words: ['check'],
    options: [
      email,
      mailDomain,
      alias,
      serverUrl,
      withKey,
      ...signIn,
      { flags: '--domains-from <FILE>', id: 'domainsFrom' },
      { flags: '--concurrency <N>', id: 'concurrency' },
    ],
    load: async () => (await import('./check.ts')).checkCommand,
  },
  { words: ['keys', 'plan'], options: [email, mailDomain, withKey], load: async () => (await import('./keys.ts')).planCommand },
  { words: ['keys', 'apply'], options: [email, mailDomain, withKey], load: async () => (await import('./keys.ts')).applyCommand },
  { words: ['keys', 'undo'], options: [{ flags: '--force', id: 'force' }], load: async () => (await import('./keys.ts')).undoCommand },
  { words: ['keys', 'list'], options: [email, mailDomain, withKey], load: async () => (await import('./keys.ts')).listCommand },
  { words: ['profile', 'list'], options: [], load: async () => (await import('./profile.ts')).listCommand },
  {
    words: ['profile', 'create'],
    options: [name, defaultMode, { flags: '--way <WAY>', id: 'way' }],
    load: async () => (await import('./profile.ts')).createCommand,
  },
  {
    words: ['profile', 'verify'],
    options: [name, email],
    namesExisting: true,
    load: async () => (await import('./profile.ts')).verifyCommand,
  },
  {
    words: ['profile', 'remove'],
    options: [name],
    namesExisting: true,
    load: async () => (await import('./profile.ts')).removeCommand,
  },
  { words: ['caches', 'list'], options: [email], load: async () => (await import('./caches.ts')).listCommand },
  {
    words: ['caches', 'remove'],
    options: [{ flags: '--file <NAME>', id: 'file', repeatable: true }],
    load: async () => (await import('./caches.ts')).removeCommand,
  },
  { words: ['profile', 'applet'], options: [], load: async () => (await import('./profile.ts')).appletCommand },
  {
    words: ['signins', 'list'],
    options: [email, mailDomain, alias, user],
    load: async () => (await import('./signIns.ts')).listCommand,
  },
  {
    words: ['signins', 'remove'],
    options: [
      ...[email, mailDomain, alias, user],
      { flags: '--target <NAME>', id: 'target', repeatable: true },
      { flags: '--all-stale', id: 'allStale' },
    ],
    load: async () => (await import('./signIns.ts')).removeCommand,
  },
  {
    words: ['setup'],
    options: [
      email,
      mailDomain,
      alias,
      serverUrl,
      withKey,
      profile,
      defaultMode,
      { flags: '--unattended', id: 'unattended' },
      { flags: '--at-logon', id: 'atLogon' },
      { flags: '--remove-sign-ins', id: 'removeSignIns' },
      { flags: '--report-dir <FOLDER>', id: 'reportDir' },
      ...signIn,
    ],
    showsNotices: true,
    load: async () => (await import('./setup.ts')).setupCommand,
  },
  {
    words: ['report'],
    options: [
      { flags: '--from <FILE>', id: 'from' },
      { flags: '--format <FORMAT>', id: 'format' },
      { flags: '--out <FILE>', id: 'out' },
    ],
    load: async () => (await import('./report.ts')).reportCommand,
  },
];

/** Options that every command takes, before or after its name. */
export const commonOptions: readonly OptionRow[] = [
  { flags: '--json', id: 'json' },
  { flags: '--workstation <KIND>', id: 'workstation' },
  { flags: '--fault <NAME>', id: 'fault', repeatable: true },
  { flags: '--catalogue <NAME|FILE>', id: 'catalogue' },
  { flags: '--config <FILE>', id: 'config' },
  { flags: '--dns-server <IP[:PORT]>', id: 'dnsServer' },
  { flags: '--compare-dns <IP[:PORT]>', id: 'compareDns' },
  { flags: '--connect-to <RULE>', id: 'connectTo', repeatable: true },
  { flags: '--ca-file <PEM>', id: 'caFile' },
  { flags: '--proxy <URL>', id: 'proxy' },
  { flags: '--timeout <SECONDS>', id: 'timeout' },
  { flags: '--budget <SECONDS>', id: 'budget' },
  { flags: '--lang <LANGUAGE>', id: 'lang' },
  { flags: '--yes', id: 'yes' },
  { flags: '--log <FILE>', id: 'log' },
];
