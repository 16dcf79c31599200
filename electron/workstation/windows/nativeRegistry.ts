// The port's registry over Windows' own calls, in this process, through the add-on native-reg.
import type * as nativeReg from 'native-reg';
import { problem } from '../../model/problem.ts';
import type { RegistryKey, RegistryValue } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { decodeData, encodeData, typeNumberOf } from '../registry/registryBytes.ts';
import { nameFault } from '../registry/registryTree.ts';
import type { Hive } from './hive.ts';

type NativeReg = typeof nativeReg;
type AccessMask = Parameters<NativeReg['openKey']>[2];
type KeyHandle = ReturnType<NativeReg['createKey']>;

/** System error codes (winerror.h). */
const codes = { fileNotFound: 2, accessDenied: 5, moreData: 234, keyDeleted: 1018, unsupportedType: 1630 } as const;

/** Work that somebody else's writes disturb is begun anew, so often at most. */
const maxAttempts = 20;

/** One value as Windows stores it. */
interface RawValue {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
}

interface RawKey {
  readonly values: readonly RawValue[];
  readonly subkeys: readonly string[];
}

/** The registry of one user's hive and of the machine, in the 64-bit view whatever this process is. */
export function createNativeRegistry(native: NativeReg, hive: Hive): Registry {
  const { Access } = native;
  // The bits of an access mask add up to masks that the add-on's enumeration does not list.
  const read: AccessMask = Access.READ | Access.WOW64_64KEY;
  const write: AccessMask = Access.SET_VALUE | Access.CREATE_SUB_KEY | Access.WOW64_64KEY;

  /** Takes any type's number, also those that the add-on's enumeration does not list. */
  const setValueRaw: (key: KeyHandle, name: string, type: number, bytes: Buffer) => void = native.setValueRaw;

  /** Where a path of the port lies: which root, and what below it. */
  const place = (path: string): { readonly root: KeyHandle; readonly below: string } => {
    const [root, ...names] = path.split('\\');
    if (root === 'HKLM') return { root: native.HKLM, below: names.join('\\') };
    if (hive.kind === 'own') return { root: native.HKCU, below: names.join('\\') };
    return { root: native.HKU, below: [hive.sid, ...names].join('\\') };
  };

  const withKey = <T>(open: () => KeyHandle | null, use: (key: KeyHandle) => T): T | undefined => {
    const key = open();
    if (key === null) return undefined;
    try {
      return use(key);
    } finally {
      native.closeKey(key);
    }
  };

  const openToRead = (path: string) => {
    const { root, below } = place(path);
    return native.openKey(root, below, read);
  };
  const openToWrite = (path: string) => {
    const { root, below } = place(path);
    return native.openKey(root, below, write);
  };
  const createToWrite = (path: string) => {
    const { root, below } = place(path);
    return native.createKey(root, below, write);
  };

  /** `undefined` when somebody wrote meanwhile. */
  const readOnce = (key: KeyHandle): RawKey | undefined => {
    const values: RawValue[] = [];
    for (const name of native.enumValueNames(key)) {
      const bytes = native.queryValueRaw(key, name);
      if (bytes === null) return undefined;
      const value = { name, type: bytes.type, bytes };
      if (!isWhole(native, key, value)) return undefined;
      values.push(value);
    }
    return { values, subkeys: native.enumKeyNames(key) };
  };

  const registry: Registry = {
    backend: 'native',
    async readKey(path) {
      const read = attempt(path, undefined, () =>
        withKey(
          () => openToRead(path),
          (key) => agreed(() => readOnce(key)),
        ),
      );
      if (!read.ok) return read;
      // The key was removed while it was read, or was never there.
      if (read.value === undefined || read.value === 'gone') return success(undefined);
      if (read.value === 'changing') return failure(problem('registry.failed', { path, reason: 'changing' }));
      return success(decoded(read.value));
    },
    async createKey(path) {
      return attempt(path, undefined, () =>
        withKey(
          () => createToWrite(path),
          () => undefined,
        ),
      );
    },
    async setValue(path, name, data) {
      const bytes = exactly(encodeData(data));
      return attempt(path, name, () =>
        // A key that somebody removes between its creation and the write is made anew.
        againIf([codes.keyDeleted], () =>
          withKey(
            () => createToWrite(path),
            (key) => setValueRaw(key, name, typeNumberOf(data), bytes),
          ),
        ),
      );
    },
    async deleteValue(path, name) {
      return attempt(path, name, () => {
        againIf([codes.keyDeleted], () =>
          withKey(
            () => openToWrite(path),
            (key) => native.deleteValue(key, name),
          ),
        );
      });
    },
    async deleteKey(path) {
      // Windows answers "access denied" for a key that has subkeys, and removes one with values: both are told apart here.
      const found = await registry.readKey(path);
      if (!found.ok) return found;
      if (!found.value) return success(undefined);
      if (found.value.subkeys.length > 0) return failure(problem('registry.failed', { path, reason: 'hasSubkeys' }));
      const at = path.lastIndexOf('\\');
      if (at < 0) return failure(problem('registry.failed', { path, reason: 'root' }));
      return attempt(path, undefined, () => {
        againIf([codes.keyDeleted], () =>
          withKey(
            () => openToRead(path.slice(0, at)),
            (parent) => native.deleteKey(parent, path.slice(at + 1)),
          ),
        );
      });
    },
  };
  return registry;
}

const decoded = ({ values, subkeys }: RawKey): RegistryKey => ({
  values: values.map(({ name, type, bytes }): RegistryValue => ({ name, ...decodeData(type, bytes) })),
  subkeys: [...subkeys],
});

/**
 * Reads until two readings in a row agree: names are listed by their numbers, and what somebody else removes meanwhile would make the
 * list leave another one out.
 */
function agreed(read: () => RawKey | undefined): RawKey | 'gone' | 'changing' {
  let last: RawKey | undefined;
  for (let tries = 0; tries < maxAttempts; tries += 1) {
    try {
      const now = read();
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

/** Does the call again while it fails with one of these codes, so often at most. */
function againIf<T>(passing: readonly number[], call: () => T): T {
  for (let tries = 1; ; tries += 1) {
    try {
      return call();
    } catch (error) {
      if (tries === maxAttempts || !passing.includes(codeOf(error) ?? 0)) throw error;
    }
  }
}

/**
 * The same bytes with something else than zeros behind them: Windows looks past the end of a text that has no NUL and, if there is one,
 * takes it along (RegSetValueExW, "string data").
 */
function exactly(bytes: Buffer): Buffer {
  const padded = Buffer.alloc(bytes.length + 4, 0xff);
  bytes.copy(padded);
  return padded.subarray(0, bytes.length);
}

/** Runs a call; Windows' refusals become problems, anything else is a bug and throws. */
function attempt<T>(path: string, name: string | undefined, call: () => T): Result<T> {
  const fault = nameFault(path, name);
  if (fault) return failure(problem('registry.failed', { path, reason: fault }));
  try {
    return success(call());
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return failure(
      code === codes.accessDenied ? problem('registry.denied', { path }) : problem('registry.failed', { path, reason: `Windows ${code}` }),
    );
  }
}

/** The system error code in an error of native-reg. */
function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;
}
