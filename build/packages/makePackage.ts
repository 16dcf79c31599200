// Makes the installers of one target: stages the app, hands it to electron-builder, lays notices and bill of materials beside the result.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { artifactBase, builderConfiguration, type PackagePlan } from './configuration.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { noticeFiles, stage } from './stage.ts';
import { root } from '../root.ts';

/** What is made of a target: the installers, or the unpacked app alone. */
export type Made = 'installers' | 'unpacked';

const cpus = { x64: Arch.x64, arm64: Arch.arm64 } as const;

/**
 * Makes the packages of one target. Electron, NSIS and WiX come from electron-builder's cache, or are downloaded by it; what goes wrong
 * there is the reason returned.
 */
export async function makePackage(plan: PackagePlan, made: Made, signal: AbortSignal): Promise<Outcome<readonly string[]>> {
  const staged = await stage(plan.target, signal);
  if (!staged.ok) return staged;
  const types = made === 'installers' ? ['nsis', 'msi'] : ['dir'];
  let artifacts: readonly string[];
  try {
    artifacts = await build({
      projectDir: root,
      config: builderConfiguration(plan),
      targets: Platform.WINDOWS.createTarget(types, cpus[plan.target.cpu]),
      publish: 'never',
    });
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const { artifacts: folder, notices } = staged.value;
  for (const file of Object.values(noticeFiles)) cpSync(join(notices, file), join(folder, `${artifactBase(plan)}.${file}`));
  return done(artifacts);
}
