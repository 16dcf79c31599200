// Every npm package that reaches a user: what the bundles hold, and the native add-ons of the target.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { bundleLists } from '../bundles.ts';
import { root } from '../root.ts';
import { bundledPackages } from './bundledPackages.ts';
import { shippedNativeFiles } from './nativeFiles.ts';
import { foldersOf, type PackageTarget } from './targets.ts';

const manifestSchema = z.looseObject({ name: z.string(), version: z.string(), license: z.unknown() });
export type Manifest = z.infer<typeof manifestSchema>;

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
  /** Where it is installed. */
  readonly folder: string;
  /** Hash of its archive at the registry, as the lock file says it (SRI); absent for what the lock file does not know. */
  readonly integrity?: string;
}

const lockSchema = z.object({ packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })) });

/**
 * The packages in the product for one target, by name and version, each once. Needs the bundles to be built and the native add-ons to be
 * installed; throws where they are not.
 */
export function shippedPackages(target: PackageTarget): readonly ShippedPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const bundled = bundleLists.flatMap((list) => bundledPackages(root, list)).map((place) => ({ place, folder: join(root, place) }));
  const native = shippedNativeFiles(target).map(({ package: name }) => ({
    place: `node_modules/${name}`,
    folder: join(foldersOf(target).native, 'node_modules', name),
  }));
  const found = new Map<string, ShippedPackage>();
  for (const { place, folder } of [...bundled, ...native]) {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const { name, version } = manifest;
    const integrity = packages[place]?.integrity;
    found.set(`${name}@${version}`, { name, version, manifest, folder, ...(integrity === undefined ? {} : { integrity }) });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shipped]) => shipped);
}
