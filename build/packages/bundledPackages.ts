// Notes, while Vite bundles, which npm packages end up in a bundle: what the bill of materials and the licence notices are made from.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import * as z from 'zod';

const manifestSchema = z.object({ name: z.string(), version: z.string() });

/** Where the list of a bundle is kept: beside the bundles, so that it is never shipped with them. */
const listFile = (root: string, bundle: string) => join(root, 'build', 'out', 'packages', `${bundle}.json`);

/** The folder of the package that a module belongs to; `undefined` for our own code and for what the bundler made up. */
function packageFolder(module: string): string | undefined {
  const file = module.replace(/^\0/, '').replace(/\?.*$/, '');
  if (!file.split(/[\\/]/).includes('node_modules')) return undefined;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    // Some packages have nameless manifests in their folders, which only say what kind of modules lie there.
    if (existsSync(manifest) && manifestSchema.safeParse(JSON.parse(readFileSync(manifest, 'utf8'))).success) return folder;
  }
  return undefined;
}

/** A Vite plugin that writes the folders of the packages in a bundle, relative to the checkout and sorted, to build/out/packages/BUNDLE.json. */
export function noteBundledPackages(root: string, bundle: string): Plugin {
  return {
    name: 'note-bundled-packages',
    generateBundle(_options, files) {
      const folders = new Set<string>();
      for (const file of Object.values(files)) {
        for (const module of file.type === 'chunk' ? file.moduleIds : file.originalFileNames) {
          const folder = packageFolder(module);
          if (folder !== undefined) folders.add(relative(root, folder).split(sep).join('/'));
        }
      }
      const target = listFile(root, bundle);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, `${JSON.stringify([...folders].sort(), null, 2)}\n`);
    },
  };
}

/** The folders of the packages in a bundle that was built, relative to the checkout. */
export function bundledPackages(root: string, bundle: string): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync(listFile(root, bundle), 'utf8')));
}
