// The program as an installer would lay it out: Electron under the program's own name, with the built app in its resources.
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { executablePath, root } from './desktopApp.ts';

export interface Unpacked {
  readonly folder: string;
  readonly executable: string;
  remove(): void;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function linkTree(from: string, to: string, rename: (name: string) => string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'resources') continue;
    const target = join(to, rename(entry.name));
    if (entry.isDirectory()) linkTree(join(from, entry.name), target, (name) => name);
    else linkOrCopy(join(from, entry.name), target);
  }
}

/** Lays it out in a temporary folder; Electron's files are links, so it costs no room. Electron takes itself for packaged by its name. */
export async function layOut(): Promise<Unpacked> {
  const electron = executablePath();
  const folder = await mkdtemp(join(tmpdir(), 'unpacked-'));
  const name = process.platform === 'win32' ? 'BlueMind Outlook Setup.exe' : 'bluemind-outlook-setup';
  linkTree(dirname(electron), folder, (file) => (file === basename(electron) ? name : file));
  const app = join(folder, 'resources', 'app');
  for (const part of ['desktop', 'page']) await cp(join(root, 'build', 'out', part), join(app, 'build', 'out', part), { recursive: true });
  const { productName, version, main } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'bluemind-outlook-setup', productName, version, main }));
  return { folder, executable: join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
