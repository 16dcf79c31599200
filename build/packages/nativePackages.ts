// The native add-ons, the only npm packages that are shipped as such: in the versions of the lock file, for the target and not for this machine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { npm } from '../bootstrap/dependencies.mjs';
import { root } from '../root.ts';
import { done, failed, type Outcome } from './outcome.ts';
import type { PackageTarget } from './targets.ts';

/** The add-ons that the bundles leave out, because they find their binaries beside themselves (build/vite.desktop.config.ts). */
export const nativeAddOns = ['koffi', 'native-reg'] as const;

const lockedSchema = z.looseObject({
  version: z.string(),
  integrity: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });
type Locked = z.infer<typeof lockedSchema>;

export interface NativeProject {
  readonly manifest: { readonly name: string; readonly version: string; readonly dependencies: Readonly<Record<string, string>> };
  readonly lock: { readonly packages: Readonly<Record<string, unknown>> };
}

/**
 * A project of the native add-ons alone: their part of our lock file, so that npm installs the same versions with the same hashes. Pure.
 * Throws when the lock file lacks one of them: then it belongs to another checkout.
 */
export function nativeProject(lockFile: unknown): NativeProject {
  const { packages } = lockSchema.parse(lockFile);
  const kept = new Map<string, Locked>();
  const keep = (name: string): string => {
    const place = `node_modules/${name}`;
    const locked = kept.get(place) ?? lockedSchema.parse(packages[place]);
    if (!kept.has(place)) {
      kept.set(place, locked);
      for (const needed of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) keep(needed);
    }
    return locked.version;
  };
  const dependencies = Object.fromEntries(nativeAddOns.map((name) => [name, keep(name)]));
  const manifest = { name: 'native-add-ons', version: '0.0.0', dependencies };
  const places = [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
  return { manifest, lock: { ...{ lockfileVersion: 3, requires: true }, packages: { '': manifest, ...Object.fromEntries(places) } } };
}

/** npm's arguments for another system than this one; what only fits other systems is left out by npm itself. */
function installArguments({ os, cpu }: PackageTarget): readonly string[] {
  const libc = os === 'linux' ? ['--libc=glibc'] : [];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return ['ci', '--ignore-scripts', '--omit=dev', `--os=${os}`, `--cpu=${cpu}`, ...libc, '--prefer-offline', ...quiet];
}

/**
 * Makes sure that the native add-ons for a target are in FOLDER/node_modules. Fetches them once per version of their part of the lock
 * file, through npm as `env` has it set up, without running anything of theirs. Fails when npm does: offline, say.
 */
export async function installNativeAddOns(
  target: PackageTarget,
  folder: string,
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Outcome<string>> {
  const { manifest, lock } = nativeProject(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const wanted = JSON.stringify(lock);
  const stamp = join(folder, 'installed.json');
  const modules = join(folder, 'node_modules');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return done(modules);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), wanted);

  const { command, first, shell } = npm();
  const args = [...first, ...installArguments(target)];
  const child = spawn(command, args, { cwd: folder, shell, signal, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) return failed(`the native add-ons for ${target.os}-${target.cpu} could not be installed: ${output.trim().slice(-2000)}`);
  writeFileSync(stamp, wanted);
  return done(modules);
}
