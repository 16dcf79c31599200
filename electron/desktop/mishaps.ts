// What can go wrong under the window: a page that broke down, hangs or does not load, a bug of ours. Each is logged and ends in a way on.
import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from '../log/logFile.ts';
import type { Language } from '../model/languages.ts';
import { program } from '../program.ts';
import type { Translate } from '../words/translate.ts';
import type { Ending } from './ending.ts';
import { openLink, showLog } from './opener.ts';
import type { PageMishap, PageMishaps } from './pageMishaps.ts';
import { origin, type Extra } from './scheme.ts';
import { troublePage, troublePath, troublePaths, type TroubleKind } from './trouble.ts';
import { boxTitle, wordsIn } from './words.ts';

export interface Mishaps {
  /** Serves the page for troubles while there is one. */
  readonly extra: Extra;
  /** Follows a link of the page for troubles; of no other page. */
  readonly onOwnPath: (contents: unknown, path: string) => boolean;
  readonly onLink: (url: string) => void;
  /** `language` is asked for whenever something is said. */
  watch(window: BrowserWindow, page: PageMishaps, language: () => Language): void;
}

const said: Readonly<Record<PageMishap['kind'], string>> = { gone: 'the page is gone', notLoaded: 'the page did not load' };

/** Watches over the window. `quit` ends the program in order; every page says it when this is `practice`. */
export function mishaps(log: Log, quit: (status: number) => void, practice: boolean): Mishaps {
  let trouble: { readonly kind: TroubleKind; readonly window: BrowserWindow; readonly language: Language } | undefined;

  const load = (window: BrowserWindow, path: string) => {
    window.loadURL(`${origin}${path}`).catch((bug: unknown) => {
      log.bug(`loading ${path}`, bug);
    });
  };
  const sayAndQuit = sayThenQuit(log, quit, practice);
  const actions: Readonly<Record<string, (window: BrowserWindow) => void>> = {
    [troublePaths.again]: (window) => {
      trouble = undefined;
      load(window, '/');
    },
    [troublePaths.showLog]: () => {
      showLog(log.file);
    },
    [troublePaths.quit]: () => {
      quit(0);
    },
  };

  function show(kind: TroubleKind, window: BrowserWindow, language: Language): void {
    if (window.isDestroyed()) return;
    if (trouble) {
      // Not even the page for troubles can be shown: say it without a page.
      void sayAndQuit(language, (t) => [program.name, `${t(`desktop:trouble.${kind}.title`)}\n\n${t('desktop:trouble.log')} ${log.file}`]);
      return;
    }
    trouble = { kind, window, language };
    load(window, troublePath);
    window.show();
  }

  return {
    extra: (path) =>
      path === troublePath && trouble
        ? troublePage(trouble.kind, { language: trouble.language, practice: practice, logFile: log.file })
        : undefined,
    onOwnPath: (contents, path) => {
      const action = trouble?.window.webContents === contents ? actions[path] : undefined;
      if (trouble && action) action(trouble.window);
      return action !== undefined;
    },
    onLink: (url) => {
      const opened = openLink(url, (bug) => {
        log.bug('opening a link', bug);
      });
      log.info(opened ? 'a link was opened' : 'a link was refused', { url: url.slice(0, 200) });
    },
    watch(window, page, language) {
      page.listen((mishap) => {
        const { kind, ...facts } = mishap;
        log.warn(said[kind], 'url' in facts ? { ...facts, url: facts.url.slice(0, 200) } : facts);
        if (mishap.kind !== 'gone' || mishap.reason !== 'clean-exit') show(kind, window, language());
      });
      window.on('unresponsive', () => {
        log.warn('the page does not answer');
        void offerToWait(window, language(), practice, quit, log);
      });
      app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
        log.warn('a child process is gone', { type, reason, exitCode });
      });
    },
  };
}

/** Asks whether to wait for a page that hangs; the question goes away by itself when the page answers again. */
async function offerToWait(
  window: BrowserWindow,
  language: Language,
  practice: boolean,
  quit: (status: number) => void,
  log: Log,
): Promise<void> {
  const answersAgain = new AbortController();
  window.once('responsive', () => {
    answersAgain.abort();
  });
  try {
    const t = await wordsIn(language);
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: boxTitle(t, program.name, practice),
      message: t('desktop:hangs.title'),
      detail: t('desktop:hangs.text'),
      buttons: [t('desktop:hangs.wait'), t('desktop:hangs.close')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: answersAgain.signal,
    });
    if (response === 1 && !answersAgain.signal.aborted) quit(0);
  } catch (bug) {
    log.bug('asking whether to wait', bug);
  }
}

/** Says something in a box of Windows' own and ends with status 3 after it, also where it cannot be said. */
function sayThenQuit(log: Log, quit: (status: number) => void, practice: boolean) {
  return async (language: Language, words: (t: Translate) => readonly [title: string, text: string]): Promise<void> => {
    try {
      const t = await wordsIn(language);
      const [title, text] = words(t);
      dialog.showErrorBox(boxTitle(t, title, practice), text);
    } catch (bug) {
      log.bug('saying what went wrong', bug);
    }
    quit(3);
  };
}

/** A bug that nobody caught: logged, said (unless the program is ending anyway), and an orderly end; a journal that was begun is recovered at the next start. */
export function endOnBugs(log: Log, language: () => Language, ending: Pick<Ending, 'begun' | 'end'>, practice: boolean): void {
  const sayAndQuit = sayThenQuit(log, ending.end, practice);
  let said = false;
  const onBug = (what: string) => (bug: unknown) => {
    log.bug(what, bug);
    // A box holds this thread, and with it what is being taken back.
    if (said || ending.begun()) return;
    said = true;
    void sayAndQuit(language(), (t) => [t('desktop:bug.title'), `${t('desktop:bug.text')}\n\n${t('desktop:trouble.log')} ${log.file}`]);
  };
  process.on('uncaughtException', onBug('uncaught exception'));
  process.on('unhandledRejection', onBug('unhandled rejection'));
}
