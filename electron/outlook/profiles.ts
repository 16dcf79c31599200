// Reads the Outlook profiles of the user, with their accounts, and which of them Outlook opens.
import { accountManager, accountOrderLists, outlookKey, profilePlaces, type OutlookVersion } from '../model/outlookRegistry.ts';
import type { Account, Profile } from '../model/outlook.ts';
import { dwordOf, findValue, foldName, textOf, type RegistryKey, type RegistryValue } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { RegistryReader } from '../workstation/port.ts';
import { decodeAccount, isExchange, isMailAccount } from './accounts.ts';
import { readKeys } from './readKeys.ts';

export interface Profiles {
  /** Sorted by name. */
  readonly profiles: readonly Profile[];
  /** What `DefaultProfile` says, also where no such profile exists. */
  readonly defaultName: string | null;
  /** Outlook asks at each start which profile to open. */
  readonly prompt: boolean;
}

/**
 * Places of `PickLogonProfile`. Sources conflict and Microsoft documents none: most scripts write REG_SZ "1" into the
 * first, one writes a DWORD into the second. Both are read; the first is the one that is written.
 */
export function promptPlaces(office: OutlookVersion): readonly [string, string] {
  return ['HKCU\\Software\\Microsoft\\Exchange\\Client\\Options', outlookKey(office)];
}
export const promptValue = 'PickLogonProfile';

/** Whether a key's `PickLogonProfile` asks for the choice at each start, in either type. */
export function asksAtStart(key: RegistryKey | undefined): boolean {
  return textOf(key, promptValue) === '1' || dwordOf(key, promptValue) === 1;
}

/** The ids in one of the account manager's order lists: DWORDs, least significant byte first, as names of keys. Bytes left over are ignored. */
function idsInOrder(manager: RegistryKey | undefined, list: string): readonly string[] {
  const value = findValue(manager, list);
  const bytes = Buffer.from(value?.type === 'REG_BINARY' ? value.data : '', 'hex');
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) =>
    bytes
      .readUInt32LE(at * 4)
      .toString(16)
      .padStart(8, '0'),
  );
}

/** The account keys in Outlook's own order; those that no list names follow in the order of their numbers. Pure. */
export function accountIds(manager: RegistryKey | undefined): readonly string[] {
  const there = new Map((manager?.subkeys ?? []).filter((id) => /^[0-9a-f]{8}$/i.test(id)).map((id) => [id.toLowerCase(), id]));
  const { mail, addressBooks, stores } = accountOrderLists;
  const listed = [mail, addressBooks, stores].flatMap((list) => idsInOrder(manager, list));
  return [...new Set([...listed, ...[...there.keys()].sort()])].flatMap((id) => there.get(id) ?? []);
}

async function readAccounts(registry: RegistryReader, profile: string): Promise<Result<readonly Account[]>> {
  const manager = await registry.readKey(`${profile}\\${accountManager}`);
  if (!manager.ok) return manager;
  const keys = await readKeys(
    registry,
    accountIds(manager.value).map((id) => `${profile}\\${accountManager}\\${id}`),
  );
  if (!keys.ok) return keys;
  return success(keys.value.flatMap(({ key }) => (key && decodeAccount(key)) ?? []));
}

/** More sections than any profile has, and more characters than an address of a server needs. */
const mostSections = 200;
const microsoftHosts = /outlook\.office(365)?\.com|autodiscover-s\.outlook\.com|outlook\.office\.de|partner\.outlook\.cn/i;

/** Whether a profile's own sections name a host of Microsoft 365, in a text or in UTF-16 bytes. */
async function namesOffice365(registry: RegistryReader, profile: string): Promise<Result<boolean>> {
  const top = await registry.readKey(profile);
  if (!top.ok) return top;
  const sections = (top.value?.subkeys ?? []).filter((name) => foldName(name) !== foldName(accountManager)).slice(0, mostSections);
  const read = await readKeys(
    registry,
    sections.map((name) => `${profile}\\${name}`),
  );
  if (!read.ok) return read;
  return success(read.value.some(({ key }) => key?.values.some((value) => microsoftHosts.test(textIn(value))) === true));
}

/** What a value says, whichever of the two ways a MAPI profile keeps its texts in. */
function textIn(value: RegistryValue): string {
  if (value.type === 'REG_SZ') return value.data;
  if (value.type !== 'REG_BINARY') return '';
  const bytes = Buffer.from(value.data, 'hex').subarray(0, 64_000);
  return `${bytes.toString('utf16le')}\n${bytes.toString('latin1')}`;
}

/** Reads all profiles of one Office version; fails only as the registry does. */
export async function readProfiles(registry: RegistryReader, office: OutlookVersion): Promise<Result<Profiles>> {
  const places = profilePlaces(office);
  const read = await readKeys(registry, [places.profiles, places.defaultHolder, ...promptPlaces(office)]);
  if (!read.ok) return read;
  const [list, holder, ...prompts] = read.value.map(({ key }) => key);
  const defaultName = textOf(holder, 'DefaultProfile') ?? null;

  const profiles: Profile[] = [];
  for (const name of [...(list?.subkeys ?? [])].sort((a, b) => (foldName(a) < foldName(b) ? -1 : 1))) {
    const path = `${places.profiles}\\${name}`;
    const accounts = await readAccounts(registry, path);
    if (!accounts.ok) return accounts;
    const hint = accounts.value.some(({ kind }) => isExchange(kind)) ? await namesOffice365(registry, path) : success(false);
    if (!hint.ok) return hint;
    profiles.push({
      name,
      office,
      default: defaultName !== null && foldName(defaultName) === foldName(name),
      blank: !accounts.value.some(isMailAccount),
      accounts: [...accounts.value],
      ...(hint.value ? { office365: true } : {}),
    });
  }
  return success({ profiles, defaultName, prompt: prompts.some(asksAtStart) });
}
