// Entry of the installed program: decides what this start is for, and loads nothing else.
import { writeSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import { app } from 'electron';
import { keepChromiumFiles } from './desktop/chromiumFiles.ts';
import { startKind, type StartKind } from './desktop/startKind.ts';
import { refuseSwitches } from './desktop/switches.ts';
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

// Node's inspector listens in a packaged program only where a fuse lets it: in the flavour that is made for tests, which drive it.
const switches = app.isPackaged && inspectorUrl() === undefined ? 'listed' : 'any';
// Whatever this start is for: it may have been given rights that who gave the switches does not have.
const refused = switches === 'listed' ? refuseSwitches(app.commandLine, process.argv, process.platform) : [];

const starts: { readonly [K in StartKind['kind']]: (start: Extract<StartKind, { kind: K }>) => unknown } = {
  helper: () => {
    keepChromiumFiles('commands');
    return import('./elevated.ts');
  },
  refused: () => {
    app.exit(2);
  },
  version: printVersion,
  command: async ({ args }) => {
    keepChromiumFiles('commands');
    return (await import('./desktop/withoutWindow.ts')).runWithoutWindow(args);
  },
  window: async ({ args }) => (await import('./desktop/shell.ts')).startShell(args, refused),
};

/** What cannot even be loaded is said where somebody may see it, and ends: Electron would stay for ever. */
async function start<K extends StartKind['kind']>(what: Extract<StartKind, { kind: K }> & { readonly kind: K }): Promise<void> {
  try {
    await starts[what.kind](what);
  } catch (bug) {
    console.error(bug);
    app.exit(3);
  }
}

void start(startKind(process.argv, { packaged: app.isPackaged, switches, platform: process.platform }));
