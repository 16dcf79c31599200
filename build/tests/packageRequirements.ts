// What the tests of the packages need: the native add-ons of every target, and an Electron with a display where those can be had.
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
