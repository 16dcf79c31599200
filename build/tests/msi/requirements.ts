// What the tests of the installer need: msitools, wixl and Mono, and installers made with them around a stand-in for the program.
import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import type { Requirement } from '../requirements.ts';
import { canInstall, installCommand, installPackages } from '../systemPackages.ts';
import { makeStandIn } from './standIn.ts';
import { wixRuns } from './wix.ts';

const packages = [
  'msitools',
  'wixl',
  'mono-runtime',
  'libmono-system-configuration4.0-cil',
  'libmono-system-core4.0-cil',
  'libmono-system-xml4.0-cil',
];
const areThere = () =>
  ['wixl', 'msibuild', 'msiinfo'].every((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined) &&
  wixRuns();

/**
 * wixl compiles what is installed, msibuild adds what it does not know, msiinfo reads; WiX's own compiler, which writes no MSI here, judges
 * the project. On Windows the real installer is tested instead.
 */
export const msiTools: Requirement = () =>
  Promise.resolve(
    process.platform === 'linux' && (areThere() || (canInstall() && installPackages(packages) && areThere()))
      ? { kind: 'ready' }
      : { kind: 'missing', reason: 'there is no wixl or no Mono', remedy: installCommand(packages, 'npm test -- msi (on Linux)') },
  );

/** Installers of two versions, where test/msi/rig.ts finds them. */
export const standInMsi: Requirement = () => {
  try {
    makeStandIn();
    return Promise.resolve({ kind: 'ready' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : inspect(error);
    return Promise.resolve({ kind: 'failed', reason: `the installers could not be made: ${reason}` });
  }
};
