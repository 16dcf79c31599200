// Builds the page and the desktop bundle when their sources changed since the last build; otherwise does nothing.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { alone } from './bootstrap/lock.mjs';
import { root } from './root.ts';

/** What each bundle is made of: folders and files whose content decides whether it is current. */
const bundles = {
  page: {
    config: 'build/vite.page.config.ts',
    modes: ['production'],
    inputs: ['renderer', 'assets/locales', 'assets/pictures', 'electron/bridge', 'electron/model', 'electron/words'],
  },
  desktop: { config: 'build/vite.desktop.config.ts', modes: ['main', 'preload'], inputs: ['electron', 'assets', 'package.json'] },
} as const;
export type BundleName = keyof typeof bundles;

/** Names under which the builds note which packages they hold (build/packages/bundledPackages.ts). */
export const bundleLists = ['page', ...bundles.desktop.modes] as const;

function* filesBelow(path: string): Generator<string> {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return;
  for (const entry of readdirSync(absolute, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield join(entry.parentPath, entry.name);
  }
}

/** SHA-256 over names and contents of everything that goes into a bundle. */
function fingerprint(name: BundleName): string {
  const { config, inputs } = bundles[name];
  const hash = createHash('sha256');
  const single = [config, 'build/packages/bundledPackages.ts', 'package-lock.json', ...inputs.filter((input) => /\.\w+$/.test(input))].map(
    (file) => join(root, file),
  );
  const many = inputs.filter((input) => !/\.\w+$/.test(input)).flatMap((input) => [...filesBelow(input)]);
  for (const file of [...single, ...many.sort()]) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const stampFile = (name: BundleName) => join(root, 'build', 'out', `${name}.stamp`);

/** Whether the bundle is there and was built from the present sources. */
function isCurrent(name: BundleName): boolean {
  const file = stampFile(name);
  return existsSync(join(root, 'build', 'out', name)) && existsSync(file) && readFileSync(file, 'utf8') === fingerprint(name);
}

/** Runs Vite once; what it printed when it failed. */
async function viteBuild(config: string, mode: string): Promise<string | undefined> {
  const script = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [script, 'build', '--config', config, '--mode', mode], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? undefined : output;
}

/**
 * Makes sure that build/out/NAME is built from the present sources.
 * @returns what the build printed when it failed, `undefined` when the bundle is there
 */
export async function ensureBundle(name: BundleName, say: (line: string) => void): Promise<string | undefined> {
  if (isCurrent(name)) return undefined;
  return alone(
    join(root, 'build', 'out', `${name}.lock`),
    (pid) => say(`Another process (${pid}) is building the ${name}; waiting for it.`),
    async () => {
      if (isCurrent(name)) return undefined;
      const began = performance.now();
      const stamp = fingerprint(name);
      rmSync(stampFile(name), { force: true });
      for (const mode of bundles[name].modes) {
        const failure = await viteBuild(bundles[name].config, mode);
        if (failure !== undefined) return failure;
      }
      writeFileSync(stampFile(name), stamp);
      say(`Built the ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
      return undefined;
    },
  );
}
