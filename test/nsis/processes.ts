// The processes that a test of the installers has started, so that none outlives it: one that waits for an answer would wait for good.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const started = new Set<ChildProcess>();

/** What Node says when Windows gives a reason it has no word for. Wine does so, once in thousands, for a process that it could not begin. */
const beganNothing = 'UNKNOWN';
const pauseMs = 500;

/** Starts a program; where nothing began, once more. */
async function begin(program: string, args: readonly string[], options: SpawnOptions): Promise<ChildProcess> {
  try {
    return spawn(program, args, options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === beganNothing)) throw error;
    await sleep(pauseMs);
    return spawn(program, args, options);
  }
}

/** Starts a program without a console of this process. Throws when it cannot be started. */
export async function startProcess(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<ChildProcess> {
  const child = await begin(program, args, { stdio: 'ignore', ...options });
  await once(child, 'spawn');
  started.add(child);
  return child;
}

export const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** Runs a program to its end; gives its exit status, null where `endAll` ended it. */
export async function runProcess(program: string, args: readonly string[], options?: SpawnOptions): Promise<number | null> {
  const child = await startProcess(program, args, options);
  if (isRunning(child)) await once(child, 'exit');
  return child.exitCode;
}

export async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

/** For after each test: ends what is still running, which after a test that went well is nothing or what it left on purpose. */
export async function endAll(): Promise<void> {
  await Promise.all([...started].map(end));
  started.clear();
}
