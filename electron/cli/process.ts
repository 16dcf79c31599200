// One command as a process of its own: its signals, its terminal, and the last word on a bug.
import { phrasing } from '../report/phrasing.ts';
import { Broken } from './broken.ts';
import { environmentLanguage, typedLanguage } from './language.ts';
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

/** Fires with the first Ctrl+C, so that the work ends in order; a second one, should that take too long, ends the process at once. */
export function stopOnSignals(): AbortController {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(4);
      stop.abort();
    });
  }
  return stop;
}

/** Longer than a roll-back takes; what hangs longer is left to the journal, which the next start recovers. */
const longestEndMs = 10_000;

/**
 * Runs one command to its end; out comes the exit status, 3 after a bug. One that nobody caught stops the command in order: what it wrote is
 * taken back, and its log and IT's report tell of it. Everything printed has left the process by then.
 */
export async function runProcess(args: readonly string[], stop: AbortController): Promise<number> {
  const terminal = processTerminal();
  const broken: { end?: NodeJS.Timeout } = {};
  const say = (bug: unknown): Promise<void> => {
    // Nobody expected it: said with what whoever mends it needs.
    const { t } = phrasing(typedLanguage(args) ?? environmentLanguage(process.env));
    return terminal.tell(`${t('cli:bug')}\n${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`);
  };
  const onBug = (bug: unknown): void => {
    void say(bug);
    if (broken.end) return;
    broken.end = setTimeout(() => process.exit(3), longestEndMs);
    stop.abort(new Broken(bug));
  };
  process.on('uncaughtException', onBug);
  process.on('unhandledRejection', onBug);
  const waiting = { givenUp: false };
  const giveUpWaiting = (): void => {
    waiting.givenUp = true;
  };
  try {
    const { env, platform } = process;
    const ended = await run({ args, env, platform, terminal, signal: stop.signal, giveUpWaiting });
    const status = broken.end ? 3 : ended;
    if (waiting.givenUp) await (await import('../openWorkstation.ts')).endProcess(status);
    return status;
  } catch (bug) {
    await say(bug);
    return 3;
  } finally {
    clearTimeout(broken.end);
  }
}
