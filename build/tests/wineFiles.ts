// Runs tests on Windows: there as every other folder, on Linux each file with the Windows Node under Wine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, globSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../root.ts';
import { nothing, sum, type Count } from './count.ts';
import { runFiles } from './runFiles.ts';
import { indented, say, seconds } from './say.ts';
import { bundleWindowsScripts, removeWindowsScripts } from './windowsScripts.ts';
import { findWine, makePc, removePc, windowsNode, wineEnvironment, type WinePc } from './wine.ts';

/** A file that takes longer hangs. */
const longestFileMs = 600_000;

const outputs = join(root, 'test', 'out');

/** The figure of one line of a TAP summary, such as `# pass 12`. */
function figure(tap: string, name: string): number {
  return Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? Number.NaN);
}

/** Counts as Node's summary does; a run that ended before its summary has failed as a whole. Pure. */
function countTap(tap: string): Count {
  const [tests, passed, skipped, todo] = ['tests', 'pass', 'skipped', 'todo'].map((name) => figure(tap, name));
  if (tests === undefined || passed === undefined || Number.isNaN(tests)) return { ...nothing, failed: 1 };
  const notRun = (skipped ?? 0) + (todo ?? 0);
  return { passed, failed: tests - passed - notRun, skipped: notRun };
}

/** The failures of a TAP run with their explanations, without what went well. Pure. */
function failuresIn(tap: string): string {
  const kept: string[] = [];
  let keeping = false;
  for (const line of tap.split(/\r?\n/)) {
    if (/^\s*(not ok|ok|# Subtest:|# tests|1\.\.\d)/.test(line)) keeping = line.trim().startsWith('not ok');
    if (keeping) kept.push(line);
  }
  return kept.join('\n').slice(0, 20_000);
}

/** `words.fr.test.ts` is run in French, where this system has it: Wine speaks as the system does that starts it. */
function languageEnvironment(file: string): Readonly<Record<string, string>> {
  const language = /\.(fr|de)\.test\.ts$/.exec(file)?.[1];
  const { TEST_LOCALES: folder } = process.env;
  if (language === undefined || folder === undefined) return {};
  return { LC_ALL: `${language}_${language.toUpperCase()}.UTF-8`, LOCPATH: folder, TEST_LANGUAGE: language };
}

async function runFile(wine: string, pc: WinePc, folder: string, file: string): Promise<Count> {
  const began = performance.now();
  const written = ['out', 'err'].map((kind) => join(outputs, folder, `${basename(file, '.test.ts')}.${kind}.txt`));
  // The Windows Node under Wine writes to files only: a pipe gives EBADF.
  const streams = written.map((output) => openSync(output, 'w'));
  const args = [windowsNode, '--no-warnings', '--test-reporter=tap', file];
  const child = spawn(wine, args, {
    cwd: root,
    env: { ...wineEnvironment(pc), ...languageEnvironment(file) },
    stdio: ['ignore', ...streams],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), longestFileMs);
  await once(child, 'exit');
  clearTimeout(timer);
  streams.forEach(closeSync);

  const [tap = '', errors = ''] = written.map((output) => readFileSync(output, 'utf8'));
  const count = countTap(tap);
  if (count.failed > 0) say(indented(failuresIn(tap) || `${tap.slice(-5_000)}\n${errors.slice(-5_000)}`));
  say(`  ${count.failed === 0 ? 'ok    ' : 'FAILED'} ${file} (${count.passed} passed, ${seconds(began)})`);
  return count;
}

/** Together they take as long as all others: one ends a process at each of its steps, the other starts reg.exe for each of its calls. */
const longest: readonly string[] = ['test/windows/keys.test.ts', 'test/windows/registry.test.ts'];

/** Runs `test/FOLDER/**`, one file after the other, for they share one registry; the longest beside them, on a Windows of their own. */
export async function runWindowsFiles(folder: 'windows' | 'msi' | 'nsis'): Promise<Count> {
  const wine = findWine();
  if (process.platform === 'win32' || wine === undefined) return runFiles(folder);
  mkdirSync(join(outputs, folder), { recursive: true });
  if (folder === 'windows') await bundleWindowsScripts();
  const files = globSync(`test/${folder}/**/*.test.ts`, { cwd: root }).sort();
  const besides = files.filter((file) => longest.includes(file));
  const counts: Count[] = [];
  const runAll = async (pc: WinePc, all: readonly string[]) => {
    for (const file of all) counts.push(await runFile(wine, pc, folder, file));
  };
  const failed = besides.length > 0 ? makePc(wine, 'beside') : undefined;
  if (failed !== undefined) throw new Error(failed);
  try {
    await Promise.all([
      runAll('beside', besides),
      runAll(
        'main',
        files.filter((file) => !besides.includes(file)),
      ),
    ]);
  } finally {
    if (besides.length > 0) removePc('beside');
    // Whoever runs one file by hand means the sources.
    removeWindowsScripts();
  }
  return sum(counts);
}
