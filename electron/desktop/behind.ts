// What stands behind the window's page: the log, the workstation, the bridge, and whoever watches over mishaps and the end.
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { serveIpc } from '../bridge/ipc.ts';
import type { Handlers } from '../bridge/server.ts';
import { noLog, openLog, type Log } from '../log/logFile.ts';
import { problemExitStatus, type Problem } from '../model/problem.ts';
import type { Language } from '../model/walk.ts';
import { openDecided } from '../openDecided.ts';
import { program } from '../program.ts';
import type { WindowOptions } from '../windowOptions.ts';
import { nearestLanguage, translator } from '../words/translate.ts';
import { loggedHandlers } from './engine.ts';
import { orderlyEnding, type Ending } from './ending.ts';
import { endOnBugs, mishaps, type Mishaps } from './mishaps.ts';
import { savePdf } from './pdf.ts';
import { origin } from './scheme.ts';
import { restoreWindow, watchWindow } from './window.ts';

export interface Behind extends Pick<Mishaps, 'extra' | 'onOwnPath' | 'onLink'> {
  /** Resolves when the window is where it was at the last start; never rejects. */
  readonly placed: Promise<void>;
}

/** The person's language; Electron knows it only once it is ready, Node before. */
function ownLanguage(): Language {
  return nearestLanguage(app.getLocale() || new Intl.DateTimeFormat().resolvedOptions().locale);
}

/** Says a problem in the person's language and ends with its exit status. */
export function sayAndEnd(
  problem: Problem,
  language: Language | undefined,
  end: (status: number) => void = (status) => app.exit(status),
): void {
  dialog.showErrorBox(program.name, translator(language ?? ownLanguage())(`problems:${problem.code}`, problem.data));
  end(problemExitStatus[problem.code]);
}

/** Sets everything up in one turn; the workstation follows, and calls of the page wait for it. */
export function standBehind(window: BrowserWindow, options: WindowOptions, ownFolder: string, refused: readonly string[]): Behind {
  const language = options.language ?? ownLanguage();
  const opened = openLog({ file: path.join(ownFolder, 'logs', 'window.log') });
  const log = opened.ok ? opened.value : noLog;
  const { electron, chrome } = process.versions;
  log.info('start', { version: program.version, electron, chrome, system: process.platform, workstation: options.kind });
  if (refused.length > 0) log.warn('switches were refused', { switches: [...refused] });

  const ending = orderlyEnding(log);
  const quit = (status: number) => {
    ending.end(status);
  };
  endOnBugs(log, () => language, quit);
  const guard = mishaps(log, quit);
  guard.watch(window, language);

  const handlers = openEngine(window, options, language, log, ending);
  const onBug = (bug: unknown) => {
    log.bug('a call', bug);
  };
  const server = serveIpc({ handlers, window: window.webContents, origin, onBug });
  ending.before(() => server.end());
  endWithTheSession(window, server, log);

  const stateFile = path.join(ownFolder, 'window.json');
  const onState = (bug: unknown) => {
    log.bug('the window’s place', bug);
  };
  const place = watchWindow(window, stateFile, onState);
  ending.before(() => place.keep());
  return { ...guard, placed: restoreWindow(window, stateFile).catch(onState) };
}

/** Opens the workstation; where that cannot be, says why and ends. The handlers then never come, and the page keeps waiting until it is gone. */
function openEngine(window: BrowserWindow, options: WindowOptions, language: Language, log: Log, ending: Ending): Promise<Handlers> {
  return new Promise((resolve, reject) => {
    openDecided(options, ownLanguage())
      .then((opened) => {
        if (!opened.ok) {
          log.warn('the workstation cannot be opened', { problem: opened.problem.code });
          sayAndEnd(opened.problem, language, (status) => {
            ending.end(status);
          });
          return;
        }
        ending.before(() => opened.value.workstation.close());
        resolve(loggedHandlers({ ...opened.value, program, savePdf: (printable, signal) => savePdf(window, printable, signal) }, log));
      })
      .catch(reject);
  });
}

/**
 * Windows ends the session, or Restart Manager closes the program for an upgrade (WM_QUERYENDSESSION, WM_ENDSESSION): nothing is asked, what runs
 * is stopped and rolls back, and the program goes.
 */
function endWithTheSession(window: BrowserWindow, server: { end(): Promise<void> }, log: Log): void {
  // Only newer Electrons ask beforehand; what is begun then has a little longer to roll back.
  (window as { on(event: 'query-session-end', listener: () => void): unknown }).on('query-session-end', () => {
    log.info('the session is about to end');
    void server.end();
  });
  window.on('session-end', () => {
    log.info('the session ends');
    app.quit();
  });
}
