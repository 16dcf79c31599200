// A key as it is read, and the answers of Windows that reading and writing must understand.

/** System error codes (winerror.h). */
export const codes = {
  success: 0,
  fileNotFound: 2,
  accessDenied: 5,
  moreData: 234,
  noMoreItems: 259,
  keyDeleted: 1018,
} as const;

/** Work that somebody else's writes disturb is begun anew, so often at most. */
export const maxAttempts = 20;

/** A predefined key by its name in winreg.h, without HKEY_ and in short. */
export type Root = 'HKCU' | 'HKLM' | 'HKU';

/** One value as Windows stores it. */
export interface RawValue {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
}

export interface RawKey {
  readonly values: readonly RawValue[];
  readonly subkeys: readonly string[];
}

/**
 * Reads a key of the 64-bit view as it was at one moment: `gone` when it is not there or was removed meanwhile, `changing` when others
 * wrote to it in every attempt. Throws what Windows refuses, with its code as `errno`.
 */
export type ReadRaw = (root: Root, below: string) => RawKey | 'gone' | 'changing';

/** These values of a key of the 64-bit view, `undefined` for each that is absent. Throws as `ReadRaw` does. */
export type ReadRawValues = (root: Root, below: string, names: readonly string[]) => readonly (Omit<RawValue, 'name'> | undefined)[];

/** Whether there is such a key in the 64-bit view, whoever may read it. Throws as `ReadRaw` does. */
export type IsThere = (root: Root, below: string) => boolean;

/** Whether two listings agree and name nothing twice, as a listing does into which somebody else's write has fallen. */
export function sameReading(a: RawKey, b: RawKey): boolean {
  if (new Set(b.values.map(({ name }) => name)).size < b.values.length || new Set(b.subkeys).size < b.subkeys.length) return false;
  if (a.values.length !== b.values.length || a.subkeys.join('\\') !== b.subkeys.join('\\')) return false;
  return a.values.every((value, index) => {
    const other = b.values[index];
    return other?.name === value.name && other.type === value.type && other.bytes.equals(value.bytes);
  });
}

/** The system error code in an error of native-reg, or of a reading. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;
}
