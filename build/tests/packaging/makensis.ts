// The compiler that electron-builder is given where only a 64-bit Wine can run its output: first as for a release, then for that Wine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** electron-builder's own arguments end with `-`: the script comes on standard input. */
const given = process.argv.slice(2, -1);
const script = readFileSync(0);
const plugins = process.env.BMOS_NSIS_PLUGINS ?? '';

function compile(args: readonly string[]): number {
  const { status, stdout, stderr } = spawnSync('makensis', [...args, '-'], {
    input: script,
    // Debian's compiler knows its own folder; electron-builder says another.
    env: { ...process.env, NSISDIR: undefined },
    maxBuffer: 64 * 1024 * 1024,
  });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return status ?? 1;
}

/** The 32-bit installer that people get: it must compile without a warning, and is thrown away. */
function compileAsShipped(): number {
  const folder = mkdtempSync(join(tmpdir(), 'nsis-x86-'));
  try {
    return compile([...given, `-XOutFile "${join(folder, 'installer.exe')}"`]);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * In a 64-bit installer the question whether Windows is 64-bit is answered beforehand, which leaves a label unused. It waits for less long:
 * no test has a program that takes more than 3 s to end.
 */
const for64Bit = [
  '-DBMOS_LONGEST_END=5000',
  '-XTarget amd64-unicode',
  `-X!addplugindir /amd64-unicode "${join(plugins, 'amd64-unicode')}"`,
  '-X!pragma warning disable 6012',
];

process.exit(compileAsShipped() || compile([...for64Bit, ...given]));
