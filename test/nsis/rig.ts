// What the tests of the per-user installer share: the installers, how they are run, and what they leave on this PC.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as native from 'native-reg';
import { codeOf, codes } from '../../electron/workstation/windows/rawKey.ts';
import { installerOf, type Build } from './builds.ts';
import { isRunning, runProcess, startProcess } from './processes.ts';

/** Statuses of the installer (build/nsis/macros.nsh). */
export const [done, inUse, oldWindows, otherProcessor, newerIsThere] = [0, 32, 1150, 1633, 1638];

export const programName = 'BlueMind Outlook Setup.exe';
const local = process.env.LOCALAPPDATA ?? assert.fail('there is no LOCALAPPDATA');
export const localData = (...parts: readonly string[]) => path.join(local, ...parts);
export const programFolder = localData('Programs', 'bluemind-outlook-setup');
export const menuEntry = path.join(
  process.env.APPDATA ?? '',
  'Microsoft',
  'Windows',
  'Start Menu',
  'Programs',
  'BlueMind Outlook Setup.lnk',
);

/** Runs a program to its end, without what this process has open; gives its exit status. NSIS takes what follows `/D=` and `_?=` as it is. */
const run = (program: string, ...args: readonly string[]): Promise<number | null> =>
  runProcess(program, args, { windowsVerbatimArguments: true });

export const install = (build: Build, ...args: readonly string[]): Promise<number | null> => run(installerOf(build, 'exe'), '/S', ...args);

/** The same with its window. */
export const installShown = (build: Build): Promise<number | null> => run(installerOf(build, 'exe'));

type Values = Readonly<Record<string, unknown>>;

function valuesOf(hive: native.HKEY, key: string): Values | undefined {
  const opened = native.openKey(hive, key, native.Access.READ);
  if (opened === null) return undefined;
  try {
    return Object.fromEntries(native.enumValueNames(opened).map((name) => [name, native.queryValue(opened, name)] as const));
  } catch (error) {
    // The removal, which nobody can wait for, has just taken it away.
    if (codeOf(error) === codes.keyDeleted) return undefined;
    throw error;
  } finally {
    native.closeKey(opened);
  }
}

const guid = 'B9213735-4089-4AC6-8E51-D91AB4F5872F';
const uninstallKey = `Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${guid}`;

/** The entry in "Installed apps" of this person. */
export const entry = () => valuesOf(native.HKCU, uninstallKey);
/** What the installer remembers of itself. */
export const remembered = () => valuesOf(native.HKCU, `Software\\${guid}`);

/** What would be there if it had installed for the PC, or written a policy. */
export const machineTraces = () =>
  [uninstallKey, `Software\\${guid}`, 'Software\\BlueMind', 'Software\\Policies\\BlueMind']
    .map((key) => valuesOf(native.HKLM, key))
    .filter((values) => values !== undefined);

/** Removes the program by what "Installed apps" runs; that starts a copy of itself and does not wait for it. */
export async function uninstall(): Promise<void> {
  const command = entry()?.QuietUninstallString;
  assert.ok(typeof command === 'string', 'it is not installed');
  const [, program = '', args = ''] = /^"([^"]+)" (.*)$/.exec(command) ?? [];
  await run(program, ...args.split(' '));
  for (let waited = 0; waited < 60_000 && (entry() !== undefined || existsSync(path.dirname(program))); waited += 250) await sleep(250);
}

/** The removal itself, in place of the copy that Windows would start, so that its status is known. */
export function uninstallInPlace(): Promise<number | null> {
  return run(path.join(programFolder, `Uninstall ${programName}`), '/currentuser', '/S', `_?=${programFolder}`);
}

/** Starts the stand-in for the program (build/tests/packaging/electron.c) and waits until it runs. */
export async function start(folder: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = await startProcess(path.join(folder, programName), args);
  await sleep(1_000);
  assert.equal(child.exitCode, null, 'it ended');
  return child;
}

/** The exit status of a program that ends by itself; null where it was ended, or does not end. */
export async function statusOf(child: ChildProcess): Promise<number | null> {
  for (let waited = 0; waited < 5_000 && isRunning(child); waited += 100) await sleep(100);
  return child.exitCode;
}

/** The version in a program file, as its installer says it. */
export const installedVersion = () => entry()?.DisplayVersion;

/** The archive of the installed program, to see whether it is another one. */
export const installedArchive = () => readFileSync(path.join(programFolder, 'resources', 'app.asar'));
