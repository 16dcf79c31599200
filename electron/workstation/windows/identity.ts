// Facts about the PC and its user: names, Windows, domain, and an address that Windows knows.
import { hostname } from 'node:os';
import { accountName } from '../../model/accountName.ts';
import { startDeadline, untilAborted } from '../../model/deadline.ts';
import { dwordOf, textOf, type RegistryKey } from '../../model/registry.ts';
import type { Identity, Registry } from '../port.ts';
import { profileTypeOf, type Hive } from './hive.ts';
import { declareOnce, openLibrary, takeText, type Koffi, type Out, type Pointer } from './koffi.ts';
import type { SessionAccounts } from './session.ts';
import { windowsName } from './windowsName.ts';

/** NetSetupDomainName (lmjoin.h) and NameUserPrincipal (secext.h). */
const joinedToDomain = 3;
const userPrincipal = 8;

/** Asking for the user's name may need a domain controller; one that is far away must not hold up the start. In milliseconds. */
const longestNameWait = 1_500;

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
/** Where Windows notes a join to Entra ID (dsregcmd): of the PC, and of one user's work account on it. */
const entraJoin = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo';
const workAccounts = 'HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\WorkplaceJoin\\JoinInfo';

/** Domains that exist inside one network only (RFC 6762, RFC 6761, RFC 9476 and usage): a sign-in name there is no mail address. */
const innerDomain = /\.(local|localdomain|lan|internal|intern|intra|corp|home|test|invalid|alt|arpa|onmicrosoft\.com)$/i;

const functions = declareOnce((koffi) => ({
  joinInformation: openLibrary(koffi, 'netapi32.dll').declare<(server: null, name: Out<Pointer>, status: Out<number>) => number>(
    'uint32 __stdcall NetGetJoinInformation(str16 server, _Out_ void **name, _Out_ int *status)',
  ),
  freeBuffer: openLibrary(koffi, 'netapi32.dll').declare<(address: Pointer) => number>('uint32 __stdcall NetApiBufferFree(void *address)'),
}));

/** Apart from the others: its library is loaded for a PC of a domain only. */
const userName = declareOnce((koffi) =>
  openLibrary(koffi, 'secur32.dll').declareWaiting<[format: number, name: Buffer, length: Out<number>], boolean>(
    'bool __stdcall GetUserNameExW(int format, _Out_ uint8_t *name, _Inout_ uint32 *length)',
  ),
);

/** The key in which Windows says which one it is; `undefined` where it cannot be read. */
export async function readWindowsVersion(registry: Registry): Promise<RegistryKey | undefined> {
  const key = await registry.readKey(currentVersion);
  return key.ok ? key.value : undefined;
}

/** Reads the facts; what Windows does not tell is left out, never guessed. `asked` is absent where this PC loads no add-ons. */
export async function readIdentity(
  registry: Registry,
  version: RegistryKey | undefined,
  hive: Hive,
  asked: { readonly koffi: Koffi; readonly accounts: SessionAccounts } | undefined,
): Promise<Identity> {
  const read = async (path: string) => {
    const key = await registry.readKey(path);
    return key.ok ? key.value : undefined;
  };
  const desktop = asked?.accounts.desktop;
  const domain = asked ? joinedDomain(asked.koffi) : undefined;
  const domainJoined = domain !== undefined;
  const profile = hive.sid === null ? undefined : await read(`${currentVersion}\\ProfileList\\${hive.sid}`);
  const principal = asked && hive.kind === 'own' && domainJoined ? await principalName(asked.koffi) : undefined;
  const address = await knownAddress(registry, principal);
  return {
    computer: hostname(),
    user: hive.kind === 'other' ? (desktop?.kind === 'known' ? desktop.name : hive.sid) : accountName(process.env),
    system: windowsName(version),
    domainJoined,
    ...(domain ? { domain } : {}),
    ...(principal ? { principalName: principal } : {}),
    entraJoined: ((await read(entraJoin))?.subkeys.length ?? 0) > 0,
    ...(profile ? { profileType: profileTypeOf(dwordOf(profile, 'State') ?? 0, textOf(profile, 'CentralProfile') ?? '') } : {}),
    ...(hive.kind === 'other' ? { runBy: accountName(process.env) } : {}),
    ...(address === undefined ? {} : { address }),
  };
}

/** The name of the domain, '' where it has none to tell; `undefined` for a PC in a workgroup. */
function joinedDomain(koffi: Koffi): string | undefined {
  const { joinInformation, freeBuffer } = functions(koffi);
  const name: Out<Pointer> = [null];
  const status: Out<number> = [0];
  const answered = joinInformation(null, name, status) === 0;
  const text = takeText(koffi, name[0], freeBuffer) ?? '';
  return answered && status[0] === joinedToDomain ? text : undefined;
}

/** The user's principal name where it looks like a mail address, else the address of their work account. */
async function knownAddress(registry: Registry, principal: string | undefined): Promise<string | undefined> {
  const candidates = [principal, ...(await workAccountAddresses(registry))];
  for (const candidate of candidates) {
    if (candidate === undefined || innerDomain.test(candidate)) continue;
    // It brings the list of public suffixes along, which a PC without any candidate need not wait for.
    const { parseMailAddress } = await import('../../model/mailAddress.ts');
    const address = parseMailAddress(candidate);
    if (address.ok) return address.value.address;
  }
  return undefined;
}

async function principalName(koffi: Koffi): Promise<string | undefined> {
  const name = Buffer.alloc(1024);
  const length: Out<number> = [name.length / 2];
  const deadline = startDeadline(longestNameWait, new AbortController().signal);
  try {
    const known = await untilAborted(userName(koffi)(userPrincipal, name, length), deadline.signal);
    return known ? name.toString('utf16le').split('\0')[0] : undefined;
  } finally {
    deadline.done();
  }
}

async function workAccountAddresses(registry: Registry): Promise<readonly string[]> {
  const addresses: string[] = [];
  const accounts = await registry.readKey(workAccounts);
  for (const id of accounts.ok ? (accounts.value?.subkeys ?? []) : []) {
    const account = await registry.readKey(`${workAccounts}\\${id}`);
    const address = account.ok ? textOf(account.value, 'UserEmail') : undefined;
    if (address !== undefined) addresses.push(address);
  }
  return addresses;
}
