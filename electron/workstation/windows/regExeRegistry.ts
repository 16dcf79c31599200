// The port's registry through Windows' reg.exe and .reg files, for PCs that load no add-ons. Nothing is parsed from what reg.exe prints.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problem } from '../../model/problem.ts';
import { findValue, foldName, sameData, type RegistryData, type RegistryKey } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry, ValueChange } from '../port.ts';
import { encodeRegFile, parseRegFile, type RegFileKey } from '../registry/regFile.ts';
import { nameFault } from '../registry/registryTree.ts';
import { isThere, readAndPick } from '../registry/severalValues.ts';
import type { Hive } from './hive.ts';
import { done, runReg, type RunReg } from './runRegExe.ts';

/** REG_DWORD and REG_QWORD (winnt.h). */
const numberTypes: readonly number[] = [4, 11];

/** What a standard user may not write: there, a refused import is a matter of rights. */
const protectedKeys = /^(HKLM|HKCU\\SOFTWARE\\POLICIES|HKCU\\SOFTWARE\\MICROSOFT\\WINDOWS\\CURRENTVERSION\\POLICIES)(\\|$)/;

/** Lends a folder of its own for one file, and removes it with what is in it. */
async function withFile<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bmos-reg-'));
  try {
    return await use(path.join(folder, 'keys.reg'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A registry through reg.exe, some 20 ms a call. `export` and `import` carry every type exactly, in Unicode; since reg.exe
 * does not say why it failed, every write is read back, and the place decides between `registry.denied` and `registry.failed`. Only for the
 * process's own hive: for another's (`registry.failed`, reason `otherUser`) the add-on is needed. A text keeps what it says; an unusual
 * ending of its bytes (no NUL) becomes the usual one. What it would alter is refused (`registry.failed`, reason `inexact`).
 */
export function createRegExeRegistry(hive: Hive, run: RunReg = runReg): Registry {
  const refusal = (key: string, names: readonly string[] = []): Result<never> | undefined => {
    const reason = nameFault(key, ...names) ?? (hive.kind === 'other' && key.startsWith('HKCU') ? 'otherUser' : undefined);
    return reason === undefined ? undefined : failure(problem('registry.failed', { path: key, reason }));
  };

  /** Reads on their way: who asks for the same key meanwhile waits with them. A write ends that, so that nobody sees what was before it. */
  const underWay = new Map<string, Promise<Result<RegistryKey | undefined>>>();

  function readKey(key: string): Promise<Result<RegistryKey | undefined>> {
    const refused = refusal(key);
    if (refused) return Promise.resolve(refused);
    const folded = foldName(key);
    const shared = underWay.get(folded);
    if (shared) return shared;
    const reading = exportAndRead(key).finally(() => {
      if (underWay.get(folded) === reading) underWay.delete(folded);
    });
    underWay.set(folded, reading);
    return reading;
  }

  async function exportAndRead(key: string): Promise<Result<RegistryKey | undefined>> {
    const read = async () => {
      const exported = await exportKey(run, key);
      return exported?.ok ? success(keyIn(exported.value, key)) : exported;
    };
    const first = await read();
    if (first) return first;
    const absent = await absentOrUnreadable(key);
    if (absent.ok || absent.problem.code !== 'registry.denied') return absent;
    // It is there. Before anybody is told that it may not be read: the program may not have started once.
    return (await read()) ?? absent;
  }

  /** reg.exe fails alike for a key that is not there and for one that may not be read: the parent knows the difference. */
  async function absentOrUnreadable(key: string): Promise<Result<RegistryKey | undefined>> {
    const at = key.lastIndexOf('\\');
    if (at < 0) return failure(problem('registry.failed', { path: key, reason: 'reg.exe' }));
    const parent = await readKey(key.slice(0, at));
    if (!parent.ok) return parent;
    const name = foldName(key.slice(at + 1));
    const isThere = parent.value?.subkeys.some((subkey) => foldName(subkey) === name) ?? false;
    return isThere ? failure(problem('registry.denied', { path: key })) : success(undefined);
  }

  async function hasKey(key: string): Promise<Result<boolean>> {
    const refused = refusal(key);
    if (refused) return refused;
    // A listing of the one key, which nobody reads: an export would write out all that lies below it.
    if ((await run(['query', key])) === done) return success(true);
    return isThere(await absentOrUnreadable(key));
  }

  /** How the import ended, and what stands there after it. */
  async function importAndLook(section: RegFileKey): Promise<{ ended: string; after: Result<RegistryKey | undefined> }> {
    const ended = await withFile(async (file) => {
      await writeFile(file, encodeRegFile([section]), { flag: 'wx', mode: 0o600 });
      return run(['import', file]);
    });
    underWay.clear();
    return { ended, after: await readKey(section.path) };
  }

  /** Imports the changes of one key and reads them back; `isDone` says whether the key looks as it should. */
  async function change(section: RegFileKey, isDone: (key: RegistryKey | undefined) => boolean): Promise<Result<void>> {
    const refused = refusal(
      section.path,
      section.values.map(({ name }) => name),
    );
    if (refused) return refused;
    const last = await importAndLook(section);
    // A virus scanner may hold a new file for a moment, or the program may not start once: importing again does no harm.
    const { after, ended } = last.ended !== done && last.after.ok && !isDone(last.after.value) ? await importAndLook(section) : last;
    if (!after.ok) return after;
    if (isDone(after.value)) return success(undefined);
    const denied = protectedKeys.test(foldName(section.path));
    return failure(
      denied
        ? problem('registry.denied', { path: section.path })
        : problem('registry.failed', { path: section.path, reason: `reg.exe: ${ended}` }),
    );
  }

  async function changeValues(key: string, changes: readonly ValueChange[]): Promise<Result<void>> {
    const inexact = changes.find(({ data }) => data !== null && !isExact(data));
    if (inexact) return failure(problem('registry.failed', { path: key, reason: `inexact: ${inexact.name}` }));
    if (changes.every(({ data }) => data === null)) {
      const before = await readKey(key);
      // Importing a deletion would create the key.
      if (!before.ok || !changes.some(({ name }) => findValue(before.value, name))) return before.ok ? success(undefined) : before;
    }
    const values = changes.map(({ name, data }) => ({ name, data: data && usuallyStored(data) }));
    // Of several changes of one value the last one counts.
    const last = new Map(changes.map((each) => [foldName(each.name), each]));
    return change({ path: key, values }, (after) =>
      [...last.values()].every(({ name, data }) => {
        const value = findValue(after, name);
        return data === null ? value === undefined : value !== undefined && sameData(value, data);
      }),
    );
  }

  return {
    backend: 'regExe',
    readKey,
    readValues: (key, names) => readAndPick({ readKey }, key, names),
    hasKey,
    createKey: (key) => change({ path: key, values: [] }, (after) => after !== undefined),
    setValue: (key, name, data) => changeValues(key, [{ name, data }]),
    deleteValue: (key, name) => changeValues(key, [{ name, data: null }]),
    changeValues,
    async deleteKey(key) {
      const before = await readKey(key);
      if (!before.ok || !before.value) return before.ok ? success(undefined) : before;
      if (before.value.subkeys.length > 0) return failure(problem('registry.failed', { path: key, reason: 'hasSubkeys' }));
      return change({ path: key, deleted: true, values: [] }, (after) => after === undefined);
    },
  };
}

/** Whether reg.exe keeps a value: not a number of the wrong length, which it fills up, nor a text beyond a NUL, which it cuts off. */
function isExact(data: RegistryData): boolean {
  if (data.type === 'REG_OTHER') return !numberTypes.includes(data.number);
  return !('stored' in data || data.type === 'REG_SZ' || data.type === 'REG_EXPAND_SZ') || !JSON.stringify(data.data).includes('\\u0000');
}

/** The same text without the unusual way in which it was stored. */
function usuallyStored(data: RegistryData): RegistryData {
  if (!('stored' in data)) return data;
  const { stored: _, ...text } = data;
  return text;
}

/** The sections of one key and everything below it; `undefined` when reg.exe did not export it. */
function exportKey(run: RunReg, key: string): Promise<Result<readonly RegFileKey[]> | undefined> {
  return withFile(async (file) =>
    (await run(['export', key, file, '/y'])) === done ? parseRegFile(withLineBreaks(await readFile(file)), file) : undefined,
  );
}

/**
 * Wine's reg.exe writes the line breaks in a text as `\r` and `\n`, where Windows' writes them as they are. In an export every backslash
 * of a text is doubled, so that a single one before these letters can mean nothing else. Can go when Wine writes them as Windows does.
 */
function withLineBreaks(exported: Buffer): Buffer {
  const breaks: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n' };
  const text = exported
    .toString('utf16le')
    .replace(/^["@].*$/gm, (line) => line.replace(/\\[\\"rn]/g, (escape) => breaks[escape] ?? escape));
  return Buffer.from(text, 'utf16le');
}

/** One key among the sections of an export: its values, and the direct subkeys that have sections of their own. */
function keyIn(sections: readonly RegFileKey[], path: string): RegistryKey | undefined {
  const folded = foldName(path);
  const own = sections.find((section) => foldName(section.path) === folded);
  if (!own) return undefined;
  const below = sections.filter((section) => foldName(section.path).startsWith(`${folded}\\`));
  const names = new Map(
    below.map((section) => section.path.slice(path.length + 1).split('\\')[0] ?? '').map((name) => [foldName(name), name]),
  );
  return {
    values: own.values.flatMap(({ name, data }) => (data === null ? [] : [{ name, ...data }])),
    subkeys: [...names.values()],
  };
}
