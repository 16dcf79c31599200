// The pretend Outlook of the practice PC: opened with a blank profile, it does what Outlook's wizard does when it finds a mailbox.
import { accountClsids, accountManager, accountOrderLists, exchangeService, profilePlaces } from '../../model/outlookRegistry.ts';
import { cancelled, problem } from '../../model/problem.ts';
import { dwordOf, findValue, foldName, textOf, type RegistryData, type RegistryKey } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { utf16Hex } from '../registry/registryBytes.ts';
import { importPretendProfile } from './pretendImport.ts';

/** Says which address Outlook would get a mailbox for, `null` where it would find none. */
type FindMailbox = (signal: AbortSignal) => Promise<string | null>;

const managerOf = (profile: string): string => `${profilePlaces('16.0').profiles}\\${profile}\\${accountManager}`;

const mailClsids: readonly string[] = [accountClsids.imap, accountClsids.pop3, accountClsids.http];

/** Whether the profile holds a mail account: one of its own kind, or an Exchange service. */
async function holdsMailAccount(registry: Registry, manager: string, key: RegistryKey | undefined): Promise<Result<boolean>> {
  for (const id of key?.subkeys ?? []) {
    const account = await registry.readKey(`${manager}\\${id}`);
    if (!account.ok) return account;
    const clsid = foldName(textOf(account.value, 'clsid') ?? '');
    const service = findValue(account.value, 'Service Name')?.data;
    if (mailClsids.includes(clsid) || service === utf16Hex(exchangeService)) return success(true);
  }
  return success(false);
}

/** Appends an account id to one of the account manager's order lists. */
function appended(manager: RegistryKey | undefined, list: string, id: number): RegistryData {
  const before = findValue(manager, list);
  const added = Buffer.alloc(4);
  added.writeUInt32LE(id);
  return { type: 'REG_BINARY', data: (before?.type === 'REG_BINARY' ? before.data : '') + added.toString('hex') };
}

/** Writes the account as Outlook leaves it behind after its wizard (values: the Account Management API's names). */
async function addAccount(registry: Registry, manager: string, key: RegistryKey | undefined, address: string): Promise<Result<void>> {
  const id = dwordOf(key, 'NextAccountID') ?? 1;
  const account = `${manager}\\${id.toString(16).padStart(8, '0')}`;
  const values: readonly (readonly [path: string, name: string, data: RegistryData])[] = [
    [account, 'clsid', { type: 'REG_SZ', data: accountClsids.mapiService }],
    [account, 'Account Name', { type: 'REG_SZ', data: address }],
    [account, 'Service Name', { type: 'REG_BINARY', data: utf16Hex(exchangeService) }],
    [manager, accountOrderLists.mail, appended(key, accountOrderLists.mail, id)],
    [manager, accountOrderLists.addressBooks, appended(key, accountOrderLists.addressBooks, id)],
    [manager, accountOrderLists.stores, appended(key, accountOrderLists.stores, id)],
    [manager, 'LastChangeVer', { type: 'REG_BINARY', data: '0100000000000000' }],
    [manager, 'NextAccountID', { type: 'REG_DWORD', data: id + 1 }],
  ];
  for (const [path, name, data] of values) {
    const written = await registry.setValue(path, name, data);
    if (!written.ok) return written;
  }
  return success(undefined);
}

/**
 * Opens the pretend Outlook with a profile and closes it again. What it was told to import it imports first. A blank profile gets the mailbox's account if one is found,
 * and stays blank otherwise; a profile with an account is left as it is. Problems: `outlook.startFailed` {profile, reason},
 * those of `alone` (which takes the workstation's lock) and of the registry.
 */
export async function openPretendOutlook(
  registry: Registry,
  profile: string,
  findMailbox: FindMailbox,
  alone: (work: () => Promise<Result<void>>) => Promise<Result<void>>,
  signal: AbortSignal,
): Promise<Result<void>> {
  const stopped = (): boolean => signal.aborted;
  if (stopped()) return failure(cancelled);
  const manager = managerOf(profile);
  const isBlank = async (): Promise<Result<{ blank: boolean; key: RegistryKey | undefined }>> => {
    const key = await registry.readKey(manager);
    if (!key.ok) return key;
    const holds = await holdsMailAccount(registry, manager, key.value);
    return holds.ok ? success({ blank: !holds.value, key: key.value }) : holds;
  };
  const imported = await importPretendProfile(registry, alone);
  if (!imported.ok) return imported;
  const there = await registry.readKey(`${profilePlaces('16.0').profiles}\\${profile}`);
  if (!there.ok) return there;
  if (!there.value) return failure(problem('outlook.startFailed', { profile, reason: 'profileMissing' }));
  const before = await isBlank();
  if (!before.ok) return before;
  if (!before.value.blank) return success(undefined);

  const address = await findMailbox(signal);
  if (stopped()) return failure(cancelled);
  if (address === null) return success(undefined);
  return alone(async () => {
    // Looked at again: the search took its time, and somebody else may have written meanwhile.
    const now = await isBlank();
    if (!now.ok) return now;
    return now.value.blank ? addAccount(registry, manager, now.value.key, address) : success(undefined);
  });
}
