// Packs the app for real with the Electron of this machine: the same staging and configuration as a release, for this system.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform, type AfterPackContext } from 'electron-builder';
import { builderConfiguration, programFile, type PackagePlan } from '../../build/packages/configuration.ts';
import { fuseConfig } from '../../build/packages/fuses.ts';
import { stage } from '../../build/packages/stage.ts';
import type { Flavour } from '../../build/packages/targets.ts';
import { root } from '../../build/root.ts';

export interface PackedApp {
  /** The unpacked package. */
  readonly folder: string;
  readonly program: string;
  /** The Electron it was made with, before anything was packed. */
  readonly electron: string;
  remove(): Promise<void>;
}

/** The target of these tests: Electron's program for Windows cannot be had or run everywhere, the one for this system can. */
export const hostTarget = { os: 'linux', cpu: 'x64' } as const;

/** An Electron in a folder of its own, without an app in it: the one that tests run may carry a launcher. */
async function emptyElectron(executable: string, to: string): Promise<void> {
  const resources = join(dirname(executable), 'resources');
  await cp(dirname(executable), to, { recursive: true, filter: (source) => dirname(source) !== resources });
}

/** An older Electron has fewer fuses: those that it has are set, strictly. */
async function setItsFuses(context: AfterPackContext, flavour: Flavour): Promise<void> {
  const program = programFile(context);
  const there = new Set(Object.keys(await getCurrentFuseWire(program)));
  const { version, ...wanted } = fuseConfig(flavour);
  const settable = Object.fromEntries(Object.entries(wanted).filter(([option]) => there.has(option)));
  await flipFuses(program, { version, ...settable });
}

/** Packs for this system; throws what electron-builder throws. */
export async function packApp(electron: string, flavour: Flavour, signal: AbortSignal): Promise<PackedApp> {
  const plan: PackagePlan = { target: hostTarget, flavour, signing: { signed: false, because: '', options: {} } };
  const staged = await stage(plan.target, signal);
  if (!staged.ok) throw new Error(staged.reason);
  const base = await mkdtemp(join(tmpdir(), 'packed-'));
  const dist = join(base, 'electron');
  await emptyElectron(electron, dist);
  const config = builderConfiguration(plan);
  await build({
    projectDir: root,
    config: {
      ...config,
      directories: { ...config.directories, output: base },
      electronDist: dist,
      afterPack: (context) => setItsFuses(context, flavour),
    },
    targets: Platform.LINUX.createTarget(['dir'], Arch.x64),
    publish: 'never',
  });
  const folder = join(base, 'linux-unpacked');
  const program = join(folder, basename(programFile({ appOutDir: folder, electronPlatformName: 'linux' })));
  return { folder, program, electron: dist, remove: () => rm(base, { recursive: true, force: true, maxRetries: 5 }) };
}
