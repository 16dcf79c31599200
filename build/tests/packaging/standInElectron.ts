// A stand-in for Electron's Windows build: its folder as far as electron-builder looks at it, in the zip files that Electron is published in.
import { copyFileSync, mkdirSync, openSync, closeSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { product } from '../../packages/stage.ts';
import { releaseTargets, type PackageTarget } from '../../packages/targets.ts';
import { root } from '../../root.ts';
import { compiler, run, sevenZip, standIns } from './tools.ts';

/** IMAGE_FILE_HEADER.Machine (Microsoft's PE format). */
export const machineTypes = { x64: 0x8664, arm64: 0xaa64 } as const satisfies Record<PackageTarget['cpu'], number>;

/** Of Chromium's languages more than are shipped. */
const chromiumLanguages = ['de', 'en-GB', 'en-US', 'es', 'fr', 'it'];

/** There is no compiler for ARM64 here, and nobody runs this program: it only says what it is for. */
function declareMachine(program: string, cpu: PackageTarget['cpu']): void {
  const file = openSync(program, 'r+');
  const header = Buffer.alloc(4);
  readSync(file, header, 0, 4, 0x3c);
  const machine = Buffer.alloc(2);
  machine.writeUInt16LE(machineTypes[cpu]);
  writeSync(file, machine, 0, 2, header.readUInt32LE() + 4);
  closeSync(file);
}

function makeProgram(folder: string): string {
  copyFileSync(join(root, 'build', 'icon.ico'), join(folder, 'icon.ico'));
  const resources = join(folder, 'electron.res');
  run('x86_64-w64-mingw32-windres', ['-I', folder, '-I', standIns, join(standIns, 'electron.rc'), '-O', 'coff', '-o', resources]);
  const program = join(folder, 'electron.exe');
  run(compiler, ['-Wall', '-Werror', '-O1', '-s', '-mwindows', join(standIns, 'electron.c'), resources, '-o', program]);
  return program;
}

/** Makes `electron-vVERSION-win32-CPU.zip` for every target that is released, below `folder`. Throws with what a compiler said. */
export function makeStandInElectron(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  mkdirSync(folder, { recursive: true });
  const { electron } = product().devDependencies;
  const program = makeProgram(folder);
  for (const { os, cpu } of releaseTargets) {
    const unpacked = join(folder, cpu);
    mkdirSync(join(unpacked, 'locales'), { recursive: true });
    mkdirSync(join(unpacked, 'resources'));
    copyFileSync(program, join(unpacked, 'electron.exe'));
    declareMachine(join(unpacked, 'electron.exe'), cpu);
    copyFileSync(program, join(unpacked, 'ffmpeg.dll'));
    for (const language of chromiumLanguages) writeFileSync(join(unpacked, 'locales', `${language}.pak`), language);
    for (const name of ['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak']) writeFileSync(join(unpacked, name), name);
    writeFileSync(join(unpacked, 'version'), electron);
    run(sevenZip() ?? '7zz', ['a', '-tzip', '-mx=1', '-bd', join(folder, `electron-v${electron}-${os}-${cpu}.zip`), '.'], unpacked);
    rmSync(unpacked, { recursive: true, maxRetries: 3 });
  }
}
