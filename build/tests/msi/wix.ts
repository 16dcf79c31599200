// Compiles and links a project with WiX's own compiler and linker (WiX 3, run by Mono), and gives the tables they would write into an MSI.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { attributeOf, childrenOf, find, nameOf, readXml, textOf, type XmlNode } from '../../msi/xml.ts';
import type { MsiTables } from './wixl.ts';

/** electron-winstaller carries them; electron-builder's own, an early WiX 4, is fetched from elsewhere while it packs. */
const vendor = (): string => path.join(path.dirname(createRequire(import.meta.url).resolve('electron-winstaller/package.json')), 'vendor');

/** The elements of that WiX 4 are those of WiX 3 under another name. */
const namespaces = { 4: 'http://wixtoolset.org/schemas/v4/wxs', 3: 'http://schemas.microsoft.com/wix/2006/wi' } as const;

/** Nothing is passed over: a warning ends it like an error. Files are named from `folder`: a path that begins with a slash would be an option. */
function run(program: 'candle' | 'light', folder: string, args: readonly string[]): void {
  const all = [path.join(vendor(), `${program}.exe`), '-nologo', '-pedantic', '-wx', ...args];
  const done = spawnSync('mono', all, { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  if (done.status !== 0)
    throw new Error(
      `${program} ended with ${done.status ?? done.error?.message ?? done.signal}:\n${`${done.stdout}${done.stderr}`.slice(-3_000)}`,
    );
}

/** Says whether Mono can run them. */
export function wixRuns(): boolean {
  return spawnSync('mono', [path.join(vendor(), 'candle.exe'), '-?'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

/**
 * Links a project whose files lie in `appDir`; what is made on the way lies in `folder`. Throws with what WiX said. The linker's output is taken
 * as XML: only the last step, writing it into a database, needs Windows.
 */
export function linkWithWix(project: string, { folder, appDir }: { readonly folder: string; readonly appDir: string }): MsiTables {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'project.wxs'), project.replace(namespaces[4], namespaces[3]));
  const files = `-dappDir=${appDir}`;
  run('candle', folder, ['-arch', 'x64', files, '-out', 'project.wixobj', 'project.wxs']);
  run('light', folder, ['-xo', '-sval', files, '-out', 'project.wixout', 'project.wixobj']);
  return readOutput(readXml(readFileSync(path.join(folder, 'project.wixout'), 'utf8').replace(/^\ufeff/, '')));
}

/** The rows of every table, by the columns' names. Pure. */
function readOutput(output: readonly XmlNode[]): MsiTables {
  const root = find(output, 'wixOutput');
  if (!root) throw new Error('the linker wrote no wixOutput');
  const definitions = childrenOf(find([root], 'tableDefinitions') ?? {}).filter((node) => nameOf(node) === 'tableDefinition');
  const columns = new Map(
    definitions.map((definition) => [
      attributeOf(definition, 'name') ?? '',
      childrenOf(definition).flatMap((child) => (nameOf(child) === 'columnDefinition' ? [attributeOf(child, 'name') ?? ''] : [])),
    ]),
  );
  const tables = childrenOf(root).filter((node) => nameOf(node) === 'table');
  return Object.fromEntries(tables.map((table) => [attributeOf(table, 'name') ?? '', rowsOf(table, columns)]));
}

function rowsOf(table: XmlNode, columns: ReadonlyMap<string, readonly string[]>): MsiTables[string] {
  const names = columns.get(attributeOf(table, 'name') ?? '') ?? [];
  return childrenOf(table)
    .filter((node) => nameOf(node) === 'row')
    .map((row) => {
      const fields = childrenOf(row).filter((node) => nameOf(node) === 'field');
      return Object.fromEntries(names.map((name, index) => [name, textOf(fields[index] ?? {})]));
    });
}
