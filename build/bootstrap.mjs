// Entry of every npm script: sets up what is missing on a machine that has only Node and git, then runs the target with the pinned Node.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, pinnedNode } from './bootstrap/dependencies.mjs';
import { nodeComplaint } from './bootstrap/nodeVersion.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * How the command line's process is started; benches start it in the same way.
 * @type {{ flags: string[], compileCache: string }}
 */
const cliRuntime = JSON.parse(readFileSync(join(root, 'build', 'cliRuntime.json'), 'utf8'));

/**
 * Script per target. A quiet one says nothing while it is set up, so that its output is the target's alone.
 * @type {Readonly<Record<string, { script: string, quiet: boolean, flags?: string[], args?: string[], compileCache?: string }>>}
 */
const targets = {
  start: { script: 'build/start.ts', quiet: false },
  test: { script: 'build/test.ts', quiet: false },
  // Code that was read once is read faster, and the command line is content with little memory.
  cli: { script: 'electron/cli.ts', quiet: true, ...cliRuntime },
  bench: { script: 'build/bench.ts', quiet: false },
  // What a real Windows PC adds to the tests of every machine; other kinds can be named behind it.
  'test-windows': { script: 'build/test.ts', quiet: false, args: ['windows'] },
  dist: { script: 'build/dist.ts', quiet: false },
  'bench-ready': { script: 'build/ready.ts', quiet: false },
};

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs the target in this process's place: same streams, same signals, same exit status.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function become(command, args, env = process.env) {
  const child = spawn(command, args, { stdio: 'inherit', cwd: process.cwd(), env });
  for (const signal of forwarded) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to the child by itself; a second one would mean "at once".
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exit(70);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
  });
}

const [name = '', ...args] = process.argv.slice(2);
const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
const complaint = nodeComplaint(process.versions.node, wanted);

if (!target) {
  console.error(`usage: node build/bootstrap.mjs ${Object.keys(targets).join(' | ')}`);
  process.exitCode = 2;
} else if (complaint) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  const problem = await ensureDependencies(root, target.quiet);
  if (problem) {
    console.error(problem);
    process.exitCode = 3;
  } else {
    const { script, flags = [], args: first = [], compileCache } = target;
    const env = compileCache ? { NODE_COMPILE_CACHE: join(root, compileCache), ...process.env } : process.env;
    become(pinnedNode(root), [...flags, join(root, script), ...first, ...args], env);
  }
}
