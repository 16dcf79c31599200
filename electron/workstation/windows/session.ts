// Who runs this process and who is signed in at the desktop, as Windows says.
import { desktopOf, type Desktop } from './desktop.ts';
import { declareOnce, openLibrary, takeText, type Koffi, type Out, type Pointer } from './koffi.ts';

export interface SessionAccounts {
  /** Security identifier of the account that runs this process. */
  readonly ownSid: string;
  /** The process holds administrator rights. */
  readonly elevated: boolean;
  /** Number of the desktop's session, and who is signed in there. */
  readonly session: number;
  readonly desktop: Desktop;
}

/** Numbers of the classes, rights and name formats asked for (winnt.h, wtsapi32.h, secext.h). */
const tokenQuery = 0x0008;
const tokenUser = 1;
const tokenElevation = 20;
const wtsUserName = 5;
const wtsDomainName = 7;
const samCompatible = 2;
/** Longest SID in bytes: SECURITY_MAX_SID_SIZE. */
const longestSid = 68;

const functions = declareOnce((koffi) => {
  const kernel32 = openLibrary(koffi, 'kernel32.dll');
  const advapi32 = openLibrary(koffi, 'advapi32.dll');
  const wtsapi32 = openLibrary(koffi, 'wtsapi32.dll');
  return {
    currentProcess: kernel32.declare<() => Pointer>('void * __stdcall GetCurrentProcess()'),
    closeHandle: kernel32.declare<(handle: Pointer) => boolean>('bool __stdcall CloseHandle(void *handle)'),
    localFree: kernel32.declare<(address: Pointer) => Pointer>('void * __stdcall LocalFree(void *address)'),
    sessionOf: kernel32.declare<(process: number, session: Out<number>) => boolean>(
      'bool __stdcall ProcessIdToSessionId(uint32 process, _Out_ uint32 *session)',
    ),
    consoleSession: kernel32.declare<() => number>('uint32 __stdcall WTSGetActiveConsoleSessionId()'),
    openToken: advapi32.declare<(process: Pointer, access: number, token: Out<Pointer>) => boolean>(
      'bool __stdcall OpenProcessToken(void *process, uint32 access, _Out_ void **token)',
    ),
    tokenInformation: advapi32.declare<(token: Pointer, what: number, into: bigint, size: number, needed: Out<number>) => boolean>(
      'bool __stdcall GetTokenInformation(void *token, int what, void *into, uint32 size, _Out_ uint32 *needed)',
    ),
    sidText: advapi32.declare<(sid: Pointer | Buffer, text: Out<Pointer>) => boolean>(
      'bool __stdcall ConvertSidToStringSidW(void *sid, _Out_ void **text)',
    ),
    lookUpName: advapi32.declare<
      (
        system: null,
        name: string,
        sid: Buffer,
        sidSize: Out<number>,
        domain: Buffer,
        domainLength: Out<number>,
        use: Out<number>,
      ) => boolean
    >(
      'bool __stdcall LookupAccountNameW(str16 system, str16 name, _Out_ uint8_t *sid, _Inout_ uint32 *sidSize, _Out_ uint8_t *domain, _Inout_ uint32 *domainLength, _Out_ int *use)',
    ),
    computerName: kernel32.declare<(name: Buffer, length: Out<number>) => boolean>(
      'bool __stdcall GetComputerNameW(_Out_ uint8_t *name, _Inout_ uint32 *length)',
    ),
    sessionInformation: wtsapi32.declare<
      (server: null, session: number, what: number, buffer: Out<Pointer>, bytes: Out<number>) => boolean
    >('bool __stdcall WTSQuerySessionInformationW(void *server, uint32 session, int what, _Out_ void **buffer, _Out_ uint32 *bytes)'),
    freeMemory: wtsapi32.declare<(address: Pointer) => void>('void __stdcall WTSFreeMemory(void *address)'),
  };
});

/** Apart: this library brings every way to sign in with it. */
const nameFunctions = declareOnce((koffi) => {
  const secur32 = openLibrary(koffi, 'secur32.dll');
  return {
    ownName: secur32.declare<(format: number, name: Buffer, length: Out<number>) => boolean>(
      'bool __stdcall GetUserNameExW(int format, _Out_ uint8_t *name, _Inout_ uint32 *length)',
    ),
  };
});

/** Reads the accounts; throws only when Windows does not even know this process's own account. */
export function readSessionAccounts(koffi: Koffi): SessionAccounts {
  const own = readOwnToken(koffi);
  const session = desktopSession(koffi);
  return { ...own, session, desktop: signedIn(koffi, session, own.ownSid) };
}

/** A process of the services' session 0 (ssh, remote management) has no desktop: then it is the one at the screen. */
function desktopSession(koffi: Koffi): number {
  const { sessionOf, consoleSession } = functions(koffi);
  const session: Out<number> = [0];
  return sessionOf(process.pid, session) && session[0] !== 0 ? session[0] : consoleSession();
}

function readOwnToken(koffi: Koffi): Pick<SessionAccounts, 'ownSid' | 'elevated'> {
  const { currentProcess, openToken, closeHandle, tokenInformation } = functions(koffi);
  const token: Out<Pointer> = [null];
  if (!openToken(currentProcess(), tokenQuery, token)) throw new Error('this process has no token');
  const size = 256;
  const buffer = koffi.alloc('uint8_t', size) as bigint;
  try {
    const needed: Out<number> = [0];
    if (!tokenInformation(token[0], tokenUser, buffer, size, needed)) throw new Error('the token names no user');
    // TOKEN_USER begins with the address of the SID.
    const ownSid = sidTextOf(koffi, koffi.decode(buffer, 'void *') as bigint);
    const elevated = tokenInformation(token[0], tokenElevation, buffer, size, needed) && koffi.decode.uint32(buffer) !== 0;
    return { ownSid, elevated };
  } finally {
    koffi.free(buffer);
    closeHandle(token[0]);
  }
}

function sidTextOf(koffi: Koffi, sid: Pointer | Buffer): string {
  const { sidText, localFree } = functions(koffi);
  const text: Out<Pointer> = [null];
  const read = sidText(sid, text) ? takeText(koffi, text[0], localFree) : null;
  if (read === null) throw new Error('a SID cannot be written as text');
  return read;
}

/** Who is signed in at a session; asked of the session itself, which tells it to every account, other than the desktop's own processes. */
function signedIn(koffi: Koffi, session: number, ownSid: string): Desktop {
  return desktopOf({
    user: sessionText(koffi, session, wtsUserName),
    domain: sessionText(koffi, session, wtsDomainName),
    own: { sid: ownSid, name: () => ownName(koffi) },
    computer: computerName(koffi),
    lookUp: (name) => lookUp(koffi, name),
  });
}

/** `DOMAIN\user` of this process: the one format of GetUserNameExW that asks no domain controller. */
function ownName(koffi: Koffi): string | null {
  const name = Buffer.alloc(1024);
  const read = nameFunctions(koffi).ownName(samCompatible, name, [name.length / 2]);
  return read ? textIn(name) : null;
}

/** The NetBIOS name, which the names of this PC's own accounts begin with. */
function computerName(koffi: Koffi): string | null {
  const name = Buffer.alloc(64);
  return functions(koffi).computerName(name, [name.length / 2]) ? textIn(name) : null;
}

const textIn = (buffer: Buffer): string => buffer.toString('utf16le').split('\0')[0] ?? '';

function lookUp(koffi: Koffi, name: string): string | null {
  const sid = Buffer.alloc(longestSid);
  const domainName = Buffer.alloc(1024);
  const found = functions(koffi).lookUpName(null, name, sid, [longestSid], domainName, [domainName.length / 2], [0]);
  return found ? sidTextOf(koffi, sid) : null;
}

function sessionText(koffi: Koffi, session: number, what: number): string | null {
  const { sessionInformation, freeMemory } = functions(koffi);
  const buffer: Out<Pointer> = [null];
  return sessionInformation(null, session, what, buffer, [0]) ? takeText(koffi, buffer[0], freeMemory) : null;
}
