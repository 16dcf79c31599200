// Recognises what an account key of a profile is: which kind, whose name, which service and server.
import { accountClsids, exchangeService } from '../model/outlookRegistry.ts';
import type { Account, AccountKind } from '../model/outlook.ts';
import { findValue, foldName, textOf, type RegistryKey } from '../model/registry.ts';

/** Accounts that are recognised by their `clsid` alone (Account Management API constants). */
const kindsByClsid: ReadonlyMap<string, AccountKind> = new Map([
  [accountClsids.pop3, 'pop3'],
  [accountClsids.imap, 'imap'],
  [accountClsids.http, 'http'],
  [accountClsids.ldap, 'ldap'],
]);

/** MAPI services, recognised by `Service Name`: Exchange-like, PST files, address books and directories, Exchange ActiveSync. */
const kindsByService: ReadonlyMap<string, AccountKind> = new Map([
  [exchangeService, 'exchange'],
  ['MSUPST MS', 'dataFile'],
  ['MSPST MS', 'dataFile'],
  ['INTERSTOR', 'dataFile'],
  ['MSPST AB', 'addressBook'],
  ['CONTAB', 'addressBook'],
  ['EMABLT', 'ldap'],
  ['EAS', 'activeSync'],
]);

/** Where the kinds that have one keep their server's name, in the order of preference. */
const serverValues = ['IMAP Server', 'POP3 Server', 'LDAP Server', 'EAS Server URL', 'HTTP Server URL', 'SMTP Server'];

/** Kinds that make a profile more than blank; an unknown service may be a connector's store, so it counts. */
const mailKinds: ReadonlySet<AccountKind> = new Set<AccountKind>([
  'exchange',
  'possibleExchange',
  'imap',
  'pop3',
  'activeSync',
  'http',
  'unknown',
]);

/** Whether an account brings a mailbox; data files, address books and directories do not. */
export function isMailAccount(account: Account): boolean {
  return mailKinds.has(account.kind);
}

/** Whether an account is one that Outlook opens over MAPI: Exchange, Microsoft 365 or BlueMind, or half of such an entry. */
export function isExchange(kind: AccountKind): boolean {
  return kind === 'exchange' || kind === 'possibleExchange';
}

/** A text value, which Outlook writes as REG_SZ or as REG_BINARY holding UTF-16LE with a terminating NUL. */
function textValue(key: RegistryKey, name: string): string | undefined {
  const value = findValue(key, name);
  const text = value?.type === 'REG_BINARY' ? Buffer.from(value.data, 'hex').toString('utf16le') : textOf(key, name);
  return text?.split('\0')[0];
}

function kindOf(clsid: string | undefined, service: string | undefined): AccountKind {
  const folded = clsid === undefined ? '' : foldName(clsid);
  if (folded !== accountClsids.mapiService) return kindsByClsid.get(folded) ?? 'unknown';
  return service === undefined ? 'possibleExchange' : (kindsByService.get(foldName(service)) ?? 'unknown');
}

/** The account in one key of the account manager; `undefined` for a key that bears no mark of one. */
export function decodeAccount(key: RegistryKey): Account | undefined {
  const clsid = textValue(key, 'clsid');
  const service = textValue(key, 'Service Name');
  if (clsid === undefined && service === undefined) return undefined;
  const server = serverValues.map((name) => textValue(key, name)).find((text) => text !== undefined && text !== '');
  return {
    kind: kindOf(clsid, service),
    name: textValue(key, 'Account Name') ?? textValue(key, 'Email') ?? '',
    service: service ?? null,
    server: server ?? null,
  };
}
