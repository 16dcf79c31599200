// Installs the dependencies that package-lock.json names, once per version of that file, without running their install scripts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './lock.mjs';

/** The Node that everything is run with: the npm package `node`, pinned by the lock file. */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const stampFile = (root) => join(root, 'node_modules', '.bmos-stamp');

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether what npm says it installed is what the lock file wants: every package that is not optional, in the same version.
 * @param {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }> }} lock package-lock.json
 * @param {{ packages?: Record<string, { version?: string }> } | undefined} installed node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  if (!installed?.packages) return false;
  return Object.entries(lock.packages ?? {}).every(
    ([place, wanted]) => place === '' || wanted.optional || wanted.devOptional || installed.packages[place]?.version === wanted.version,
  );
}

function isCurrent(root, stamp) {
  if (!existsSync(pinnedNode(root))) return false;
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp) return true;
  // Installed by hand: as good.
  return isInstalled(readJson(join(root, 'package-lock.json')) ?? {}, readJson(join(root, 'node_modules', '.package-lock.json')));
}

/** Runs a command to its end; its output goes to stderr, or is kept for the case that it fails. */
function run(command, args, options, quiet) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk) => {
      output = (output + chunk).slice(-8000);
      if (!quiet) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** npm as this process was started by it, else the one on the PATH. */
function npm() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return { command: process.env.npm_node_execpath ?? process.execPath, first: [script], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/** Windows cannot delete a running program, and npm scripts run with the Node that is about to be replaced: it moves aside. */
function freeRunningNode(root) {
  if (process.platform !== 'win32' || !process.execPath.startsWith(join(root, 'node_modules'))) return;
  const aside = join(root, 'build', 'out', 'replaced');
  mkdirSync(aside, { recursive: true });
  renameSync(process.execPath, join(aside, `node-${process.pid}.exe`));
}

/** Steps of an installation, in their order. Only the package `node` may run its own script: it fetches the binary for this system. */
function steps(root) {
  const { command, first, shell } = npm();
  const quietNpm = ['--no-audit', '--no-fund', '--loglevel=error'];
  return [
    { command, args: [...first, 'ci', '--ignore-scripts', '--include=dev', ...quietNpm], options: { cwd: root, shell } },
    {
      command: process.execPath.startsWith(join(root, 'node_modules')) ? (process.env.npm_node_execpath ?? 'node') : process.execPath,
      args: ['installArchSpecificPackage.js'],
      options: {
        cwd: join(root, 'node_modules', 'node'),
        env: { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false', npm_config_loglevel: 'error' },
      },
    },
  ];
}

/**
 * Makes sure that node_modules is what package-lock.json says. Takes about a minute the first time, milliseconds after that.
 * @param {string} root the checkout
 * @param {boolean} quiet say nothing unless it fails
 * @returns {Promise<string | undefined>} what went wrong, ready to be shown
 */
export async function ensureDependencies(root, quiet) {
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
        const done = await run(step.command, step.args, step.options, quiet);
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
