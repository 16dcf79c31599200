// Bundles the desktop app's main process and preload script as CommonJS: what a sandboxed preload script must be, and what runs in any Electron.
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { noteBundledPackages } from './packages/bundledPackages.ts';
import { scriptHostFiles } from './packages/scriptHostFiles.ts';

/** A sandboxed preload script can load no second file, so each entry is bundled by itself: `vite build --mode main` or `--mode preload`. */
const entries: Readonly<Record<string, string>> = { main: '../electron/main.ts', preload: '../electron/preload.ts' };

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  root: at('..'),
  publicDir: false,
  // The list is made of everything that was emitted before it.
  plugins: [...(mode === 'main' ? [scriptHostFiles(at('..'))] : []), noteBundledPackages(at('..'), mode)],
  // Words and catalogues are read quicker as text than as code.
  json: { stringify: true },
  logLevel: 'warn',
  build: {
    outDir: at('./out/desktop'),
    emptyOutDir: mode === 'main',
    target: 'node18',
    sourcemap: false,
    minify: false,
    reportCompressedSize: false,
    ssr: true,
    rolldownOptions: {
      input: { [mode]: at(entries[mode] ?? '') },
      // Native add-ons find their own binaries beside them.
      external: ['electron', 'koffi', 'native-reg', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: '[name]-[hash].cjs',
        // Less to read at every start; names stay, so that a stack in the log can be understood.
        minify: { compress: true, mangle: false, codegen: true },
      },
    },
  },
  ssr: { noExternal: true },
}));
