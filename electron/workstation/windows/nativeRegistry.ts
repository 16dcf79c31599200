// The port's registry over Windows' own calls, in this process: written through the add-on native-reg, read through koffi.
import type * as nativeReg from 'native-reg';
import { problem } from '../../model/problem.ts';
import type { RegistryData, RegistryKey, RegistryValue } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry, ValueChange } from '../port.ts';
import { decodeData, encodeData, typeNumberOf } from '../registry/registryBytes.ts';
import { nameFault } from '../registry/registryTree.ts';
import type { Hive } from './hive.ts';
import type { Koffi } from './koffi.ts';
import { createReading } from './reading.ts';
import { codeOf, codes, maxAttempts, type RawKey, type Root } from './rawKey.ts';
import { registryCalls } from './registryCalls.ts';

type NativeReg = typeof nativeReg;
type KeyHandle = ReturnType<NativeReg['createKey']>;
type AccessMask = Parameters<NativeReg['openKey']>[2];

/**
 * The registry of one user's hive and of the machine, in the 64-bit view whatever this process is.
 */
export function createNativeRegistry(native: NativeReg, koffi: Koffi, hive: Hive): Registry {
  const { Access } = native;
  const { readRaw, readRawValues, isThere } = createReading(koffi);
  // The bits of an access mask add up to masks that the add-on's enumeration does not list.
  const read: AccessMask = Access.READ | Access.WOW64_64KEY;
  const write: AccessMask = Access.SET_VALUE | Access.CREATE_SUB_KEY | Access.WOW64_64KEY;

  /** Takes any type's number, also those that the add-on's enumeration does not list. */
  const setValueRaw: (key: KeyHandle, name: string, type: number, bytes: Buffer) => void = native.setValueRaw;

  /** Where a path of the port lies: which root, and what below it. */
  const place = (path: string): { readonly root: Root; readonly below: string } => {
    const [root, ...names] = path.split('\\');
    if (root === 'HKLM') return { root: 'HKLM', below: names.join('\\') };
    if (hive.kind === 'own') return { root: 'HKCU', below: names.join('\\') };
    return { root: 'HKU', below: [hive.sid, ...names].join('\\') };
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
    return native.openKey(native[root], below, read);
  };
  const openToWrite = (path: string) => {
    const { root, below } = place(path);
    return native.openKey(native[root], below, write);
  };
  const createToWrite = (path: string) => {
    const { root, below } = place(path);
    return native.createKey(native[root], below, write);
  };

  /** One value's change as what is done with the key that was opened for it. */
  const stepOf = (name: string, data: RegistryData | null): ((key: KeyHandle) => void) => {
    if (data === null) return (key) => void native.deleteValue(key, name);
    const [type, bytes] = [typeNumberOf(data), exactly(encodeData(data))];
    return (key) => setValueRaw(key, name, type, bytes);
  };

  const registry: Registry = {
    backend: 'native',
    async readKey(path) {
      const read = attempt(path, [], () => {
        const { root, below } = place(path);
        return readRaw(root, below);
      });
      if (!read.ok) return read;
      if (read.value === 'gone') return success(undefined);
      if (read.value === 'changing') return failure(problem('registry.failed', { path, reason: 'changing' }));
      return success(decoded(read.value));
    },
    async readValues(path, names) {
      const asked = names.map((name) => ({ name }));
      const read = attempt(path, asked, () => {
        const { root, below } = place(path);
        return readRawValues(root, below, names);
      });
      return read.ok ? success(read.value.map((value) => (value ? decodeData(value.type, value.bytes) : null))) : read;
    },
    async hasKey(path) {
      return attempt(path, [], () => {
        const { root, below } = place(path);
        return isThere(root, below);
      });
    },
    async createKey(path) {
      return attempt(path, [], () =>
        withKey(
          () => createToWrite(path),
          () => undefined,
        ),
      );
    },
    setValue: (path, name, data) => registry.changeValues(path, [{ name, data }]),
    deleteValue: (path, name) => registry.changeValues(path, [{ name, data: null }]),
    async changeValues(path, changes) {
      const steps = changes.map(({ name, data }) => stepOf(name, data));
      const open = changes.some(({ data }) => data !== null) ? createToWrite : openToWrite;
      return attempt(path, changes, () => {
        // A key that somebody removes while it is written is made anew, and all of its values are written again.
        againIf([codes.keyDeleted], () =>
          withKey(
            () => open(path),
            (key) => {
              for (const step of steps) step(key);
            },
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
      return attempt(path, [], () => {
        againIf([codes.keyDeleted], () =>
          withKey(
            () => openToRead(path.slice(0, at)),
            (parent) => native.deleteKey(parent, path.slice(at + 1)),
          ),
        );
      });
    },
    async flush() {
      const calls = registryCalls(koffi);
      const { root, below } = place('HKCU\\Software');
      const key = calls.open(root, below);
      if (key === undefined) return;
      try {
        // Windows would write it some seconds later anyway: that it cannot now is no reason to take anything back.
        await calls.flush(key);
      } finally {
        calls.close(key);
      }
    },
  };
  return registry;
}

const decoded = ({ values, subkeys }: RawKey): RegistryKey => ({
  values: values.map(({ name, type, bytes }): RegistryValue => ({ name, ...decodeData(type, bytes) })),
  subkeys: [...subkeys],
});

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
function attempt<T>(path: string, changes: readonly Pick<ValueChange, 'name'>[], call: () => T): Result<T> {
  const fault = nameFault(path, ...changes.map(({ name }) => name));
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
