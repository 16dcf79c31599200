// Entry: the desktop window. Opens the workstation, serves the page on its own scheme and the bridge over ipc.
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, nativeTheme, protocol, session } from 'electron';
import { createHandlers } from './bridge/handlers.ts';
import { serveIpc } from './bridge/ipc.ts';
import { openPage } from './bridge/pageFiles.ts';
import { problemExitStatus, type Problem } from './model/problem.ts';
import { openDecided } from './openDecided.ts';
import { program } from './program.ts';
import { pagePreferences, restrictContents, restrictSession } from './restrictions.ts';
import { readWindowOptions, type WindowOptions } from './windowOptions.ts';
import { nearestLanguage, translator } from './words/translate.ts';
import type { Workstation } from './workstation/port.ts';

const origin = 'app://bluemind';
const here = import.meta.dirname;

/** Says why there is no window, in the person's language, and ends with the problem's exit status. */
function giveUp(problem: Problem, language = nearestLanguage(app.getLocale())): void {
  dialog.showErrorBox(program.name, translator(language)(`problems:${problem.code}`, problem.data));
  app.exit(problemExitStatus[problem.code]);
}

function reportBug(bug: unknown): void {
  console.error(bug);
}

/** The page over app://: its files by GET, nothing else. */
async function servePage(): Promise<void> {
  const page = await openPage(join(here, '..', 'page'), "'none'");
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== new URL(origin).host) return new Response(null, { status: 403 });
    const found = await page(url.pathname);
    return new Response(new Uint8Array(found.body), { status: found.status, headers: found.headers });
  });
}

/** Zoom, copy and paste keep their keys; there is no menu bar to see. */
function setMenu(): void {
  const developing = app.isPackaged ? [] : ([{ role: 'toggleDevTools' }, { role: 'reload' }] as const);
  const menu = Menu.buildFromTemplate([
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }, ...developing],
    },
  ]);
  Menu.setApplicationMenu(menu);
}

function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    title: program.name,
    width: 1200,
    height: 820,
    minWidth: 360,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#ffffff',
    webPreferences: { ...pagePreferences, preload: join(here, 'preload.cjs'), devTools: !app.isPackaged },
  });
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => {
    window.show();
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  return window;
}

/** Lets go of the workstation's servers and sockets before the program ends. */
function closeAtTheEnd(workstation: Workstation): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    void workstation
      .close()
      .catch(reportBug)
      .finally(() => app.exit(0));
  });
}

async function run(options: WindowOptions): Promise<void> {
  // The locale is known only once the app is ready.
  await app.whenReady();
  const ownLanguage = nearestLanguage(app.getLocale());
  const opened = await openDecided(options, ownLanguage);
  if (!opened.ok) {
    giveUp(opened.problem, options.language ?? ownLanguage);
    return;
  }
  closeAtTheEnd(opened.value.workstation);
  setMenu();
  restrictSession(session.defaultSession, origin, !app.isPackaged);
  await servePage();
  const window = createWindow();
  restrictContents(window.webContents, origin);
  const handlers = createHandlers({ ...opened.value, program });
  serveIpc({ handlers, window: window.webContents, origin, onBug: reportBug });
  // A page that is reloaded before it was there aborts the first load: no reason to end.
  await window.loadURL(`${origin}/`).catch(reportBug);
}

function start(): void {
  // Chromium refuses its sandbox to root; whoever gives --no-sandbox (a test machine) has decided already.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('window-all-closed', () => {
    app.quit();
  });
  const options = readWindowOptions(process.argv.slice(1), process.platform);
  if (!options.ok) {
    giveUp(options.problem);
    return;
  }
  run(options.value).catch((bug: unknown) => {
    reportBug(bug);
    app.exit(70);
  });
}

// Started by the program itself with administrator rights, this is the helper that writes policies, and opens no window.
if (process.argv.includes('--elevated-helper')) void import('./elevated.ts');
else start();
