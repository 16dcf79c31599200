// Entry of the installed program: decides what this start is for, and loads nothing else.
import { writeSync } from 'node:fs';
import { app } from 'electron';
import { startKind, type StartKind } from './desktop/startKind.ts';
import { program } from './program.ts';

/** Said and done before Chromium has started anything; a reader that is gone is no failure of ours. */
function printVersion(): void {
  try {
    writeSync(1, `${program.version}\n`);
  } catch {
    // Nobody reads.
  }
  app.exit(0);
}

const starts: { readonly [K in StartKind['kind']]: (start: Extract<StartKind, { kind: K }>) => unknown } = {
  helper: () => import('./elevated.ts'),
  version: printVersion,
  command: async ({ args }) => (await import('./desktop/withoutWindow.ts')).runWithoutWindow(args),
  window: async ({ args }) => (await import('./desktop/shell.ts')).startShell(args),
};

function start<K extends StartKind['kind']>(what: Extract<StartKind, { kind: K }> & { readonly kind: K }): void {
  void starts[what.kind](what);
}

start(startKind(process.argv, app.isPackaged));
