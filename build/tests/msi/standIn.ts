// Makes installers of two versions for tests: electron-builder's own project with our fragments in it, linked by WiX, around a stand-in.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertFragments } from '../../msi/insert.ts';
import { root } from '../../root.ts';
import { windowsNode } from '../wine.ts';
import { bind } from './bind.ts';
import { builderProject } from './builderProject.ts';
import { readTables } from './msiTables.ts';
import { compileForWix, linkForWix } from './wix.ts';

export const msiFolder = join(root, 'build', 'out', 'msi-bench');
const here = join(root, 'build', 'tests', 'msi');

/** The program's file name, as electron-builder derives it from the product's name. */
const programFile = 'BlueMind Outlook Setup.exe';
/** What the stand-in does, beside it. */
const script = 'setup.js';

/** The project that WiX is given. Throws where electron-builder's template is not what the fragments expect. */
function project(version: string): string {
  const rendered = builderProject({ version, program: programFile, icon: join(root, 'build', 'icon.ico'), files: [script] });
  if (rendered === undefined) throw new Error('electron-builder is not installed');
  const inserted = insertFragments(rendered, 'x64');
  if (!inserted.ok) throw new Error(`electron-builder's template has no ${inserted.lacks}`);
  return inserted.project;
}

/**
 * Makes `1.0.0.msi`, `1.0.0-again.msi` (the same version, built anew) and `2.0.0.msi`; beside each its tables, as they are in it (`.json`) and
 * as WiX linked them (`.linked.json`). Throws with what a program said.
 */
export function makeStandIn(): void {
  rmSync(msiFolder, { recursive: true, force: true });
  const appDir = join(msiFolder, 'app');
  mkdirSync(appDir, { recursive: true });
  copyFileSync(windowsNode, join(appDir, programFile));
  copyFileSync(join(here, script), join(appDir, script));
  for (const name of ['1.0.0', '1.0.0-again', '2.0.0']) {
    const msi = join(msiFolder, `${name}.msi`);
    const place = { folder: join(msiFolder, `${name}-linked`), appDir };
    compileForWix(project(name.replace('-again', '')), place);
    const linked = linkForWix(place);
    bind(linked, msi, join(msiFolder, `${name}-bound`));
    writeFileSync(`${msi}.json`, JSON.stringify(readTables(msi)));
    writeFileSync(`${msi}.linked.json`, JSON.stringify(Object.fromEntries([...linked].map(([table, { rows }]) => [table, rows]))));
  }
}
