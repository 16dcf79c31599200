// What this PC can still be asked where it loads no add-ons: by programs that Windows brings along, never by what they print for people.
import { execFile, spawn, type ExecFileOptionsWithStringEncoding } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { cancelled, problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Programs, Registry } from '../port.ts';
import type { Hive } from './hive.ts';
import { isOutlook, outlookPath } from './programs.ts';
import { systemFolder } from './systemFolder.ts';

const execute = promisify(execFile);
/** As a promise also where Node throws, because a policy blocks the program ("spawn UNKNOWN"). */
const run = async (file: string, args: readonly string[], options: ExecFileOptionsWithStringEncoding) => execute(file, args, options);
const longestAnswerMs = 30_000;

/**
 * This process's own hive, unless it runs with administrator rights: whose desktop it is cannot be asked here, and writing into the
 * hive of the administrator who lent a password would be wrong. The hive of LocalService and the folder of the machine's hives can be
 * read by administrators only; the folder is asked as well, because a policy may forbid reg.exe.
 */
export async function ownHiveWithoutRights(): Promise<Result<Hive>> {
  const signs = [
    run(`${systemFolder()}\\reg.exe`, ['query', 'HKU\\S-1-5-19'], { encoding: 'utf8', windowsHide: true, timeout: longestAnswerMs }),
    readdir(`${systemFolder()}\\config`),
  ];
  const hasRights = (await Promise.allSettled(signs)).some(({ status }) => status === 'fulfilled');
  if (!hasRights) return success({ kind: 'own', sid: null });
  return failure(problem('workstation.noDesktopUser', { account: process.env.USERNAME ?? '' }));
}

/** The file names in tasklist's CSV; its sentence for "none found" is in the person's language and begins with no quotation mark. Pure. */
export function namesInTaskList(csv: string): readonly string[] {
  return csv.split(/\r?\n/).flatMap((line) => /^"([^"]+)",/.exec(line)?.[1] ?? []);
}

/** Programs without add-ons. */
export function createPlainPrograms(registry: Registry): Programs {
  return {
    async runningOutlooks() {
      const { stdout } = await run(`${systemFolder()}\\tasklist.exe`, ['/fo', 'csv', '/nh'], {
        encoding: 'utf8',
        windowsHide: true,
        maxBuffer: 16 * 1024 * 1024,
        timeout: longestAnswerMs,
      });
      return [...new Set(namesInTaskList(stdout).filter(isOutlook))];
    },
    async openOutlook(profile, signal) {
      if (signal.aborted) return failure(cancelled);
      const file = await outlookPath(registry);
      if (file === undefined) return failure(problem('outlook.notInstalled'));
      const child = spawn(file, ['/profile', profile], { detached: true, stdio: 'ignore' });
      try {
        await once(child, 'spawn');
      } catch (error) {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        return failure(problem('outlook.startFailed', { profile, reason }));
      }
      child.unref();
      return success(undefined);
    },
  };
}
