// How soon the window answers beside an empty one, how soon the version is printed, and how large the app is beside Electron.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBundle } from '../../build/bundles.ts';
import { display, electron as electronHere } from '../../build/tests/requirements.ts';
import { root } from '../../build/root.ts';
import { benchHome, startOf } from './desktop/run.ts';
import { atMost, informing, median, tell, type Figure } from './figures.ts';

const rounds = 9;
const at = (file: string) => fileURLToPath(new URL(`./desktop/${file}`, import.meta.url));
const mainScript = join(root, 'build', 'out', 'desktop', 'main.cjs');

async function required(requirement: typeof electronHere): Promise<{ readonly release: () => void }> {
  const met = await requirement();
  if (met.kind !== 'ready') throw new Error(met.reason);
  Object.assign(process.env, met.env);
  return { release: met.release ?? (() => undefined) };
}

/** Two starts in turn, so that what else the machine does weighs on both alike. */
async function inTurn(one: () => Promise<number>, other: () => Promise<number>): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = [await one(), await other()];
    // The first round fills the system's caches.
    if (round > 0) {
      times[0].push(first);
      times[1].push(second);
    }
  }
  return [median(times[0]), median(times[1])];
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** The built app and the one Windows binary of each add-on that the bundle leaves outside. */
function appBytes(): number {
  const built = ['desktop', 'page'].map((part) => join(root, 'build', 'out', part));
  return built.reduce((sum, folder) => sum + bytesBelow(folder), 0) + addOnBytes();
}

/** Their JavaScript and what they have for Windows on x64; where a package is not installed for Windows, its Linux binary stands for it. */
function addOnBytes(): number {
  const modules = join(root, 'node_modules');
  const scripts = ['koffi', 'native-reg'].map((name) => join(modules, name));
  const foreign = /[\\/](darwin|linux|freebsd|openbsd|musl|win32)[-_](arm64|ia32|arm|riscv64|loong64|x64)|[.](d[.]ts|map|md|cc|h|gyp)$/;
  const kept = /win32[-_]x64/;
  const own = scripts.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => kept.test(file) || !foreign.test(file)),
  );
  const binaries = readdirSync(join(modules, '@koromix'), { withFileTypes: true })
    .map((entry) => join(modules, '@koromix', entry.name))
    .map(bytesBelow);
  return own.reduce((sum, file) => sum + statSync(file).size, 0) + Math.max(0, ...binaries);
}

const say = (line: string) => {
  console.error(line);
};
for (const name of ['page', 'desktop'] as const) {
  const failure = await ensureBundle(name, say);
  if (failure !== undefined) throw new Error(failure);
}
const needed = [await required(electronHere), await required(display)];
const electron = process.env.ELECTRON_PATH ?? '';
const home = benchHome();
try {
  const open = (target: string) => () =>
    startOf(
      {
        electron,
        script: at('interactive.cjs'),
        env: { BENCH_TARGET: target },
        args: [`--workstation=practice:${join(home.folder, 'practice')}`],
        word: 'interactive',
      },
      home.folder,
    );
  const [window, empty] = await inTurn(open(mainScript), open(at('empty.cjs')));
  const [version, bare] = await inTurn(
    () => startOf({ electron, script: mainScript, args: ['--version'] }, home.folder),
    () => startOf({ electron, script: at('exit.cjs') }, home.folder),
  );
  const figures: Figure[] = [
    atMost('start to interactive window ÷ that of an empty Electron window', window / empty, '×', 1.6),
    atMost('--version ÷ a bare Electron that ends at once', version / bare, '×', 1.2),
    atMost('unpacked app without Electron itself', appBytes() / 1_000_000, 'MB', 15),
    informing('start to interactive window', window, 'ms'),
    informing('--version', version, 'ms'),
  ];
  tell(figures);
} finally {
  home.remove();
  for (const { release } of needed) release();
}
