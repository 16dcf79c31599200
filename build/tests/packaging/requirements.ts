// What the tests of the Windows packages need: tools of this system in place of those that are downloaded.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { root } from '../../root.ts';
import { msiPackages, msiToolsAreThere } from '../msi/requirements.ts';
import type { Met, Requirement } from '../requirements.ts';
import { say } from '../say.ts';
import { canInstall, installCommand, installPackages } from '../systemPackages.ts';
import { wineEnvironment } from '../wine.ts';
import { makeStandInElectron } from './standInElectron.ts';
import { compiler, makeTools, run, sevenZip } from './tools.ts';

const benchFolder = join(root, 'build', 'out', 'packaging-bench');
const electronFolder = join(benchFolder, 'electron');

const packages = [
  ...msiPackages,
  'nsis',
  '7zip',
  'gcc-mingw-w64-x86-64-win32',
  'binutils-mingw-w64-i686',
  'osslsigncode',
  'openssl',
  'wine',
  'wine64',
];
const programs = ['makensis', compiler, 'x86_64-w64-mingw32-windres', 'i686-w64-mingw32-as', 'osslsigncode', 'openssl', 'wine'];
const areThere = () =>
  msiToolsAreThere() &&
  sevenZip() !== undefined &&
  programs.every((name) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name]).status === 0);

/**
 * What packs for Windows on Linux, in the variables that electron-builder knows and STANDIN_ELECTRON. On Windows the real packages are made
 * and tested instead.
 */
function makeStandIns(): Promise<Met> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !(areThere() || (canInstall() && installPackages(packages) && areThere())))
    return Promise.resolve({
      kind: 'missing',
      reason: 'there is no NSIS, 7-Zip, MinGW, osslsigncode, Mono, gcab, msitools or Wine',
      remedy: installCommand(packages, 'npm test -- dist setups (on Linux)'),
    });
  try {
    makeStandInElectron(electronFolder);
    return Promise.resolve({ kind: 'ready', env: { ...makeTools(join(benchFolder, 'tools')), STANDIN_ELECTRON: electronFolder } });
  } catch (error) {
    return Promise.resolve({ kind: 'failed', reason: error instanceof Error ? error.message : inspect(error) });
  }
}

let standIns: Promise<Met> | undefined;
/** Once in a run, whatever kinds need them. */
export const windowsPackaging: Requirement = () => (standIns ??= makeStandIns());

/** French and German for Wine, which has the languages that the system has; in TEST_LOCALES. Tests that need them say that they were skipped. */
export const frenchAndGerman: Requirement = () => {
  const folder = join(benchFolder, 'locales');
  mkdirSync(folder, { recursive: true });
  const compiled = () =>
    ['fr_FR', 'de_DE'].every(
      (locale) => spawnSync('localedef', ['--no-archive', '-i', locale, '-f', 'UTF-8', join(folder, `${locale}.UTF-8`)]).status === 0,
    );
  return Promise.resolve(
    compiled() || (canInstall() && installPackages(['locales']) && compiled())
      ? { kind: 'ready', env: { TEST_LOCALES: folder } }
      : { kind: 'ready' },
  );
};

/** The installers of both kinds, made by electron-builder with the stand-ins: one folder for each processor and version. */
async function makeInstallers(): Promise<Met> {
  const tools = await windowsPackaging();
  if (tools.kind !== 'ready') return tools;
  say('  making installers …');
  const installers = join(benchFolder, 'installers');
  rmSync(installers, { recursive: true, force: true, maxRetries: 3 });
  const script = join(root, 'build', 'tests', 'packaging', 'makeInstallers.ts');
  try {
    run(process.execPath, ['--no-warnings', script, electronFolder, installers], root, { ...wineEnvironment(), ...tools.env });
    return { kind: 'ready' };
  } catch (error) {
    return { kind: 'failed', reason: `the installers could not be made: ${error instanceof Error ? error.message : inspect(error)}` };
  }
}

let made: Promise<Met> | undefined;
/** Once in a run, whatever kinds need them. */
export const standInInstallers: Requirement = () => (made ??= makeInstallers());
