// What the tests on Windows share: the workstation with a state folder of its own, an installed Outlook, and the bytes of the user's registry.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as native from 'native-reg';
import type { Result } from '../../electron/model/result.ts';
import type { Workstation } from '../../electron/workstation/port.ts';
import { createCredentials } from '../../electron/workstation/windows/credentials.ts';
import { openWindowsWorkstation, type WindowsOptions } from '../../electron/workstation/windows/index.ts';
import { loadKoffi } from '../../electron/workstation/windows/koffi.ts';

// The processes that tests start load the same modules again and again: compiled once, they start twice as fast.
process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'bmos-compiled');

const run = promisify(execFile);
export const never: AbortSignal = new AbortController().signal;

/** Gives the value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);

const wineKey = native.openKey(native.HKCU, 'Software\\Wine', native.Access.READ);
native.closeKey(wineKey);

export const onWine = wineKey !== null;

/** Set where a test must not change the registry of the person whose PC this is: neither Wine, nor a machine of a test service, nor a yes. */
export const leaveAlone: string | false =
  onWine || process.env.CI !== undefined || process.env.BMOS_TEST_ON_THIS_PC === '1'
    ? false
    : 'changes the registry of this user: set BMOS_TEST_ON_THIS_PC=1 to allow it';

/** A script that is started many times: in one file where the runner made one of it (build/tests/windowsScripts.ts), else as it is. */
export function startedScript(name: string, source: string): string {
  const bundled = fileURLToPath(new URL(`../../build/out/windows-bench/scripts/${name}.mjs`, import.meta.url));
  return onWine && existsSync(bundled) ? bundled : fileURLToPath(new URL(source, import.meta.url));
}

export const elevatedEntry = startedScript('elevated', '../../electron/elevated.ts');

export interface Rig {
  readonly workstation: Workstation;
  /** What stands for %LOCALAPPDATA%. */
  readonly folder: string;
  close(): Promise<void>;
}

/** This PC as the program opens it, with a folder of its own for journals and backups. */
export async function openRig(options: Partial<WindowsOptions> = {}): Promise<Rig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bmos-windows-'));
  const before = process.env.LOCALAPPDATA;
  process.env.LOCALAPPDATA = folder;
  try {
    const helper = { file: process.execPath, args: [elevatedEntry] };
    const workstation = must(await openWindowsWorkstation({ network: {}, helper, ...options }));
    return {
      workstation,
      folder,
      async close() {
        await workstation.close();
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      },
    };
  } finally {
    if (before !== undefined) process.env.LOCALAPPDATA = before;
  }
}

const clickToRun = 'SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration';

/** Makes an Outlook look installed, as Click-to-Run notes it; gives the way to take that back. Needs administrator rights. */
export function installPretendOutlook(): () => void {
  const key = native.createKey(native.HKLM, clickToRun, native.Access.ALL_ACCESS);
  const values = {
    InstallationPath: 'C:\\Program Files\\Microsoft Office',
    VersionToReport: '16.0.17928.20114',
    Platform: 'x64',
    ProductReleaseIds: 'O365ProPlusRetail',
  };
  for (const [name, text] of Object.entries(values)) native.setValueSZ(key, name, text);
  native.closeKey(key);
  return () => native.deleteTree(native.HKLM, 'SOFTWARE\\Microsoft\\Office\\ClickToRun');
}

const regExe = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\reg.exe`;

/** Wine makes the keys of its Credential Manager when that is first read, whoever reads it. */
async function letWineMakeItsKeys(): Promise<void> {
  const loaded = await loadKoffi();
  if ('koffi' in loaded) must(await createCredentials(loaded.koffi, true).list());
}

/** What `reg export HKCU\Software` writes: equal bytes, equal registry. */
export async function exportSoftware(): Promise<string> {
  if (onWine) await letWineMakeItsKeys();
  const folder = await mkdtemp(path.join(tmpdir(), 'bmos-export-'));
  const file = path.join(folder, 'software.reg');
  await run(regExe, ['export', 'HKCU\\Software', file, '/y']);
  const text = await readFile(file, 'utf16le');
  await rm(folder, { recursive: true });
  return text;
}

/** Fails with the lines that are only in one of two exports, where a comparison of the whole would hide them. */
export function assertSameExport(now: string, before: string, what = 'the registry'): void {
  if (now === before) return;
  const [lost, added] = [
    [before, now],
    [now, before],
  ].map(([from = '', without = '']) => {
    const known = new Set(without.split('\r\n'));
    return from.split('\r\n').filter((line) => !known.has(line));
  });
  assert.fail(
    `${what} differs:\n${(lost ?? []).map((line) => `- ${line}`).join('\n')}\n${(added ?? []).map((line) => `+ ${line}`).join('\n')}`,
  );
}

/** Imports a .reg file with Windows' own program; one that is kept readable as UTF-8 is imported in the encoding that regedit writes. */
export async function importReg(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes[0] === 0xff) {
    await run(regExe, ['import', file]);
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'bmos-import-'));
  const copy = path.join(folder, path.basename(file));
  await writeFile(copy, `\ufeff${bytes.toString('utf8').replace(/\r?\n/g, '\r\n')}`, 'utf16le');
  await run(regExe, ['import', copy]);
  await rm(folder, { recursive: true });
}
