// Reads a key through native-reg as it was at one moment, while other processes may write to it.
import type * as nativeReg from 'native-reg';

export type NativeReg = typeof nativeReg;
export type KeyHandle = ReturnType<NativeReg['createKey']>;

/** System error codes (winerror.h). */
export const codes = { fileNotFound: 2, accessDenied: 5, moreData: 234, keyDeleted: 1018, unsupportedType: 1630 } as const;

/** Work that somebody else's writes disturb is begun anew, so often at most. */
export const maxAttempts = 20;

/** One value as Windows stores it. */
interface RawValue {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
}

export interface RawKey {
  readonly values: readonly RawValue[];
  readonly subkeys: readonly string[];
}

/**
 * Reads until two readings in a row agree: names are listed by their numbers, and what somebody else removes meanwhile would make the
 * list leave another one out.
 */
export function readSteadily(native: NativeReg, key: KeyHandle): RawKey | 'gone' | 'changing' {
  let last: RawKey | undefined;
  for (let tries = 0; tries < maxAttempts; tries += 1) {
    try {
      const now = readOnce(native, key);
      if (last && now && sameReading(last, now)) return now;
      last = now;
    } catch (error) {
      const code = codeOf(error);
      if (code === codes.keyDeleted) return 'gone';
      // A longer value arrived, or the value went, between asking for its length and reading it.
      if (code !== codes.moreData && code !== codes.fileNotFound) throw error;
      last = undefined;
    }
  }
  return 'changing';
}

/** RegGetValueW's flags that allow one type only (winreg.h, RRF_RT_*), by the type's number. */
const onlyOfType: Readonly<Record<number, number>> = { 0: 0x01, 1: 0x02, 2: 0x04, 3: 0x08, 4: 0x10, 7: 0x20, 11: 0x40 };
const textTypes: readonly number[] = [1, 2, 7];

/**
 * Whether a value was read whole. The add-on asks RegQueryValueExW for type and length first and for the bytes afterwards, so that
 * another process's write in between gives the old type and length with the new bytes (seen). RegGetValueW, which hands out bytes of
 * one type only and cuts them to their length, must say the same. Types it does not know are believed.
 */
function isWhole(native: NativeReg, key: KeyHandle, { name, type, bytes }: RawValue): boolean {
  const flags = onlyOfType[type];
  if (flags === undefined) return true;
  try {
    const again = native.getValueRaw(key, '', name, flags | native.GetValueFlags.NO_EXPAND);
    if (again === null) return false;
    if (!textTypes.includes(type)) return again.equals(bytes);
    if (bytes.length % 2 === 1) return true;
    // It ends texts that have no NUL.
    return again.subarray(0, bytes.length).equals(bytes) && again.subarray(bytes.length).every((byte) => byte === 0);
  } catch (error) {
    const code = codeOf(error);
    // Everything else is about a length that is unusual for the type.
    return code !== codes.unsupportedType && code !== codes.moreData && code !== codes.keyDeleted;
  }
}

function sameReading(a: RawKey, b: RawKey): boolean {
  if (a.values.length !== b.values.length || a.subkeys.join('\\') !== b.subkeys.join('\\')) return false;
  return a.values.every((value, index) => {
    const other = b.values[index];
    return other?.name === value.name && other.type === value.type && other.bytes.equals(value.bytes);
  });
}

/** `undefined` when somebody wrote meanwhile. */
function readOnce(native: NativeReg, key: KeyHandle): RawKey | undefined {
  const values: RawValue[] = [];
  for (const name of native.enumValueNames(key)) {
    const bytes = native.queryValueRaw(key, name);
    if (bytes === null) return undefined;
    const value = { name, type: bytes.type, bytes };
    if (!isWhole(native, key, value)) return undefined;
    values.push(value);
  }
  return { values, subkeys: native.enumKeyNames(key) };
}

/** The system error code in an error of native-reg. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;
}
