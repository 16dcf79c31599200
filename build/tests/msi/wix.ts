// Compiles and links a project with WiX's own compiler and linker (WiX 3, run by Mono), and gives what the linker knows.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { forWix3 } from './forWix3.ts';
import { readWixOutput, type WixOutput } from './wixOutput.ts';

/** electron-winstaller carries them; electron-builder's own, an early WiX 4, is fetched from elsewhere while it packs. */
export function vendor(): string {
  const require = createRequire(import.meta.url);
  return path.join(path.dirname(require.resolve('electron-winstaller/package.json')), 'vendor');
}

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

interface Place {
  /** Where what is made on the way lies. */
  readonly folder: string;
  /** Where the files of the program lie. */
  readonly appDir: string;
}

/** Compiles a project into `project.wixobj`. Throws with what WiX said. */
export function compileForWix(project: string, { folder, appDir }: Place): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'project.wxs'), forWix3(project));
  run('candle', folder, ['-arch', 'x64', `-dappDir=${appDir}`, '-out', 'project.wixobj', 'project.wxs']);
}

/**
 * Links what was compiled. Throws with what WiX said. The linker's output is taken as XML: only the last step, writing it into a database,
 * needs Windows.
 */
export function linkForWix({ folder, appDir }: Place): WixOutput {
  run('light', folder, ['-xo', '-sval', `-dappDir=${appDir}`, '-out', 'project.wixout', 'project.wixobj']);
  return readWixOutput(readFileSync(path.join(folder, 'project.wixout'), 'utf8'));
}
