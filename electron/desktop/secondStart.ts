// A second start while the window is open: where it was meant for another workstation, the window says that it stays with its own.
import { dialog, type BrowserWindow } from 'electron';
import * as z from 'zod';
import type { Log } from '../log/logFile.ts';
import type { Language } from '../model/languages.ts';
import { program } from '../program.ts';
import type { WindowOptions } from '../windowOptions.ts';
import { boxTitle, wordsIn } from './words.ts';

/** What a second start tells of itself (shell.ts); it comes from another process. */
const toldSchema = z.object({ kind: z.string().max(100), folder: z.string().max(32_767).nullable() });

/** Whether a second start was meant for another workstation. What does not say so was not. Pure. */
function isForAnother(own: WindowOptions, second: unknown): boolean {
  const known = toldSchema.safeParse(second);
  return known.success && (known.data.kind !== own.kind || known.data.folder !== (own.folder ?? null));
}

/** Says it, once at a time: whoever starts the program five times has read it once. */
export function secondStart(window: BrowserWindow, own: WindowOptions, language: () => Language, log: Log): (second: unknown) => void {
  let saying = false;
  const say = async (): Promise<void> => {
    const t = await wordsIn(language());
    if (window.isDestroyed()) return;
    await dialog.showMessageBox(window, {
      type: 'info',
      title: boxTitle(t, program.name, own.kind === 'practice'),
      message: t(`desktop:alreadyOpen.${own.kind}`),
      detail: t('desktop:alreadyOpen.text'),
      noLink: true,
    });
  };
  return (second) => {
    if (saying || !isForAnother(own, second)) return;
    saying = true;
    say()
      .catch((bug: unknown) => {
        log.bug('a second start', bug);
      })
      .finally(() => (saying = false));
  };
}
