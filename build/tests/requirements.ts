// What a kind of test needs from the machine: found, installed where that is allowed, or named with the command that provides it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ensureBundle, type BundleName } from '../bundles.ts';
import { installedElectron, obtainElectron } from '../electronRuntime.ts';
import { root } from '../root.ts';
import { machine } from './environment.ts';
import { say } from './say.ts';
import { canInstall, installCommand, installPackages } from './systemPackages.ts';

export type Met =
  | { readonly kind: 'ready'; readonly env?: Readonly<Record<string, string>>; readonly release?: () => void }
  | { readonly kind: 'missing'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'failed'; readonly reason: string };
export type Requirement = () => Promise<Met>;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of these programs that the PATH (or the absolute path itself) leads to. */
function findProgram(names: readonly string[]): string | undefined {
  const folders = (machine.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => (name.includes('/') || name.includes('\\') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isProgram);
}

/** Whether a program starts at all: it may be a stub, or lack a library. */
function answers(path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  return spawnSync(path, args, { timeout: 30_000, stdio: 'ignore', env: { ...process.env, ...env } }).status === 0;
}

const browserNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  join(machine.ProgramFiles ?? 'C:\\Program Files', 'Google\\Chrome\\Application\\chrome.exe'),
  join(machine['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)', 'Microsoft\\Edge\\Application\\msedge.exe'),
];

// `--version` opens a window on Windows: there, a file that is there is believed.
const startsHere = (path: string) => process.platform === 'win32' || answers(path, ['--version', '--no-sandbox']);

/** A Chromium for the page's tests, in CHROMIUM_PATH. */
export const chromium: Requirement = () => {
  const packages = ['chromium', 'fonts-liberation'];
  const find = () => {
    const path = machine.CHROMIUM_PATH ?? findProgram(browserNames);
    return path !== undefined && startsHere(path) ? path : undefined;
  };
  let path = find();
  if (path === undefined && canInstall() && installPackages(packages)) path = find();
  return Promise.resolve(
    path === undefined
      ? {
          kind: 'missing',
          reason: 'no Chromium was found',
          remedy: installCommand(packages, 'CHROMIUM_PATH=/path/to/chrome npm test -- page'),
        }
      : { kind: 'ready', env: { CHROMIUM_PATH: path } },
  );
};

/** A folder with an Electron that a neighbouring folder of the checkout provides, for machines that cannot download one. */
function neighbouringElectron(): string | undefined {
  const provider = join(root, '..', 'shared', 'tools', 'electron-runtime');
  if (process.platform !== 'linux' || !existsSync(provider)) return undefined;
  const done = spawnSync(provider, [], { encoding: 'utf8', timeout: 180_000, env: { ...machine } });
  const folder = done.stdout.trim();
  return done.status === 0 && existsSync(join(folder, 'electron')) ? join(folder, 'electron') : undefined;
}

/** An Electron for the desktop's tests, in ELECTRON_PATH: the environment's or the installed one, a neighbour's, or a downloaded one. */
export const electron: Requirement = async () => {
  const installed = installedElectron();
  let path = installed.path ?? neighbouringElectron();
  if (installed.path === undefined && path !== undefined) say(`  ${installed.reason}; the one of a neighbouring folder is used (${path})`);
  let reason = installed.path === undefined ? installed.reason : '';
  if (path === undefined) {
    const obtained = await obtainElectron(say);
    path = obtained.path;
    if (obtained.path === undefined) reason = obtained.reason;
  }
  if (path === undefined) return { kind: 'missing', reason, remedy: 'npx install-electron' };
  const libraries = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];
  const starts = () => process.platform !== 'linux' || answers(path, ['-e', '0'], { ELECTRON_RUN_AS_NODE: '1' });
  if (!starts() && !(canInstall() && installPackages(libraries) && starts())) {
    return { kind: 'missing', reason: `${path} does not start`, remedy: installCommand(libraries, 'npx install-electron') };
  }
  return { kind: 'ready', env: { ELECTRON_PATH: path } };
};

/** Real proxies, for the tests that go through them; where there are none those tests say that they were skipped. */
export const proxies: Requirement = () => {
  const wanted = ['tinyproxy', 'squid'].filter((name) => findProgram([name, `/usr/sbin/${name}`]) === undefined);
  if (wanted.length > 0 && canInstall()) installPackages(wanted);
  return Promise.resolve({ kind: 'ready' });
};

/** A display: on Linux a virtual one of our own, so that no window covers the person's work; elsewhere the person's. */
export const display: Requirement = async () => {
  if (process.platform !== 'linux') return { kind: 'ready' };
  let xvfb = findProgram(['Xvfb']);
  if (xvfb === undefined && canInstall() && installPackages(['xvfb', 'fonts-liberation'])) xvfb = findProgram(['Xvfb']);
  if (xvfb === undefined) {
    if (machine.DISPLAY) return { kind: 'ready', env: { DISPLAY: machine.DISPLAY } };
    return {
      kind: 'missing',
      reason: 'there is no display, and no Xvfb to make one',
      remedy: installCommand(['xvfb'], 'DISPLAY=:0 npm test -- desktop'),
    };
  }
  const server = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const channel = server.stdio[3] as Readable;
  const number = await Promise.race([
    once(channel, 'data').then(([chunk]) => String(chunk).trim()),
    once(server, 'exit').then(() => undefined),
    once(server, 'error').then(() => undefined),
  ]);
  if (number === undefined) return { kind: 'failed', reason: 'Xvfb ended at once' };
  return { kind: 'ready', env: { DISPLAY: `:${number}` }, release: () => server.kill() };
};

/** A program of a system package that tests start themselves, found also where Debian puts what only administrators run. */
function program(name: string, packages: readonly string[]): Requirement {
  return () => {
    const find = () => findProgram([name, `/usr/sbin/${name}`, `/usr/local/sbin/${name}`]);
    const there = find() ?? (canInstall() && installPackages(packages) ? find() : undefined);
    return Promise.resolve(
      there === undefined
        ? { kind: 'missing', reason: `no ${name} was found`, remedy: installCommand(packages, `install ${packages.join(' and ')}`) }
        : { kind: 'ready' },
    );
  };
}

export const nginx = program('nginx', ['nginx-light']);
export const openssl = program('openssl', ['openssl']);

/** A DNS server that is not ours, in DNSMASQ_PATH; the tests that need it say so themselves where it cannot be had. */
export const dnsmasq: Requirement = () => {
  const names = ['dnsmasq', '/usr/sbin/dnsmasq'];
  let path = findProgram(names);
  if (path === undefined && canInstall() && installPackages(['dnsmasq-base'])) path = findProgram(names);
  if (path === undefined)
    say(`  without dnsmasq some tests are skipped; to run them: ${installCommand(['dnsmasq-base'], 'install dnsmasq')}`);
  return Promise.resolve({ kind: 'ready', ...(path === undefined ? {} : { env: { DNSMASQ_PATH: path } }) });
};

/** Reads the text inside a PDF; without it that one look is left out, and the test says so. */
export const pdfReader: Requirement = () => {
  if (findProgram(['pdftotext']) === undefined && !(canInstall() && installPackages(['poppler-utils'])))
    say(`  without pdftotext the text inside the PDF is not read; to read it: ${installCommand(['poppler-utils'], 'install poppler')}`);
  return Promise.resolve({ kind: 'ready' });
};

function bundle(name: BundleName): Requirement {
  return async () => {
    const failure = await ensureBundle(name, (line) => {
      say(`  ${line}`);
    });
    return failure === undefined ? { kind: 'ready' } : { kind: 'failed', reason: `the ${name} could not be built:\n${failure}` };
  };
}

export const pageBundle = bundle('page');
export const desktopBundle = bundle('desktop');
