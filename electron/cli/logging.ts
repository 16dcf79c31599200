// What one command writes into the file of `--log`: its steps and findings by their ids, its problem, its end; never what went into it.
import { problemExitStatus, type Problem } from '../model/problem.ts';
import { success, type Result } from '../model/result.ts';
import type { OnProgress } from '../model/walk.ts';
import type { Settings } from '../policy/settings.ts';
import { program } from '../program.ts';

export interface Log {
  readonly progress: OnProgress;
  problem(problem: Problem): void;
  bug(bug: unknown): void;
  ended(status: number): void;
}

const silent: Log = { progress: () => {}, problem: () => {}, bug: () => {}, ended: () => {} };

/** Opens the log that was asked for, or one that keeps nothing. Problem `output.notWritable` {file, reason}. */
export async function openLogFor({ logFile, workstation }: Settings, words: readonly string[]): Promise<Result<Log>> {
  if (logFile === null) return success(silent);
  const { openLog } = await import('../log/logFile.ts');
  const opened = openLog({ file: logFile });
  if (!opened.ok) return opened;
  const log = opened.value;
  log.info('start', { command: words.join(' '), version: program.version, system: process.platform, workstation: workstation.kind });
  const ended = (status: number): void => log.info('end', { status });
  return success({
    progress: (progress) => {
      if (progress.kind === 'step') log.info('step', progress.step);
      if (progress.kind === 'probe') log.info('probe', { route: progress.route, domain: progress.domain, state: progress.state });
      if (progress.kind === 'finding') {
        const { id, status, subject } = progress.finding;
        log.info('finding', { id, status, subject });
      }
    },
    problem: ({ code, data }) => {
      log.warn('problem', { code, ...data });
      ended(problemExitStatus[code]);
    },
    bug: (bug) => log.bug('a bug', bug),
    ended,
  });
}
