// Installs the dependencies that package-lock.json names, once per version of that file, without running their install scripts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './lock.mjs';

/**
 * The Node that everything is run with: the npm package `node`, pinned by the lock file.
 * @param {string} root the checkout
 */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.bmos-stamp');

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock package-lock.json, or node_modules/.package-lock.json
 * @typedef {{ command: string, args: string[], options: import('node:child_process').SpawnOptions }} Step
 */

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether what npm says it installed is what the lock file wants: every package that is not optional, in the same version.
 * @param {Lock} lock what is wanted
 * @param {Lock | undefined} installed what is there
 */
export function isInstalled(lock, installed) {
  const there = installed?.packages;
  if (!there) return false;
  return Object.entries(lock.packages ?? {}).every(
    ([place, wanted]) => place === '' || wanted.optional || wanted.devOptional || there[place]?.version === wanted.version,
  );
}

/**
 * @param {string} root
 * @param {string} stamp
 */
function isCurrent(root, stamp) {
  if (!existsSync(pinnedNode(root))) return false;
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp) return true;
  // Installed by hand: as good.
  return isInstalled(readLock(join(root, 'package-lock.json')) ?? {}, readLock(join(root, 'node_modules', '.package-lock.json')));
}

/**
 * Runs a command to its end; its output goes to stderr, or is kept for the case that it fails.
 * @param {Step} step
 * @param {boolean} quiet
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run({ command, args, options }, quiet) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output = (output + chunk.toString()).slice(-8000);
      if (!quiet) process.stderr.write(chunk);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** npm as this process was started by it, else the one on the PATH. */
export function npm() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return { command: process.env.npm_node_execpath ?? process.execPath, first: [script], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/**
 * Windows cannot delete a running program, and npm scripts run with the Node that is about to be replaced: it moves aside.
 * @param {string} root
 */
function freeRunningNode(root) {
  if (process.platform !== 'win32' || !process.execPath.startsWith(join(root, 'node_modules'))) return;
  const aside = join(root, 'build', 'out', 'replaced');
  mkdirSync(aside, { recursive: true });
  renameSync(process.execPath, join(aside, `node-${process.pid}.exe`));
}

/**
 * Steps of an installation, in their order. Install scripts stay off, but for the package `node`: its own fetches the binary for
 * this system, and only npm's rebuild then links it into node_modules/.bin (seen with npm 10 and 11).
 * @param {string} root
 * @returns {Step[]}
 */
function steps(root) {
  const { command, first, shell } = npm();
  const options = { cwd: root, shell };
  const quietNpm = ['--no-audit', '--no-fund', '--loglevel=error'];
  return [
    { command, args: [...first, 'ci', '--ignore-scripts', '--include=dev', ...quietNpm], options },
    { command, args: [...first, 'rebuild', 'node', '--ignore-scripts=false', ...quietNpm], options },
  ];
}

/**
 * Makes sure that node_modules is what package-lock.json says. Takes about a minute the first time, milliseconds after that.
 * @param {string} root the checkout
 * @param {boolean} quiet say nothing unless it fails
 * @returns {Promise<string | undefined>} what went wrong, ready to be shown
 */
export async function ensureDependencies(root, quiet) {
  /** @param {string} text */
  const say = (text) => {
    if (!quiet) console.error(text);
  };
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (isCurrent(root, stamp)) return undefined;

  const lock = join(root, 'build', 'out', 'setup.lock');
  return alone(
    lock,
    (pid) => say(`Another process (${pid}) is setting up this checkout; waiting for it.`),
    async () => {
      if (isCurrent(root, stamp)) return undefined;
      say('Installing the dependencies (only now, and after an update) …');
      const began = Date.now();
      freeRunningNode(root);
      for (const step of steps(root)) {
        const done = await run(step, quiet);
        if (!done.ok)
          return `${quiet ? done.output : ''}\nThe dependencies could not be installed: "${step.args.join(' ')}" failed. Is the npm registry reachable?`;
      }
      if (!existsSync(pinnedNode(root))) return `The pinned Node is not at ${pinnedNode(root)} after its installation.`;
      writeFileSync(stampFile(root), stamp);
      say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
      return undefined;
    },
  );
}
