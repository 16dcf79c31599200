// Bundles the scripts that Windows tests start again and again, each into one file: under Wine, finding a hundred modules takes most of their time.
import { rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../root.ts';
import type { Requirement } from './requirements.ts';

/** By the name that a test asks for. */
const scripts = { keysProcess: 'test/windows/keysProcess.ts', elevated: 'electron/elevated.ts' } as const;

const bundledScripts = join(root, 'build', 'out', 'windows-bench', 'scripts');

/**
 * Bundles TypeScript files of the checkout into `FOLDER/NAME.mjs` each, for the Windows Node; the folder is emptied first. Add-ons are found
 * as from there.
 */
export async function bundleForWindows(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    json: { stringify: true },
    ssr: { noExternal: true },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'node22',
      ssr: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(root, file)])),
        external: ['koffi', 'native-reg', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
}

/** The scripts above, as long as the tests run: whoever runs one file by hand means the sources. */
export const windowsScripts: Requirement = async () => {
  const release = () => {
    rmSync(bundledScripts, { recursive: true, force: true, maxRetries: 3 });
  };
  if (process.platform === 'win32') return { kind: 'ready' };
  await bundleForWindows(bundledScripts, scripts);
  return { kind: 'ready', release };
};
