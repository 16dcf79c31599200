// Runs Windows' own reg.exe: a few at a time, never for ever, and says how it ended.
import { execFile, type ExecFileException } from 'node:child_process';
import { createLanes } from './eyes/nativeCalls.ts';
import { systemFolder } from './systemFolder.ts';

/** A large export takes seconds; a program that waits for somebody would wait for ever. */
const longestRunMs = 60_000;

/** Many keys are asked for at once: more processes than these would only wait for each other. */
const lanes = createLanes(4);
const never = new AbortController().signal;

export const done = 'done';
/** Runs reg.exe with these arguments and says how it ended: `done`, or `exit 1`, `SIGKILL`, `ENOENT` … */
export type RunReg = (args: readonly string[]) => Promise<string>;

const howItFailed = ({ code, signal }: ExecFileException): string =>
  typeof code === 'number' ? `exit ${code}` : (signal ?? code ?? 'unknown');

/** Windows' own reg.exe. A console in another language or code page changes nothing about what this says. */
export const runReg: RunReg = async (args) => {
  const run = (): Promise<string> =>
    new Promise((resolve) => {
      const options = { windowsHide: true, maxBuffer: 64 * 1024 * 1024, timeout: longestRunMs, killSignal: 'SIGKILL' } as const;
      try {
        const child = execFile(`${systemFolder()}\\reg.exe`, [...args], options, (error) => resolve(error ? howItFailed(error) : done));
        child.stdin?.end();
      } catch {
        // Node throws where a policy blocks the program ("spawn UNKNOWN").
        resolve('blocked');
      }
    });
  return (await lanes(run, never)) ?? 'cancelled';
};
