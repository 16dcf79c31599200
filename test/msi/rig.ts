// What the installer's tests share: msiexec, the installers of both versions, and what they leave in the registry.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as native from 'native-reg';
import * as z from 'zod';
import { rememberedKey, runKey } from '../../build/msi/fragments.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { msiFolder } from '../../build/tests/msi/standIn.ts';
import { runProcess } from '../nsis/processes.ts';

/** `1.0.0-again` is a second build of the same version. */
const versions = ['1.0.0', '1.0.0-again', '2.0.0'] as const;
export type Version = (typeof versions)[number];

export const installationFolder = path.win32.join(process.env.ProgramFiles ?? 'C:\\Program Files', 'BlueMind Outlook Setup');
const msiFile = (version: Version): string => path.join(msiFolder, `${version}.msi`);

const tablesSchema = z.record(z.string(), z.array(z.record(z.string(), z.string())));

type Rows = readonly Readonly<Record<string, string>>[];
/** Gives the rows of one table, by column. */
export type Tables = (name: string) => Rows;

const readTables = (file: string) => tablesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

function tablesIn(file: string): Tables {
  const tables = readTables(file);
  return (name) => tables[name] ?? [];
}

/** The tables of the installer that these tests install. */
export const installedTables = (version: Version): Tables => tablesIn(`${msiFile(version)}.json`);
/** Those of its tables that WiX linked for Windows Installer; what it notes for itself begins with its name. */
export const linkedTableNames = (version: Version): readonly string[] =>
  Object.entries(readTables(`${msiFile(version)}.linked.json`)).flatMap(([name, rows]) =>
    /^(Wix|_)/.test(name) || rows.length === 0 ? [] : [name],
  );
/** The same as WiX linked them, before they were written. */
export const linkedTables = (version: Version): Tables => tablesIn(`${msiFile(version)}.linked.json`);

/** Exit statuses of msiexec (winerror.h): ERROR_SUCCESS and ERROR_INSTALL_FAILURE. */
export const [done, refused] = [0, 1603];

const run = (...args: readonly string[]): Promise<number | null> => runProcess('msiexec.exe', args);

/** Runs msiexec without any window; gives its exit status. */
export const msiexec = (...args: readonly string[]): Promise<number | null> => run(...args, '/qn');
/** The same with its windows, as when a person double-clicks. */
export const msiexecShown = (...args: readonly string[]): Promise<number | null> => run(...args, '/qb');

/** Properties as msiexec reads them. */
const properties = (given: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(given).map(([name, value]) => `${name}=${value}`);

export const install = (version: Version, given: Readonly<Record<string, string>> = {}): Promise<number | null> =>
  msiexec('/i', msiFile(version), ...properties(given));
/** What `msiexec /fa` does, with the installer named: Wine keeps no copy of it. */
export const repair = (version: Version, given: Readonly<Record<string, string>> = {}): Promise<number | null> =>
  msiexec('/i', msiFile(version), 'REINSTALL=ALL', 'REINSTALLMODE=amus', ...properties(given));
export const uninstall = (version: Version): Promise<number | null> => msiexec('/x', msiFile(version));

/** Which of the builds Windows counts as installed. */
export function installedBuilds(): readonly Version[] {
  const key = native.openKey(native.HKLM, 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall', native.Access.READ);
  const codes = key === null ? [] : native.enumKeyNames(key);
  native.closeKey(key);
  const codeOf = (version: Version) => installedTables(version)('Property').find(({ Property }) => Property === 'ProductCode')?.Value;
  return versions.filter((version) => codes.includes(codeOf(version) ?? ''));
}

/** Puts the PC back, whatever a failed test has left there: the next one must not fail for it. */
export async function leaveNothing(): Promise<void> {
  for (const version of installedBuilds()) await uninstall(version);
  for (const key of ['Software\\Policies\\BlueMind', 'Software\\BlueMind']) native.deleteTree(native.HKLM, key);
  deleteMachineValue(runKey, 'BlueMind Outlook Setup');
}

type Values = Readonly<Record<string, unknown>>;

/** The values of a key of the PC, absent where there is no such key. */
export function machineValues(key: string): Values | undefined {
  const opened = native.openKey(native.HKLM, key, native.Access.READ);
  if (opened === null) return undefined;
  const values = native.enumValueNames(opened).map((name) => [name, native.queryValue(opened, name)]);
  native.closeKey(opened);
  return Object.fromEntries(values) as Values;
}

export const policies = (): Values | undefined => machineValues(policyKey);
export const remembered = (): Values | undefined => machineValues(rememberedKey);
export const logonEntry = (): unknown => machineValues(runKey)?.['BlueMind Outlook Setup'];

/** Writes a text below HKLM as an administrator would; creates the key. */
export function setMachineText(key: string, name: string, text: string): void {
  const opened = native.createKey(native.HKLM, key, native.Access.ALL_ACCESS);
  native.setValueSZ(opened, name, text);
  native.closeKey(opened);
}

/** Writes a number below HKLM, as Group Policy does for what is on or off. */
export function setMachineNumber(key: string, name: string, number: number): void {
  const opened = native.createKey(native.HKLM, key, native.Access.ALL_ACCESS);
  native.setValueDWORD(opened, name, number);
  native.closeKey(opened);
}

export function deleteMachineValue(key: string, name: string): void {
  const opened = native.openKey(native.HKLM, key, native.Access.ALL_ACCESS);
  if (opened === null) return;
  native.deleteValue(opened, name);
  native.closeKey(opened);
}
