// What the tests of the packages need: the native add-ons of every target, an Electron with a display where those can be had, and the installers.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { installNativeAddOns } from '../packages/nativePackages.ts';
import { foldersOf, releaseTargets } from '../packages/targets.ts';
import { machine } from './environment.ts';
import { display, electron, type Requirement } from './requirements.ts';
import { say } from './say.ts';

/** A requirement without which some tests of a kind are skipped, and say so, while the others run. */
function ifToBeHad(requirement: Requirement): Requirement {
  return async () => {
    const met = await requirement();
    if (met.kind !== 'missing') return met;
    say(`  some tests are skipped: ${met.reason}\n  to run them: ${met.remedy}`);
    return { kind: 'ready' };
  };
}

export const packableElectron = ifToBeHad(electron);
export const displayForThePacked = ifToBeHad(display);

/** The add-ons as npm installs them for each target, and for this system, for which the tests pack. */
export const nativeAddOns: Requirement = async () => {
  for (const target of [...releaseTargets, { os: 'linux', cpu: 'x64' } as const]) {
    const installed = await installNativeAddOns(target, foldersOf(target).native, new AbortController().signal, { ...machine });
    if (!installed.ok) return { kind: 'missing', reason: installed.reason, remedy: 'npm test -- packages (online)' };
  }
  return { kind: 'ready' };
};

/** The installers of `npm run dist`, for this processor, on a Windows PC whose owner lets tests install programs; in MSI_PATH and NSIS_PATH. */
export const builtInstallers: Requirement = () => {
  const missing = (reason: string, remedy: string) => Promise.resolve({ kind: 'missing', reason, remedy } as const);
  if (process.platform !== 'win32') return missing('this is no Windows PC', 'npm run dist, then npm test -- installers (on a Windows PC)');
  if (process.env.BMOS_TEST_ON_THIS_PC !== '1')
    return missing('these tests install and remove programs on this PC', 'set BMOS_TEST_ON_THIS_PC=1, as administrator');
  const { artifacts } = foldersOf(releaseTargets[0]);
  const built = (type: string) => globSync(`BlueMind-Outlook-Setup-*-${process.arch}*.${type}`, { cwd: artifacts }).at(0);
  const [msi, nsis] = [built('msi'), built('exe')];
  if (msi === undefined || nsis === undefined) return missing('the installers have not been built', 'npm run dist');
  return Promise.resolve({ kind: 'ready', env: { MSI_PATH: join(artifacts, msi), NSIS_PATH: join(artifacts, nsis) } });
};
