// Runs tests on Windows: there one file after the other, on Linux each file with the Windows Node under Wine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, globSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../root.ts';
import { nothing, sum, type Count } from './count.ts';
import { runFiles } from './runFiles.ts';
import { indented, say, seconds } from './say.ts';
import { drawNothing, findWine, makePc, removePc, windowsNode, wineEnvironment, type WinePc } from './wine.ts';

/** A file that takes longer hangs. */
const longestFileMs = 420_000;

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

async function runFile(wine: string, pc: WinePc, file: string): Promise<Count> {
  const began = performance.now();
  const folder = join(outputs, basename(dirname(file)));
  mkdirSync(folder, { recursive: true });
  const written = ['out', 'err'].map((kind) => join(folder, `${basename(file, '.test.ts')}.${kind}.txt`));
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

/** They begin first, so that none is still running when all others have ended: each takes minutes, nearly all it does starts a process. */
const longest: readonly string[] = ['test/windows/keys.test.ts', 'test/windows/registryRegExe.test.ts'];

interface WineKind {
  /** Folders of `test/`, in lines: the files of a line are run in turn, and each Windows takes the next of its line, or both of the only one. */
  readonly lines: readonly (readonly string[])[];
  /** What each Windows is given first. */
  readonly prepare?: (wine: string, pc: WinePc) => void;
}

const wineKinds = {
  windows: { lines: [['windows']] },
  // They show windows, for which Wine needs no display when its driver draws nothing. Each finds the other's installations on its PC.
  setups: { lines: [['msi'], ['nsis']], prepare: drawNothing },
} as const satisfies Record<string, WineKind>;

/** Runs the tests of a kind on two Windows, one file after the other on each: its files share its registry. */
export async function runWindowsFiles(kind: keyof typeof wineKinds): Promise<Count> {
  const { lines, prepare }: WineKind = wineKinds[kind];
  const wine = findWine();
  const counts: Count[] = [];
  if (process.platform === 'win32' || wine === undefined) {
    // There is one registry, which each file expects to itself.
    for (const folder of lines.flat()) counts.push(await runFiles(folder, 1));
    return sum(counts);
  }
  const filesOf = (folders: readonly string[]) => {
    const files = folders.flatMap((folder) => globSync(`test/${folder}/**/*.test.ts`, { cwd: root }).sort());
    return [...longest.filter((file) => files.includes(file)), ...files.filter((file) => !longest.includes(file))];
  };
  const [first = [], second = first] = lines.map(filesOf);
  const runAll = async (pc: WinePc, waiting: string[]) => {
    prepare?.(wine, pc);
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) counts.push(await runFile(wine, pc, file));
  };
  const failed = makePc(wine, 'beside');
  if (failed !== undefined) throw new Error(failed);
  try {
    await Promise.all([runAll('main', first), runAll('beside', second)]);
  } finally {
    removePc('beside');
  }
  return sum(counts);
}
