// Makes the installers of one target: stages the app, hands it to electron-builder, lays notices and bill of materials beside the result.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { artifactBase, builderConfiguration, type PackagePlan } from './configuration.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { noticeFiles, stage } from './stage.ts';
import { root } from '../root.ts';

/** What is made of a target: an installer of each kind, or the app's folder alone. */
export const packageKinds = ['nsis', 'msi', 'dir'] as const;
export type PackageKind = (typeof packageKinds)[number];

/** What a build may be told beyond its plan. */
export interface Place {
  /** Where the packages go; else build/out/dist. */
  readonly output?: string;
  /** A folder with Electron's own zip files (`electron-v1.2.3-win32-x64.zip`), for whoever cannot or will not download them. */
  readonly electron?: string;
  /** Another version than package.json's, for tests of upgrades. */
  readonly version?: string;
}

const cpus = { x64: Arch.x64, arm64: Arch.arm64 } as const;

/**
 * Makes the packages of one target. Electron, NSIS and WiX come from electron-builder's cache, or are downloaded by it; what goes wrong
 * there is the reason returned.
 */
export async function makePackage(
  plan: PackagePlan,
  kinds: readonly PackageKind[],
  signal: AbortSignal,
  { output, electron, version }: Place = {},
): Promise<Outcome<readonly string[]>> {
  const staged = await stage(plan.target, signal);
  if (!staged.ok) return staged;
  const configuration = builderConfiguration(plan);
  let artifacts: readonly string[];
  try {
    artifacts = await build({
      projectDir: root,
      config: {
        ...configuration,
        ...(output === undefined ? {} : { directories: { ...configuration.directories, output } }),
        ...(electron === undefined ? {} : { electronDist: electron }),
        ...(version === undefined ? {} : { extraMetadata: { version } }),
      },
      targets: Platform.WINDOWS.createTarget([...kinds], cpus[plan.target.cpu]),
      publish: 'never',
    });
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const { artifacts: folder, notices } = staged.value;
  for (const file of Object.values(noticeFiles)) cpSync(join(notices, file), join(output ?? folder, `${artifactBase(plan)}.${file}`));
  return done(artifacts);
}
