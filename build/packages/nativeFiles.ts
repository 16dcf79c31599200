// Which files of the native add-ons are shipped: their JavaScript, and the binary for the target; no sources, no documentation, no other system's binary.
import { cpSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PackageTarget } from './targets.ts';

interface Shipped {
  readonly package: string;
  /** Globs below the package's folder; each must find something. */
  readonly files: readonly string[];
}

/** What is needed at run time, per package; seen by loading both add-ons from the packed app (test/packages/). */
export function shippedNativeFiles({ os, cpu }: PackageTarget): readonly Shipped[] {
  const koffi = {
    package: 'koffi',
    // Both forms of its code: it is imported, and required by what a bundler makes of an import.
    files: ['package.json', 'index.{js,cjs}', 'src/koffi/index.{js,cjs}', 'src/koffi/src/static.{js,cjs}'],
  };
  const koffiBinary = { package: `@koromix/koffi-${os}-${cpu}`, files: ['package.json', 'index.js', `${os}_${cpu}/koffi.node`] };
  // native-reg is for Windows alone: elsewhere its JavaScript loads, and no binary.
  const binary = os === 'win32' ? [`prebuilds/${os}-${cpu}/*.node`] : [];
  return [
    koffi,
    koffiBinary,
    { package: 'native-reg', files: ['package.json', 'lib/index.js', ...binary] },
    { package: 'node-gyp-build', files: ['package.json', 'index.js', 'node-gyp-build.js'] },
  ];
}

/** Copies the shipped files from one node_modules to another. Throws when a pattern finds nothing: the package has changed its layout. */
export function copyNativeFiles(target: PackageTarget, from: string, to: string): void {
  for (const { package: name, files } of shippedNativeFiles(target)) {
    for (const pattern of files) {
      const found = globSync(pattern, { cwd: join(from, name) });
      if (found.length === 0) throw new Error(`${name} has no ${pattern}: see what it needs now, in build/packages/nativeFiles.ts`);
      for (const file of found) {
        mkdirSync(dirname(join(to, name, file)), { recursive: true });
        cpSync(join(from, name, file), join(to, name, file));
      }
    }
  }
}
