// What befalls the window's page, from its first moment: listened to before whoever watches over it is loaded, kept until then.
import type { WebContents } from 'electron';

export type PageMishap =
  | { readonly kind: 'gone'; readonly reason: string; readonly exitCode: number }
  | { readonly kind: 'notLoaded'; readonly code: number; readonly description: string; readonly url: string };

export interface PageMishaps {
  /** Hands over what was kept and, from then on, what comes; to one listener, once. */
  listen(listener: (mishap: PageMishap) => void): void;
}

/** Chromium's ERR_ABORTED: a load that another one replaced. */
const aborted = -3;

/** Starts listening. `onFirst` is told that there is something to hand over while nobody takes it. */
export function pageMishaps(page: WebContents, onFirst: () => void): PageMishaps {
  const kept: PageMishap[] = [];
  let tell = (mishap: PageMishap): void => {
    if (kept.push(mishap) === 1) onFirst();
  };
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    tell({ kind: 'gone', reason, exitCode });
  });
  page.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (isMainFrame && code !== aborted) tell({ kind: 'notLoaded', code, description, url });
  });
  return {
    listen(listener) {
      tell = listener;
      kept.splice(0).forEach(listener);
    },
  };
}
