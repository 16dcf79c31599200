// What the tests of the installer need: msitools, gcab and Mono, and installers made with them around a stand-in for the program.
import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import type { Requirement } from '../requirements.ts';
import { canInstall, installCommand, installPackages } from '../systemPackages.ts';
import { makeStandIn } from './standIn.ts';
import { wixRuns } from './wix.ts';

/** Debian's packages for the MSI. */
export const msiPackages = [
  'msitools',
  'gcab',
  'mono-runtime',
  'libmono-system-configuration4.0-cil',
  'libmono-system-core4.0-cil',
  'libmono-system-xml4.0-cil',
];
export const msiToolsAreThere = (): boolean =>
  ['gcab', 'msibuild', 'msiinfo'].every((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined) &&
  wixRuns();

/**
 * WiX's compiler and linker, run by Mono, do all but the last step, which needs Windows; gcab and msibuild do that, msiinfo reads. On Windows
 * the real installer is tested instead.
 */
export const msiTools: Requirement = () =>
  Promise.resolve(
    process.platform === 'linux' && (msiToolsAreThere() || (canInstall() && installPackages(msiPackages) && msiToolsAreThere()))
      ? { kind: 'ready' }
      : {
          kind: 'missing',
          reason: 'there is no gcab, no msitools or no Mono',
          remedy: installCommand(msiPackages, 'npm test -- setups (on Linux)'),
        },
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
