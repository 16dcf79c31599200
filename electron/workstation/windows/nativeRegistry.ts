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
const codes = { accessDenied: 5, moreData: 234, keyDeleted: 1018 } as const;

/** Enumerations that somebody else's writes disturb are begun anew, so often at most. */
const maxAttempts = 5;

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

  const readAll = (key: KeyHandle): RegistryKey => {
    const values: RegistryValue[] = [];
    for (const name of native.enumValueNames(key)) {
      const bytes = native.queryValueRaw(key, name);
      // Somebody removed it since the names were listed.
      if (bytes === null) continue;
      values.push({ name, ...decodeData(bytes.type, bytes) });
    }
    return { values, subkeys: native.enumKeyNames(key) };
  };

  const registry: Registry = {
    backend: 'native',
    async readKey(path) {
      return attempt(path, undefined, () => {
        for (let tries = 1; ; tries += 1) {
          try {
            return withKey(() => openToRead(path), readAll);
          } catch (error) {
            if (codeOf(error) === codes.keyDeleted) return undefined;
            // A longer name or value arrived between asking for the length and reading it.
            if (codeOf(error) !== codes.moreData || tries === maxAttempts) throw error;
          }
        }
      });
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
      return attempt(path, name, () =>
        withKey(
          () => createToWrite(path),
          (key) => setValueRaw(key, name, typeNumberOf(data), exactly(encodeData(data))),
        ),
      );
    },
    async deleteValue(path, name) {
      return attempt(path, name, () => {
        withKey(
          () => openToWrite(path),
          (key) => native.deleteValue(key, name),
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
        withKey(
          () => openToRead(path.slice(0, at)),
          (parent) => native.deleteKey(parent, path.slice(at + 1)),
        );
      });
    },
  };
  return registry;
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
