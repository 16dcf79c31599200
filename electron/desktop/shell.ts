// The desktop window: the page on its own scheme first; what stands behind it is loaded while Chromium's other processes bring the page up.
import { join } from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { openIpcDoor } from '../bridge/ipcDoor.ts';
import type { Problem } from '../model/problem.ts';
import { readWindowOptions, type WindowOptions } from '../windowOptions.ts';
import type { Behind } from './behind.ts';
import { keepChromiumFiles, ownFolder } from './chromiumFiles.ts';
import { loadBehind } from './loadBehind.ts';
import { pageMishaps, type PageMishaps } from './pageMishaps.ts';
import { restrictContents, restrictSession } from './restrictions.ts';
import { origin, registerScheme, servePage } from './scheme.ts';
import { bringForward, createWindow, setMenu } from './window.ts';

/** What the bundle's folder holds beside this file. */
const here = import.meta.dirname;
const preload = join(here, 'preload.cjs');
const pageFolder = join(here, '..', 'page');

/** Everything that has to be said before Chromium is ready. */
function beforeReady(): void {
  // Chromium refuses its sandbox to root; whoever gives --no-sandbox (a test machine) has decided already.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  keepChromiumFiles('window');
}

/**
 * Starts the window, or brings the window that is there already forward and ends. `args` are the window's options; `refused` are the switches
 * that were taken away.
 */
export function startShell(args: readonly string[], refused: readonly string[]): void {
  beforeReady();
  const options = readWindowOptions(args, process.platform);
  if (!options.ok) {
    void giveUp(options.problem);
    return;
  }
  const { kind, folder = null } = options.value;
  if (!app.requestSingleInstanceLock({ kind, folder })) {
    app.exit(0);
    return;
  }
  open(options.value, refused).catch((bug: unknown) => {
    console.error(bug);
    app.exit(3);
  });
}

/** Says why there is no window and ends with the problem's exit status, before Chromium is ready: nothing of it is needed. */
async function giveUp(problem: Problem): Promise<void> {
  const { sayAndEnd } = await import('./behind.ts');
  await sayAndEnd(problem, { language: undefined, practice: false });
}

async function open(options: WindowOptions, refused: readonly string[]): Promise<void> {
  let behind: Behind | undefined = undefined;
  app.on('web-contents-created', (_event, contents) => {
    restrictContents(contents, {
      origin,
      onLink: (url) => behind?.onLink(url),
      onOwnPath: (from, path) => behind?.onOwnPath(from, path) ?? false,
    });
  });
  await app.whenReady();
  restrictSession(session.defaultSession, { origin, developing: !app.isPackaged });
  servePage(session.defaultSession, pageFolder, (path) => behind?.extra(path));
  const window = createWindow(preload);
  app.on('second-instance', (_event, _argv, _folder, told) => {
    bringForward(window);
    behind?.onSecondStart(told);
  });
  window.on('closed', () => {
    app.quit();
  });
  const drawn = new Promise<void>((resolve) => window.once('ready-to-show', resolve));
  const standing = standOnce(window, async (page) => {
    const standBehind = await loadBehind();
    // Closed meanwhile: the program is ending, and nothing was begun.
    if (window.isDestroyed()) return new Promise<never>(() => {});
    return (behind = standBehind(window, page, options, ownFolder(), refused));
  });
  void window.loadURL(`${origin}/`).catch(() => undefined);
  const [{ placed }] = await Promise.all([standing, drawn]);
  setMenu();
  await placed;
  if (!window.isDestroyed()) window.show();
}

/**
 * Has what stands behind the page loaded at the right moment. Loading it takes this thread, which also hands the page its files, so it waits
 * until the page's document is with Chromium's own process for it; a call, a mishap and the end of loading do not wait for that.
 */
function standOnce(window: BrowserWindow, stand: (page: PageMishaps) => Promise<Behind>): Promise<Behind> {
  return new Promise<Behind>((resolve) => {
    let standing: Promise<Behind> | undefined;
    const now = (): Promise<Behind> => {
      standing ??= stand(page);
      resolve(standing);
      return standing;
    };
    const soon = (): void => void now();
    const page = pageMishaps(window.webContents, soon);
    openIpcDoor({ window: window.webContents, origin, server: async () => (await now()).server });
    window.webContents.once('did-navigate', soon);
    window.webContents.once('did-stop-loading', soon);
  });
}
