// Finds an Electron to run, or gets one: given by the environment, installed, or downloaded by Electron's own installer.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { root } from './root.ts';

export type Found = { readonly path: string } | { readonly path: undefined; readonly reason: string };

const electronFolder = join(root, 'node_modules', 'electron');
const missingStamp = join(root, 'build', 'out', 'electron-missing.json');
const missingSchema = z.object({ version: z.string(), reason: z.string() });

/** A download whose first byte has not come by then counts as not to be had. */
const longestStartMs = 20_000;

function wantedVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'))).version;
}

const executableName: Partial<Record<NodeJS.Platform, string>> = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };

function inFolder(folder: string): string {
  return join(folder, executableName[process.platform] ?? 'electron');
}

/** The Electron that is on this machine: ELECTRON_OVERRIDE_DIST_PATH first, then the installed one; never downloads. */
export function installedElectron(): Found {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined && override !== '') {
    const path = inFolder(override);
    return existsSync(path) ? { path } : { path: undefined, reason: `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${path}` };
  }
  const path = inFolder(join(electronFolder, 'dist'));
  return existsSync(path) && existsSync(join(electronFolder, 'path.txt'))
    ? { path }
    : { path: undefined, reason: "Electron's program file is not installed" };
}

function remembered(): string | undefined {
  if (!existsSync(missingStamp)) return undefined;
  const stamp = missingSchema.safeParse(JSON.parse(readFileSync(missingStamp, 'utf8')));
  return stamp.success && stamp.data.version === wantedVersion() ? stamp.data.reason : undefined;
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Runs Electron's installer in a temporary folder of its own, so that the first byte of its download can be seen. */
async function download(): Promise<string | undefined> {
  const temporary = mkdtempSync(join(tmpdir(), 'bmos-electron-'));
  const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => {
      resolve(1);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
  const tooLate = new AbortController();
  const watch = async () => {
    for (let waited = 0; waited < longestStartMs && !tooLate.signal.aborted; waited += 500) {
      if (bytesBelow(temporary) > 0) return;
      await sleep(500);
    }
    if (!tooLate.signal.aborted) child.kill();
  };
  const watching = watch();
  const code = await ended;
  const slow = child.killed;
  tooLate.abort();
  await watching;
  rmSync(temporary, { recursive: true, force: true });
  if (slow) return `the download did not start within ${longestStartMs / 1000} s`;
  if (code === 0) return undefined;
  const cause = /code: '(\w+)'/.exec(complaint)?.[1] ?? complaint.split('\n')[0]?.replace(/^\w*Error: /, '') ?? '';
  return `the download failed (${cause.slice(0, 120)})`;
}

/**
 * The Electron on this machine, downloaded once when there is none. A download that fails is remembered for this version of
 * Electron and not tried again at each start; `npx install-electron` tries again by hand.
 */
export async function obtainElectron(say: (line: string) => void): Promise<Found> {
  const installed = installedElectron();
  if (installed.path !== undefined || process.env.ELECTRON_OVERRIDE_DIST_PATH) return installed;
  const before = remembered();
  if (before !== undefined) return { path: undefined, reason: `${before}; "npx install-electron" tries again` };
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return installed;
  say(`Getting Electron ${wantedVersion()}, once …`);
  const reason = await download();
  if (reason === undefined) return installedElectron();
  mkdirSync(join(root, 'build', 'out'), { recursive: true });
  writeFileSync(missingStamp, JSON.stringify({ version: wantedVersion(), reason }));
  return { path: undefined, reason: `${reason}; "npx install-electron" tries again` };
}
