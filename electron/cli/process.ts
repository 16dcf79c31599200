// One command as a process of its own: its signals, its terminal, and the last word on a bug.
import { phrasing } from '../report/phrasing.ts';
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

/** Runs one command to its end; out comes the exit status, 3 after a bug. Everything printed has left the process by then. */
export async function runProcess(args: readonly string[], signal: AbortSignal): Promise<number> {
  const terminal = processTerminal();
  const waiting = { givenUp: false };
  const giveUpWaiting = (): void => {
    waiting.givenUp = true;
  };
  try {
    const status = await run({ args, env: process.env, platform: process.platform, terminal, signal, giveUpWaiting });
    if (waiting.givenUp) await (await import('../openWorkstation.ts')).endProcess(status);
    return status;
  } catch (bug) {
    // What reaches this line was not expected by anyone: say so, with what whoever mends it needs.
    const { t } = phrasing(typedLanguage(args) ?? environmentLanguage(process.env));
    await terminal.tell(`${t('cli:bug')}\n${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`);
    return 3;
  }
}
