// The part of wldap32.dll that is used here (winldap.h), and its answers copied out as plain texts.
import type { KoffiFunc } from 'koffi';
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from '../koffi.ts';
import { callOnPool, textAt } from './nativeCalls.ts';

export const scope = { base: 0, subtree: 2 } as const;

/** Names of LDAP result codes (winldap.h), for evidence; Windows' own client-side codes begin at 0x51. */
const resultNames: Readonly<Record<number, string>> = {
  0x01: 'LDAP_OPERATIONS_ERROR',
  0x03: 'LDAP_TIMELIMIT_EXCEEDED',
  0x04: 'LDAP_SIZELIMIT_EXCEEDED',
  0x07: 'LDAP_AUTH_METHOD_NOT_SUPPORTED',
  0x08: 'LDAP_STRONG_AUTH_REQUIRED',
  0x0a: 'LDAP_REFERRAL',
  0x20: 'LDAP_NO_SUCH_OBJECT',
  0x31: 'LDAP_INVALID_CREDENTIALS',
  0x32: 'LDAP_INSUFFICIENT_RIGHTS',
  0x33: 'LDAP_BUSY',
  0x34: 'LDAP_UNAVAILABLE',
  0x51: 'LDAP_SERVER_DOWN',
  0x52: 'LDAP_LOCAL_ERROR',
  0x55: 'LDAP_TIMEOUT',
  0x56: 'LDAP_AUTH_UNKNOWN',
  0x5b: 'LDAP_CONNECT_ERROR',
};

/** The name of a result code, or its number. */
function ldapResultName(code: number): string {
  return resultNames[code] ?? `LDAP ${code}`;
}

/** LDAP_OPT_*. */
const option = { sizeLimit: 0x03, timeLimit: 0x04, referrals: 0x08, version: 0x11, sign: 0x95 } as const;
/** LDAP_AUTH_SIMPLE and LDAP_AUTH_NEGOTIATE. */
const authSimple = 0x80;
const authNegotiate = 0x0486;

/** A directory holds a handful of service connection points for Autodiscover: one a server. */
const maxEntries = 200;
const maxValues = 64;
const maxValueLength = 2_000;

const functions = declareOnce((koffi) => {
  const wldap32 = openLibrary(koffi, 'wldap32.dll');
  return {
    init: wldap32.declare<(hosts: string | null, port: number) => Pointer>('void * ldap_initW(str16 hosts, uint32_t port)'),
    setOption: wldap32.declare<(ldap: Pointer, which: number, value: Buffer) => number>(
      'uint32_t ldap_set_optionW(void *ldap, int which, void *value)',
    ),
    connect: wldap32.declare<KoffiFunc<(ldap: Pointer, timeout: Buffer) => number>>('uint32_t ldap_connect(void *ldap, void *timeout)'),
    bind: wldap32.declare<KoffiFunc<(ldap: Pointer, name: string | null, password: string | null, method: number) => number>>(
      'uint32_t ldap_bind_sW(void *ldap, str16 name, str16 password, uint32_t method)',
    ),
    search: wldap32.declare<
      KoffiFunc<
        (
          ldap: Pointer,
          base: string,
          scope: number,
          filter: string,
          attributes: readonly (string | null)[],
          namesOnly: 0,
          server: null,
          client: null,
          timeout: Buffer,
          most: number,
          result: Out<Pointer>,
        ) => number
      >
    >(
      'uint32_t ldap_search_ext_sW(void *ldap, str16 base, uint32_t scope, str16 filter, str16 *attributes, uint32_t namesOnly, void *server, void *client, void *timeout, uint32_t most, _Out_ void **result)',
    ),
    firstEntry: wldap32.declare<(ldap: Pointer, result: Pointer) => Pointer>('void * ldap_first_entry(void *ldap, void *result)'),
    nextEntry: wldap32.declare<(ldap: Pointer, entry: Pointer) => Pointer>('void * ldap_next_entry(void *ldap, void *entry)'),
    values: wldap32.declare<(ldap: Pointer, entry: Pointer, attribute: string) => Pointer>(
      'void * ldap_get_valuesW(void *ldap, void *entry, str16 attribute)',
    ),
    freeValues: wldap32.declare<(values: Pointer) => number>('uint32_t ldap_value_freeW(void *values)'),
    freeResult: wldap32.declare<(result: Pointer) => number>('uint32_t ldap_msgfree(void *result)'),
    unbind: wldap32.declare<KoffiFunc<(ldap: Pointer) => number>>('uint32_t ldap_unbind(void *ldap)'),
  };
});

/** Attributes by the names they were asked for, each with its values as texts. */
export type LdapEntry = Readonly<Record<string, readonly string[]>>;
export type LdapAnswer = { readonly entries: readonly LdapEntry[] } | { readonly failure: string };

export interface LdapSession {
  search(base: string, where: number, filter: string, attributes: readonly string[]): Promise<LdapAnswer>;
  close(): Promise<void>;
}

export interface LdapServer {
  /** `null` lets Windows find a domain controller. */
  readonly host: string | null;
  readonly port: number;
  /** Signs in by name and password in clear text: for test servers on this machine only. Absent = the user's own Windows sign-in. */
  readonly simple?: { readonly name: string; readonly password: string };
}

/** Connects and signs in; each step gives up after about `timeoutSeconds`. The caller closes the session. */
export async function openLdap(
  koffi: Koffi,
  server: LdapServer,
  timeoutSeconds: number,
): Promise<LdapSession | { readonly failure: string }> {
  const { init, setOption, connect, bind, unbind } = functions(koffi);
  const ldap = init(server.host, server.port);
  if (ldap === null) return { failure: 'ldap_init' };
  const failed = async (code: number): Promise<{ readonly failure: string }> => {
    await callOnPool(koffi, unbind, ldap);
    return { failure: ldapResultName(code) };
  };
  const set = (which: number, value: number): number => setOption(ldap, which, dword(value));
  set(option.version, 3);
  // Another server that a directory names is one we have not chosen to sign in to.
  set(option.referrals, 0);
  set(option.timeLimit, timeoutSeconds);
  set(option.sizeLimit, maxEntries);
  // Signed, so that nobody on the way can change the answer; clear-text sign-ins have no key to sign with.
  if (!server.simple) set(option.sign, 1);
  const connected = await callOnPool(koffi, connect, ldap, timeval(timeoutSeconds));
  if (connected.value !== 0) return failed(connected.value);
  const { simple } = server;
  const bound = await callOnPool(koffi, bind, ldap, simple?.name ?? null, simple?.password ?? null, simple ? authSimple : authNegotiate);
  if (bound.value !== 0) return failed(bound.value);
  return {
    search: (base, where, filter, attributes) => search(koffi, ldap, { base, where, filter, attributes, timeoutSeconds }),
    close: async () => {
      await callOnPool(koffi, unbind, ldap);
    },
  };
}

interface Search {
  readonly base: string;
  readonly where: number;
  readonly filter: string;
  readonly attributes: readonly string[];
  readonly timeoutSeconds: number;
}

async function search(koffi: Koffi, ldap: bigint, { base, where, filter, attributes, timeoutSeconds }: Search): Promise<LdapAnswer> {
  const { search: run, freeResult } = functions(koffi);
  const result: Out<Pointer> = [null];
  const list = [...attributes, null];
  const limit = timeval(timeoutSeconds);
  const { value } = await callOnPool(koffi, run, ldap, base, where, filter, list, 0, null, null, limit, maxEntries, result);
  try {
    // More entries than were asked for: those that came are good all the same.
    if (value !== 0 && value !== 0x04) return { failure: ldapResultName(value) };
    return { entries: [...entriesOf(koffi, ldap, result[0], attributes)] };
  } finally {
    if (result[0] !== null) freeResult(result[0]);
  }
}

function* entriesOf(koffi: Koffi, ldap: bigint, result: Pointer, attributes: readonly string[]): Generator<LdapEntry> {
  const { firstEntry, nextEntry } = functions(koffi);
  let entry = result === null ? null : firstEntry(ldap, result);
  for (let count = 0; entry !== null && count < maxEntries; count += 1) {
    const at = entry;
    yield Object.fromEntries(attributes.map((attribute) => [attribute, valuesOf(koffi, ldap, at, attribute)]));
    entry = nextEntry(ldap, entry);
  }
}

/** A list of texts that ends with NULL. */
function valuesOf(koffi: Koffi, ldap: bigint, entry: bigint, attribute: string): readonly string[] {
  const { values, freeValues } = functions(koffi);
  const list = values(ldap, entry, attribute);
  if (list === null) return [];
  try {
    const texts: string[] = [];
    const step = koffi.sizeof('void *');
    for (let index = 0; index < maxValues; index += 1) {
      const text = textAt(koffi, koffi.decode(list, index * step, 'void *') as Pointer, maxValueLength);
      if (text === undefined) break;
      texts.push(text);
    }
    return texts;
  } finally {
    freeValues(list);
  }
}

function dword(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** LDAP_TIMEVAL: seconds and microseconds, 32 bits each on Windows. */
function timeval(seconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(seconds);
  return bytes;
}
