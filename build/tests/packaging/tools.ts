// The tools that electron-builder would download, from this system: 7-Zip, the compiler of NSIS, and stand-ins for the plug-ins of its template.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../../root.ts';
import { vendor } from '../msi/wix.ts';

export const standIns = join(root, 'build', 'tests', 'packaging');

/** Runs a program; throws with what it said. */
export function run(program: string, args: readonly string[], cwd: string = root, env: NodeJS.ProcessEnv = process.env): void {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}

export const compiler = 'x86_64-w64-mingw32-gcc';
/** The 7-Zip of Debian, under either of its names. */
export const sevenZip = (): string | undefined => ['/usr/bin/7zz', '/usr/bin/7za'].find((path) => spawnSync(path, ['i']).status === 0);

/** Lays out the Windows 7-Zip that electron-winstaller, an optional part of electron-builder, brings along; gives its program. */
function layOutWindowsSevenZip(folder: string): string {
  mkdirSync(folder, { recursive: true });
  // It looks for its library beside itself, under its own name.
  for (const type of ['exe', 'dll']) copyFileSync(join(vendor(), `7z-x64.${type}`), join(folder, `7z.${type}`));
  return join(folder, '7z.exe');
}

/** A 32-bit library with functions of these names that do nothing: NSIS looks only whether a plug-in has them. */
function makeEmptyLibrary(functions: readonly string[], to: string): void {
  const source = `${to}.s`;
  const object = `${to}.o`;
  const bodies = functions.map((name) => `.globl _${name}\n_${name}: ret\n`).join('');
  const exported = functions.map((name) => `.ascii " -export:${name}"\n`).join('');
  writeFileSync(source, `.text\n${bodies}.section .drectve\n${exported}`);
  run('i686-w64-mingw32-as', [source, '-o', object]);
  run('i686-w64-mingw32-ld', ['-shared', object, '-o', to]);
  for (const file of [source, object]) rmSync(file);
}

function makePlugin(source: string, plugins: string, extractor: string): void {
  const library = `${basename(source, '.c')}.dll`;
  const warnings = ['-Wall', '-Werror', '-Wno-unused-function', '-Wno-unused-variable'];
  run(compiler, [
    ...warnings,
    '-O1',
    '-s',
    '-shared',
    `-DSEVEN_ZIP="Z:${extractor.replaceAll('/', '\\\\')}"`,
    source,
    '-o',
    join(plugins, 'amd64-unicode', library),
    '-lshell32',
  ]);
  const functions = [...readFileSync(source, 'utf8').matchAll(/^PLUGIN\((\w+)\)/gm)].map(([, name = '']) => name);
  makeEmptyLibrary(functions, join(plugins, 'x86-unicode', library));
}

/** Makes the tools below `folder`, afresh; gives the variables by which electron-builder finds them. Throws with what a compiler said. */
export function makeTools(folder: string): Readonly<Record<string, string>> {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const plugins = join(folder, 'resources', 'plugins');
  for (const cpu of ['amd64-unicode', 'x86-unicode']) mkdirSync(join(plugins, cpu), { recursive: true });
  const extractor = layOutWindowsSevenZip(join(folder, '7z'));
  const sources = join(standIns, 'plugins');
  for (const name of readdirSync(sources).filter((name) => name.endsWith('.c'))) {
    makePlugin(join(sources, name), plugins, extractor);
  }
  const makensis = join(folder, 'nsis', 'linux', 'makensis');
  mkdirSync(dirname(makensis), { recursive: true });
  writeFileSync(makensis, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${join(standIns, 'makensis.ts')}' "$@"\n`);
  chmodSync(makensis, 0o755);
  const tools = {
    ELECTRON_BUILDER_NSIS_DIR: join(folder, 'nsis'),
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: join(folder, 'resources'),
    ELECTRON_BUILDER_7ZIP_PATH: sevenZip() ?? '',
    ELECTRON_BUILDER_OSSL_SIGNCODE_PATH: '/usr/bin/osslsigncode',
    ELECTRON_BUILDER_CACHE: join(folder, 'cache'),
    BMOS_NSIS_PLUGINS: plugins,
    BMOS_WIX_LOG: join(folder, 'wix.log'),
  };
  // In a process of its own: electron-builder takes its tools from the environment.
  run(process.execPath, ['--no-warnings', join(root, 'build', 'tests', 'msi', 'standInWix.ts')], root, { ...process.env, ...tools });
  return tools;
}
