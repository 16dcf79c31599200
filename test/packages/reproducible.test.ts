// Two builds of one source, in different places, are the same to the byte.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { stage } from '../../build/packages/stage.ts';
import { foldersOf } from '../../build/packages/targets.ts';
import { root } from '../../build/root.ts';
import { folderTree } from './folderTree.ts';

const sources = ['assets', 'build', 'electron', 'renderer', 'package.json', 'package-lock.json', 'tsconfig.json'];
const builds = [
  ['build/vite.page.config.ts', 'production'],
  ['build/vite.desktop.config.ts', 'main'],
  ['build/vite.desktop.config.ts', 'preload'],
] as const;

/** Below the checkout, so that the copies find its packages, and at one depth, so that they name them alike in comments. */
const place = join(root, 'test', 'out', `reproducible-${process.pid}`);

/** Copies the sources and builds them from nothing. */
async function buildIn(folder: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(folder, { recursive: true });
  for (const source of sources)
    await cp(join(root, source), join(folder, source), { recursive: true, filter: (path) => path !== join(root, 'build', 'out') });
  for (const [config, mode] of builds) {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const args = [vite, 'build', '--config', join(folder, config), '--mode', mode];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } });
    assert.deepEqual(await once(child, 'close'), [0, null], `${config} ${mode}`);
  }
  const out = join(folder, 'build', 'out');
  return { ...folderTree(join(out, 'desktop')), ...folderTree(join(out, 'page')) };
}

describe('two builds', () => {
  after(async () => {
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  });

  it('of the bundles, each from nothing in a folder of its own, are the same to the byte', async () => {
    const one = await buildIn(join(place, 'one'));
    const two = await buildIn(join(place, 'another'));
    assert.ok(Object.keys(one).length > 5);
    assert.deepEqual(two, one);
  });

  it('of the folder that is packed, its notices and its bill of materials, are the same to the byte', async () => {
    const target = { os: 'win32', cpu: 'x64' } as const;
    const stageOnce = async () => {
      const staged = await stage(target, new AbortController().signal);
      assert.ok(staged.ok, staged.ok ? '' : staged.reason);
      return { ...folderTree(foldersOf(target).app), ...folderTree(foldersOf(target).notices) };
    };
    const one = await stageOnce();
    assert.deepEqual(await stageOnce(), one);
  });
});
