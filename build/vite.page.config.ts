// Builds the page: one bundle for the browser tab and the desktop window, without inline code, so that a strict content policy holds.
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { noncePlaceholder } from '../electron/bridge/pageFiles.ts';
import { noteBundledPackages } from './packages/bundledPackages.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('../renderer'),
  base: '/',
  publicDir: false,
  plugins: [react(), noteBundledPackages(at('..'), 'page')],
  html: { cspNonce: noncePlaceholder },
  // Words and catalogues are read quicker as text than as code.
  json: { stringify: true },
  logLevel: 'warn',
  build: {
    outDir: at('./out/page'),
    emptyOutDir: true,
    target: 'chrome114',
    sourcemap: false,
    // Every asset is a file of its own: the policy's data: is for small pictures in styles only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: /renderer[\\/]main[.]tsx$|rolldown[\\/]runtime/ }] } } },
  },
});
