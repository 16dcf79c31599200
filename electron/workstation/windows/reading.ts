// Reads a key through koffi as it was at one moment, in few calls: one for each value, and five for the key.
import type { Koffi } from './koffi.ts';
import { codeOf, codes, maxAttempts, sameReading, type IsThere, type RawKey, type ReadRaw, type ReadRawValues } from './rawKey.ts';
import { registryCalls, type KeyInfo } from './registryCalls.ts';

type Calls = ReturnType<typeof registryCalls>;
type Handle = NonNullable<ReturnType<Calls['open']>>;

/** One listing, and whether nobody can have written while it was made. */
interface Listing extends RawKey {
  readonly certain: boolean;
}

/** Refusals that say that somebody removed a value or a subkey, or replaced data by longer data, while the key was listed. */
const disturbed: readonly (number | undefined)[] = [codes.noMoreItems, codes.moreData, codes.fileNotFound];

export function createReading(koffi: Koffi): {
  readonly readRaw: ReadRaw;
  readonly readRawValues: ReadRawValues;
  readonly isThere: IsThere;
} {
  const calls = registryCalls(koffi);
  return {
    readRaw(root, below) {
      const key = calls.open(root, below);
      if (key === undefined) return 'gone';
      try {
        return readSteadily(calls, key);
      } finally {
        calls.close(key);
      }
    },
    readRawValues(root, below, names) {
      const key = calls.open(root, below);
      if (key === undefined) return names.map(() => undefined);
      try {
        return names.map((name) => calls.valueNamed(key, name));
      } catch (error) {
        if (codeOf(error) === codes.keyDeleted) return names.map(() => undefined);
        throw error;
      } finally {
        calls.close(key);
      }
    },
    isThere(root, below) {
      try {
        const key = calls.open(root, below);
        if (key !== undefined) calls.close(key);
        return key !== undefined;
      } catch (error) {
        // Only a key that is there can refuse to be opened.
        if (codeOf(error) === codes.accessDenied) return true;
        throw error;
      }
    },
  };
}

/** Lists until a listing is certain, or until two in a row agree. */
function readSteadily(calls: Calls, key: Handle): RawKey | 'gone' | 'changing' {
  let last: RawKey | undefined;
  for (let tries = 0; tries < maxAttempts; tries += 1) {
    try {
      const now = listOnce(calls, key);
      if (now && (now.certain || (last && sameReading(last, now)))) return now;
      last = now;
    } catch (error) {
      const code = codeOf(error);
      if (code === codes.keyDeleted) return 'gone';
      if (!disturbed.includes(code)) throw error;
      last = undefined;
    }
  }
  return 'changing';
}

/**
 * `undefined` when somebody wrote meanwhile: values and subkeys are listed by their numbers, and what is removed while that is done
 * makes another one be left out. Each write moves the key's time on, but only to the system's tick: where the last one before the
 * listing lies in the very tick in which the listing began, one during it may bear the same time, and the listing is not certain.
 */
function listOnce(calls: Calls, key: Handle): Listing | undefined {
  const began = calls.now();
  const before = calls.info(key);
  // Nothing to list: the one answer says all.
  if (before.values === 0 && before.subkeys === 0) return { values: [], subkeys: [], certain: true };
  const values = Array.from({ length: before.values }, (_, index) => calls.value(key, index));
  const subkeys = Array.from({ length: before.subkeys }, (_, index) => calls.subkey(key, index));
  return sameInfo(before, calls.info(key)) ? { values, subkeys, certain: before.written < began } : undefined;
}

const sameInfo = (a: KeyInfo, b: KeyInfo): boolean => a.values === b.values && a.subkeys === b.subkeys && a.written === b.written;
