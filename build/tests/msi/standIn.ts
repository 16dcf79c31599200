// Makes installers of two versions for tests: the fragments of build/msi/ in a project like electron-builder's, around a stand-in; and links
// them in electron-builder's own.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertFragments } from '../../msi/insert.ts';
import { root } from '../../root.ts';
import { windowsNode } from '../wine.ts';
import { builderProject } from './builderProject.ts';
import { linkWithWix } from './wix.ts';
import { compile, readTables } from './wixl.ts';

export const msiFolder = join(root, 'build', 'out', 'msi-bench');
/** What WiX makes of electron-builder's project with our part in it: its tables. */
export const builderTables = join(msiFolder, 'builder.json');
const here = join(root, 'build', 'tests', 'msi');

/** The program's file name, as electron-builder derives it from the product's name. */
const programFile = 'BlueMind Outlook Setup.exe';

/**
 * Makes `1.0.0.msi`, `1.0.0-again.msi` (the same version, built anew) and `2.0.0.msi`, each with its tables beside it (`1.0.0.msi.json`); and
 * `builder.json`, the tables that WiX links of electron-builder's project. Throws with what the compiler said.
 */
export function makeStandIn(): void {
  rmSync(msiFolder, { recursive: true, force: true });
  const appDir = join(msiFolder, 'app');
  mkdirSync(appDir, { recursive: true });
  copyFileSync(windowsNode, join(appDir, programFile));
  copyFileSync(join(here, 'setup.js'), join(appDir, 'setup.js'));
  const inserted = insertFragments(readFileSync(join(here, 'standIn.wxs'), 'utf8'));
  if (!inserted.ok) throw new Error(`standIn.wxs has no ${inserted.lacks}`);
  for (const name of ['1.0.0', '1.0.0-again', '2.0.0']) {
    const version = name.replace('-again', '');
    const msi = join(msiFolder, `${name}.msi`);
    compile(inserted.project, msi, { version, appDir });
    writeFileSync(`${msi}.json`, JSON.stringify(readTables(msi)));
  }
  const project = builderProject({ version: '1.0.0', program: programFile, icon: join(root, 'build', 'icon.ico') });
  if (project === undefined) throw new Error('electron-builder is not installed');
  const own = insertFragments(project);
  if (!own.ok) throw new Error(`electron-builder's template has no ${own.lacks}`);
  writeFileSync(builderTables, JSON.stringify(linkWithWix(own.project, { folder: join(msiFolder, 'wix'), appDir })));
}
