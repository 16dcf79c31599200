// Windows' own calls that read a registry key, through koffi, with buffers that are made once.
import { declareOnce, openLibrary } from './koffi.ts';
import { codes, type RawValue, type Root } from './rawKey.ts';

/** What Windows says of a key as a whole, in one answer. */
export interface KeyInfo {
  readonly values: number;
  readonly subkeys: number;
  /** When values or subkeys last changed: a FILETIME, 100 ns since 1601, which moves on with the system's tick only. */
  readonly written: bigint;
}

/** Predefined keys (winreg.h): negative 32-bit numbers, widened with their sign. */
const roots: Readonly<Record<Root, number>> = { HKCU: -0x7fff_ffff, HKLM: -0x7fff_fffe, HKU: -0x7fff_fffd };

/** KEY_READ and KEY_WOW64_64KEY (winnt.h). */
const readIn64 = 0x0002_0019 | 0x0100;

/** A value's name has 16,383 UTF-16 units at most, a key's 255 ("Registry element size limits"); a NUL ends them. */
const nameSpace = 16_384;

type Handle = bigint;

/** What a call hands out, read as `[0]` after it. */
const outNumber = (): Uint32Array & { 0: number } => new Uint32Array(1) as Uint32Array & { 0: number };
const outLong = (): BigUint64Array & { 0: bigint } => new BigUint64Array(1) as BigUint64Array & { 0: bigint };

// The arrays and buffers are what these fill: koffi passes their addresses and copies nothing.
type Open = (root: number, below: string, options: 0, access: number, key: BigUint64Array) => number;
// prettier-ignore
type QueryInfo = (key: Handle, className: null, classLength: null, reserved: null, subkeys: Uint32Array, longestSubkey: null,
  longestClass: null, values: Uint32Array, longestName: null, longestData: null, security: null, written: BigUint64Array) => number;
// prettier-ignore
type EnumValue = (key: Handle, index: number, name: Buffer, nameLength: Uint32Array, reserved: null, type: Uint32Array, data: Buffer,
  dataLength: Uint32Array) => number;
// prettier-ignore
type QueryValue = (key: Handle, name: string, reserved: null, type: Uint32Array, data: Buffer, dataLength: Uint32Array) => number;
// prettier-ignore
type EnumKey = (key: Handle, index: number, name: Buffer, nameLength: Uint32Array, reserved: null, className: null, classLength: null,
  written: null) => number;

/** A refusal of Windows, with its code as native-reg's errors have it. */
class Refusal extends Error {
  readonly errno: number;
  constructor(code: number) {
    super(`Windows ${code}`);
    this.errno = code;
  }
}

function accepted(code: number): void {
  if (code !== codes.success) throw new Refusal(code);
}

/**
 * The calls; each is one of Windows' and throws its refusal, with the code as `errno`. They wait for nothing but Windows, so that no
 * two share a buffer at once.
 */
export const registryCalls = declareOnce((koffi) => {
  const advapi32 = openLibrary(koffi, 'advapi32.dll');
  const openKey = advapi32.declare<Open>(
    'uint32 __stdcall RegOpenKeyExW(intptr_t root, str16 below, uint32 options, uint32 access, void *key)',
  );
  const queryInfo = advapi32.declare<QueryInfo>(
    'uint32 __stdcall RegQueryInfoKeyW(intptr_t key, void *className, void *classLength, void *reserved, void *subkeys, ' +
      'void *longestSubkey, void *longestClass, void *values, void *longestName, void *longestData, void *security, void *written)',
  );
  const enumValue = advapi32.declare<EnumValue>(
    'uint32 __stdcall RegEnumValueW(intptr_t key, uint32 index, void *name, void *nameLength, void *reserved, void *type, void *data, ' +
      'void *dataLength)',
  );
  const queryValue = advapi32.declare<QueryValue>(
    'uint32 __stdcall RegQueryValueExW(intptr_t key, str16 name, void *reserved, void *type, void *data, void *dataLength)',
  );
  const enumKey = advapi32.declare<EnumKey>(
    'uint32 __stdcall RegEnumKeyExW(intptr_t key, uint32 index, void *name, void *nameLength, void *reserved, void *className, ' +
      'void *classLength, void *written)',
  );
  const closeKey = advapi32.declare<(key: Handle) => number>('uint32 __stdcall RegCloseKey(intptr_t key)');
  const flushKey = advapi32.declareWaiting<[key: Handle], number>('uint32 __stdcall RegFlushKey(intptr_t key)');
  const systemTime = openLibrary(koffi, 'kernel32.dll').declare<(now: BigUint64Array) => void>(
    'void __stdcall GetSystemTimeAsFileTime(void *now)',
  );

  const [handle, time] = [outLong(), outLong()];
  const [first, second, type] = [outNumber(), outNumber(), outNumber()];
  const name = Buffer.alloc(nameSpace * 2);
  let data = Buffer.alloc(4_096);
  const text = (): string => name.toString('utf16le', 0, first[0] * 2);

  /** Makes a call that gives data, again with more room where its answer is "more data" and the length that is missing. */
  const withRoom = (call: () => number): number => {
    for (;;) {
      second[0] = data.length;
      const code = call();
      if (code !== codes.moreData || second[0] <= data.length) return code;
      data = Buffer.alloc(second[0]);
    }
  };
  const answered = (): Omit<RawValue, 'name'> => ({ type: type[0], bytes: Buffer.from(data.subarray(0, second[0])) });

  return {
    /** `undefined` where there is no such key. */
    open(root: Root, below: string): Handle | undefined {
      const code = openKey(roots[root], below, 0, readIn64, handle);
      if (code === codes.fileNotFound) return undefined;
      accepted(code);
      return handle[0];
    },
    info(key: Handle): KeyInfo {
      accepted(queryInfo(key, null, null, null, second, null, null, first, null, null, null, time));
      return { values: first[0], subkeys: second[0], written: time[0] };
    },
    /** Name, type and data in one answer, so that no write of somebody else can come in between. */
    value(key: Handle, index: number): RawValue {
      const code = withRoom(() => {
        first[0] = nameSpace;
        return enumValue(key, index, name, first, null, type, data, second);
      });
      accepted(code);
      return { name: text(), ...answered() };
    },
    /** Type and data of one value in one answer, `undefined` where there is no such value. */
    valueNamed(key: Handle, valueName: string): Omit<RawValue, 'name'> | undefined {
      const code = withRoom(() => queryValue(key, valueName, null, type, data, second));
      if (code === codes.fileNotFound) return undefined;
      accepted(code);
      return answered();
    },
    subkey(key: Handle, index: number): string {
      first[0] = nameSpace;
      accepted(enumKey(key, index, name, first, null, null, null, null));
      return text();
    },
    close(key: Handle): void {
      closeKey(key);
    },
    /** Writes the hive of an open key to disk, on a thread of its own; whether Windows did. */
    async flush(key: Handle): Promise<boolean> {
      return (await flushKey(key)) === codes.success;
    },
    /** The clock that a key's `written` is taken from, in its unit. */
    now(): bigint {
      systemTime(time);
      return time[0];
    },
  };
});
