// Packs the app for real with the Electron of this machine: the same staging and configuration as a release, for this system.
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform, type AfterPackContext } from 'electron-builder';
import { builderConfiguration, programFile, type PackagePlan } from '../../build/packages/configuration.ts';
import { fuseConfig } from '../../build/packages/fuses.ts';
import { product, stage } from '../../build/packages/stage.ts';
import type { Flavour, PackageTarget } from '../../build/packages/targets.ts';
import { root } from '../../build/root.ts';

export interface PackedApp {
  /** The unpacked package. */
  readonly folder: string;
  readonly program: string;
  /** The Electron it was made with, before anything was packed. */
  readonly electron: string;
  remove(): Promise<void>;
}

/** What can be packed, and started, where the tests run: Electron's program for Windows cannot be had or run everywhere. */
const hosts = [
  { os: 'linux', cpu: 'x64', platform: Platform.LINUX, unpacked: 'linux-unpacked' },
  { os: 'win32', cpu: 'x64', platform: Platform.WINDOWS, unpacked: 'win-unpacked' },
] as const;

const host = hosts.find(({ os, cpu }) => os === process.platform && cpu === process.arch);
/** The target of these tests; on a system that nothing can be packed for they are skipped. */
export const hostTarget: PackageTarget | undefined = host && { os: host.os, cpu: host.cpu };

/** An Electron in a folder of its own, without an app in it: the one that tests run may carry a launcher. */
async function emptyElectron(executable: string, to: string): Promise<void> {
  const resources = join(dirname(executable), 'resources');
  await cp(dirname(executable), to, { recursive: true, filter: (source) => dirname(source) !== resources });
}

/** An older Electron than the one that is shipped has fewer fuses: those that it has are set. */
async function setItsFuses(context: AfterPackContext, flavour: Flavour): Promise<void> {
  const program = programFile(context);
  const there = new Set(Object.keys(await getCurrentFuseWire(program)));
  const { version, ...wanted } = fuseConfig(flavour);
  const settable = Object.fromEntries(Object.entries(wanted).filter(([option]) => there.has(option)));
  await flipFuses(program, { version, ...settable });
}

/** Packs for this system; throws what electron-builder throws. */
export async function packApp(electron: string, flavour: Flavour, signal: AbortSignal): Promise<PackedApp> {
  if (host === undefined) throw new Error('nothing can be packed for this system');
  const plan: PackagePlan = { target: { os: host.os, cpu: host.cpu }, flavour, signing: { signed: false, because: '', options: {} } };
  const staged = await stage(plan.target, signal);
  if (!staged.ok) throw new Error(staged.reason);
  const base = await mkdtemp(join(tmpdir(), 'packed-'));
  const dist = join(base, 'electron');
  await emptyElectron(electron, dist);
  const config = builderConfiguration(plan);
  const isShipped = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === product().devDependencies.electron;
  await build({
    projectDir: root,
    config: {
      ...config,
      directories: { ...config.directories, output: base },
      electronDist: dist,
      ...(isShipped ? {} : { afterPack: (context: AfterPackContext) => setItsFuses(context, flavour) }),
    },
    targets: host.platform.createTarget(['dir'], Arch.x64),
    publish: 'never',
  });
  const folder = join(base, host.unpacked);
  const program = join(folder, basename(programFile({ appOutDir: folder, electronPlatformName: host.os })));
  return { folder, program, electron: dist, remove: () => rm(base, { recursive: true, force: true, maxRetries: 5 }) };
}
