// Lays the scripts of the package regedit beside the bundle: Windows Script Host is another program, and reads files, not bundles.
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Where they lie below the bundle's folder; electron/workstation/windows/wshScripts.ts looks for them there. */
export const scriptHostFolder = 'regedit';

/** A Vite plugin that emits the scripts, and what they include, as they are in the package. Throws when the package has changed its layout. */
export function scriptHostFiles(root: string): Plugin {
  // As a module would find it: the packages may lie in a folder above.
  const folder = join(dirname(createRequire(join(root, 'package.json')).resolve('regedit/package.json')), 'vbs');
  return {
    name: 'script-host-files',
    generateBundle() {
      const files = globSync('*.{wsf,vbs}', { cwd: folder }).filter((file) => !/test/i.test(file));
      if (!files.includes('regPutValue.wsf')) throw new Error('regedit has no vbs/regPutValue.wsf: see what its scripts are called now');
      for (const file of files.sort()) {
        const original = join(folder, file);
        this.emitFile({
          type: 'asset',
          fileName: `${scriptHostFolder}/${basename(file)}`,
          originalFileName: original,
          source: readFileSync(original),
        });
      }
    },
  };
}
