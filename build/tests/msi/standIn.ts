// Makes installers of two versions for tests: the fragments of build/msi/ in a project like electron-builder's, around a stand-in.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertFragments } from '../../msi/insert.ts';
import { root } from '../../root.ts';
import { windowsNode } from '../wine.ts';
import { compile, readTables } from './wixl.ts';

export const msiFolder = join(root, 'build', 'out', 'msi-bench');
const here = join(root, 'build', 'tests', 'msi');

/** The program's file name, as electron-builder derives it from the product's name. */
const programFile = 'BlueMind Outlook Setup.exe';

/** Makes `1.0.0.msi` and `2.0.0.msi`, each with its tables beside it (`1.0.0.msi.json`). Throws with what the compiler said. */
export function makeStandIn(): void {
  rmSync(msiFolder, { recursive: true, force: true });
  const appDir = join(msiFolder, 'app');
  mkdirSync(appDir, { recursive: true });
  copyFileSync(windowsNode, join(appDir, programFile));
  copyFileSync(join(here, 'setup.js'), join(appDir, 'setup.js'));
  const inserted = insertFragments(readFileSync(join(here, 'standIn.wxs'), 'utf8'));
  if (!inserted.ok) throw new Error(`standIn.wxs has no ${inserted.lacks}`);
  for (const version of ['1.0.0', '2.0.0']) {
    const msi = join(msiFolder, `${version}.msi`);
    compile(inserted.project, msi, { version, appDir });
    writeFileSync(`${msi}.json`, JSON.stringify(readTables(msi)));
  }
}
