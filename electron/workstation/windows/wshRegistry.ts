// The port's registry through Windows Script Host, for PCs that load no add-ons and forbid reg.exe (policy "Prevent access to registry editing tools").
import { problem } from '../../model/problem.ts';
import { findValue, foldName, sameData, type RegistryData, type RegistryKey } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { changeOneByOne, isThere, readAndPick } from '../registry/severalValues.ts';
import { nameFault } from '../registry/registryTree.ts';
import type { Hive } from './hive.ts';
import { isAmbiguous, readListing, runScript, valueLines, type Ended } from './wshScripts.ts';

/** "Access is denied" of Windows, of COM and of WMI (winerror.h, wbemcli.h). */
const deniedCodes: readonly number[] = [5, 0x8007_0005, 0x8004_1003];

/** Runs one of the package's scripts with lines on its input. */
type Run = (script: string, lines: readonly string[]) => Promise<Ended>;

/**
 * A registry through the scripts of the package regedit, about a second a call, for the process's own hive only. What they cannot keep
 * exactly (wshScripts) is `registry.failed` with reason `inexact` and nothing is written; nor is a value overwritten or removed that
 * they did not give exactly, because it could not be put back. Every write is read back.
 */
export function createWshRegistry(hive: Hive, run: Run = runScript): Registry {
  const failed = (path: string, reason: string): Result<never> => failure(problem('registry.failed', { path, reason }));

  const refusal = (path: string, name = ''): Result<never> | undefined => {
    const reason = nameFault(path, name) ?? (hive.kind === 'other' && path.startsWith('HKCU') ? 'otherUser' : undefined);
    return reason === undefined ? undefined : failed(path, reason);
  };

  /** The path as the scripts name it; the hive by its owner where that is known, since WMI answers from another process. */
  const named = (path: string): string => (hive.sid === null ? path : path.replace(/^HKCU(?=\\|$)/, `HKU\\${hive.sid}`));

  async function readKey(path: string): Promise<Result<RegistryKey | undefined>> {
    const refused = refusal(path);
    if (refused) return refused;
    const { status, output } = await run('regListStream', [named(path)]);
    if (status !== 0) return failed(path, reasonOf(status));
    const listing = readListing(output);
    if (listing.kind === 'unreadable') return failed(path, listing.reason);
    return listing.kind === 'none' ? absentOrDenied(path) : success({ values: listing.values, subkeys: listing.subkeys });
  }

  /** The script says the same of a key that is not there and of one that may not be read: the parent knows the difference. */
  async function absentOrDenied(path: string): Promise<Result<RegistryKey | undefined>> {
    const at = path.lastIndexOf('\\');
    if (at < 0) return failed(path, 'cscript.exe');
    const parent = await readKey(path.slice(0, at));
    if (!parent.ok) return parent;
    const name = foldName(path.slice(at + 1));
    const isThere = parent.value?.subkeys.some((subkey) => foldName(subkey) === name) ?? false;
    return isThere ? failure(problem('registry.denied', { path })) : success(undefined);
  }

  /** Does one change and reads it back; `isDone` says whether the key looks as it should. */
  async function change(
    path: string,
    script: string,
    lines: readonly string[],
    isDone: (key: RegistryKey | undefined) => boolean,
  ): Promise<Result<void>> {
    const { status } = await run(script, lines);
    if (status !== null && deniedCodes.includes(status)) return failure(problem('registry.denied', { path }));
    if (status !== 0) return failed(path, reasonOf(status));
    const after = await readKey(path);
    if (!after.ok) return after;
    return isDone(after.value) ? success(undefined) : failed(path, 'cscript.exe');
  }

  const createKey = (path: string): Promise<Result<void>> => change(path, 'regCreateKey', [named(path)], (after) => after !== undefined);

  async function setValue(path: string, name: string, data: RegistryData): Promise<Result<void>> {
    const refused = refusal(path, name);
    if (refused) return refused;
    const lines = valueLines(name, data);
    if (!lines) return failed(path, `inexact: ${name}`);
    const before = await readKey(path);
    if (!before.ok) return before;
    const value = findValue(before.value, name);
    if (value && isAmbiguous(value)) return failed(path, `inexact: ${name}`);
    const made = before.value ? success(undefined) : await createKey(path);
    if (!made.ok) return made;
    return change(path, 'regPutValue', [named(path), ...lines], (after) => {
      const written = findValue(after, name);
      return written !== undefined && sameData(written, data);
    });
  }

  async function deleteValue(path: string, name: string): Promise<Result<void>> {
    const before = await readKey(path);
    if (!before.ok) return before;
    const value = findValue(before.value, name);
    if (!value) return success(undefined);
    // The script takes what stands behind the last backslash for the value's name.
    if (name.includes('\\') || isAmbiguous(value)) return failed(path, `inexact: ${name}`);
    return change(path, 'regDeleteValue', [`${named(path)}\\${name}`], (after) => !findValue(after, name));
  }

  return {
    backend: 'wsh',
    readKey,
    readValues: (path, names) => readAndPick({ readKey }, path, names),
    hasKey: async (path) => isThere(await readKey(path)),
    async createKey(path) {
      const before = await readKey(path);
      if (!before.ok || before.value) return before.ok ? success(undefined) : before;
      return createKey(path);
    },
    setValue,
    deleteValue,
    changeValues: (path, changes) => changeOneByOne({ setValue, deleteValue }, path, changes),
    async deleteKey(path) {
      const before = await readKey(path);
      if (!before.ok || !before.value) return before.ok ? success(undefined) : before;
      if (before.value.subkeys.length > 0) return failed(path, 'hasSubkeys');
      return change(path, 'regDeleteKey', [named(path)], (after) => after === undefined);
    },
  };
}

function reasonOf(status: number | null): string {
  return status === null ? 'cscript.exe' : `cscript.exe ${status}`;
}
