// What stands behind the window's page: the log, the workstation, the bridge, and whoever watches over mishaps and the end.
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { serveIpc, type IpcServer } from '../bridge/ipc.ts';
import type { Session } from '../bridge/opening.ts';
import type { Handlers } from '../bridge/server.ts';
import { noLog, openLog, type Log } from '../log/logFile.ts';
import { problemExitStatus, type Problem } from '../model/problem.ts';
import type { Language } from '../model/languages.ts';
import { openDecided } from '../openDecided.ts';
import { program } from '../program.ts';
import type { WindowOptions } from '../windowOptions.ts';
import { loggedHandlers } from './engine.ts';
import { orderlyEnding, type Ending } from './ending.ts';
import { endOnBugs, mishaps, type Mishaps } from './mishaps.ts';
import type { PageMishaps } from './pageMishaps.ts';
import { reportSaver } from './reportSaver.ts';
import { secondStart } from './secondStart.ts';
import { ownLanguage, spokenLanguage, type SpokenLanguage } from './spokenLanguage.ts';
import { restoreWindow, watchWindow } from './windowPlace.ts';
import { boxTitle, wordsIn } from './words.ts';

export interface Behind extends Pick<Mishaps, 'extra' | 'onOwnPath' | 'onLink'> {
  /** Resolves when the window is where it was at the last start; never rejects. */
  readonly placed: Promise<void>;
  /** The program was started once more; gives what that start told. */
  readonly onSecondStart: (told: unknown) => void;
  /** Answers the calls of the page. */
  readonly server: IpcServer;
}

/** Says a problem in the person's language and ends with its exit status, also where it cannot be said. */
export async function sayAndEnd(
  problem: Problem,
  { language, practice }: { readonly language: Language | undefined; readonly practice: boolean },
  end: (status: number) => void = (status) => app.exit(status),
): Promise<void> {
  try {
    const t = await wordsIn(language ?? ownLanguage());
    dialog.showErrorBox(boxTitle(t, program.name, practice), t(`problems:${problem.code}`, problem.data));
  } finally {
    end(problemExitStatus[problem.code]);
  }
}

/** Sets everything up in one turn; the workstation follows, and calls of the page wait for it. */
export function standBehind(
  window: BrowserWindow,
  page: PageMishaps,
  options: WindowOptions,
  ownFolder: string,
  refused: readonly string[],
): Behind {
  const opened = openLog({ file: path.join(ownFolder, 'logs', 'window.log') });
  const log = opened.ok ? opened.value : noLog;
  const { electron, chrome } = process.versions;
  log.info('start', { version: program.version, electron, chrome, system: process.platform, workstation: options.kind });
  if (refused.length > 0) log.warn('switches were refused', { switches: [...refused] });

  const language = spokenLanguage(path.join(ownFolder, 'language.json'), options.language, (bug) => {
    log.bug('the chosen language', bug);
  });
  const ending = orderlyEnding(log);
  const quit = (status: number) => {
    ending.end(status);
  };
  const practice = options.kind === 'practice';
  endOnBugs(log, language.now, ending, practice);
  const guard = mishaps(log, quit, practice);
  guard.watch(window, page, language.now);

  const handlers = openEngine(window, options, language, log, ending);
  const onBug = (bug: unknown) => {
    log.bug('a call', bug);
  };
  const server = serveIpc({ handlers, window: window.webContents, onBug });
  ending.before(() => server.end());
  endWithTheSession(window, server, log);

  const stateFile = path.join(ownFolder, 'window.json');
  const onState = (bug: unknown) => {
    log.bug('the window’s place', bug);
  };
  const place = watchWindow(window, stateFile, onState);
  ending.before(() => place.keep());
  const onSecondStart = secondStart(window, options, language.now, log);
  return { ...guard, server, onSecondStart, placed: restoreWindow(window, stateFile).catch(onState) };
}

/** Opens the workstation; where that cannot be, says why and ends. The handlers then never come, and the page keeps waiting until it is gone. */
function openEngine(window: BrowserWindow, options: WindowOptions, language: SpokenLanguage, log: Log, ending: Ending): Promise<Handlers> {
  return new Promise((resolve, reject) => {
    openDecided(options, language.usual)
      .then(async (opened) => {
        if (!opened.ok) {
          log.warn('the workstation cannot be opened', { problem: opened.problem.code });
          await sayAndEnd(opened.problem, { language: language.now(), practice: options.kind === 'practice' }, (status) => {
            ending.end(status);
          });
          return;
        }
        ending.before(() => opened.value.workstation.close());
        language.decide(opened.value.settings.language);
        const session: Session = {
          ...opened.value,
          program,
          saver: reportSaver(window),
          onLanguage: language.choose,
        };
        resolve(loggedHandlers(session, log));
      })
      .catch(reject);
  });
}

/**
 * Windows ends the session, or Restart Manager closes the program for an upgrade (WM_QUERYENDSESSION, WM_ENDSESSION): nothing is asked, what runs
 * is stopped and begins to roll back, and the program goes. Windows may end it before that is done; the next start recovers its journal.
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
