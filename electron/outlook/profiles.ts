// Reads the Outlook profiles of the user, with their accounts, and which of them Outlook opens.
import { accountManager, outlookKey, profilePlaces, type OutlookVersion } from '../model/outlookRegistry.ts';
import type { Account, Profile } from '../model/outlook.ts';
import { dwordOf, foldName, textOf, type RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';
import { decodeAccount, isMailAccount } from './accounts.ts';

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

async function readAccounts(registry: Registry, profile: string): Promise<Result<readonly Account[]>> {
  const manager = await registry.readKey(`${profile}\\${accountManager}`);
  if (!manager.ok) return manager;
  const accounts: Account[] = [];
  for (const id of [...(manager.value?.subkeys ?? [])].sort()) {
    if (!/^[0-9a-f]{8}$/i.test(id)) continue;
    const key = await registry.readKey(`${profile}\\${accountManager}\\${id}`);
    if (!key.ok) return key;
    const account = key.value && decodeAccount(key.value);
    if (account) accounts.push(account);
  }
  return success(accounts);
}

/** Reads all profiles of one Office version; fails only as the registry does. */
export async function readProfiles(registry: Registry, office: OutlookVersion): Promise<Result<Profiles>> {
  const places = profilePlaces(office);
  const list = await registry.readKey(places.profiles);
  if (!list.ok) return list;
  const holder = await registry.readKey(places.defaultHolder);
  if (!holder.ok) return holder;
  const defaultName = textOf(holder.value, 'DefaultProfile') ?? null;

  let prompt = false;
  for (const place of promptPlaces(office)) {
    const key = await registry.readKey(place);
    if (!key.ok) return key;
    prompt ||= asksAtStart(key.value);
  }

  const profiles: Profile[] = [];
  for (const name of [...(list.value?.subkeys ?? [])].sort((a, b) => (foldName(a) < foldName(b) ? -1 : 1))) {
    const accounts = await readAccounts(registry, `${places.profiles}\\${name}`);
    if (!accounts.ok) return accounts;
    profiles.push({
      name,
      office,
      default: defaultName !== null && foldName(defaultName) === foldName(name),
      blank: !accounts.value.some(isMailAccount),
      accounts: [...accounts.value],
    });
  }
  return success({ profiles, defaultName, prompt });
}
