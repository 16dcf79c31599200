// electron-builder's `msiProjectCreated`: adds the installer's own part to the project before it is compiled.
import { readFile, writeFile } from 'node:fs/promises';
import type { PackageTarget } from '../packages/targets.ts';
import { insertFragments } from './insert.ts';

/**
 * Changes the project of a package for `cpu` at `path` in place; doing it twice does no more. Throws, which stops electron-builder, when the project is not
 * built as the template of electron-builder 26 is: better no installer than one that leaves out the policies.
 */
export default async function projectCreated(path: string, cpu: PackageTarget['cpu']): Promise<void> {
  const inserted = insertFragments(await readFile(path, 'utf8'), cpu);
  if (!inserted.ok)
    throw new Error(`${path} has no ${inserted.lacks}: electron-builder's MSI template is not the one that build/msi/ was made for`);
  await writeFile(path, inserted.project);
}
