// Entry of the command line: the same job without a window, also what logon scripts and Intune run.
import { run } from './cli/run.ts';
import { phrasing } from './report/phrasing.ts';
import { environmentLanguage, typedLanguage } from './cli/language.ts';
import { processTerminal } from './cli/terminal.ts';

const stop = new AbortController();
/** The first Ctrl+C ends the work in order; a second one, should that take too long, at once. */
for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(4);
    stop.abort();
  });
}

const args = process.argv.slice(2);
const terminal = processTerminal();
try {
  process.exitCode = await run({ args, env: process.env, platform: process.platform, terminal, signal: stop.signal });
} catch (bug) {
  // What reaches this line was not expected by anyone: say so, with what whoever mends it needs.
  const { t } = phrasing(typedLanguage(args) ?? environmentLanguage(process.env));
  await terminal.tell(`${t('cli:bug')}\n${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`);
  process.exitCode = 3;
}
