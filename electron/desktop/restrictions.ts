// Everything a page in a window may not do, after Electron's security list: numbers in brackets are its points (SECURITY.md).
import type { Session, WebContents } from 'electron';

/** Whether a page may load this: its own files, and the pictures in them. */
function isOwnAddress(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith('data:');
}

export interface SessionRestrictions {
  readonly origin: string;
  /** Developer tools may load themselves. */
  readonly developing: boolean;
}

/** No permission is ever granted [5], no request leaves for a network [1], and nothing is downloaded: reports are saved behind the bridge. */
export function restrictSession(session: Session, { origin, developing }: SessionRestrictions): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    const allowed = isOwnAddress(details.url, origin) || (developing && details.url.startsWith('devtools://'));
    decide({ cancel: !allowed });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

export interface Restrictions {
  readonly origin: string;
  /** A link that wants to leave: opened elsewhere, or not at all. */
  readonly onLink: (url: string) => void;
  /** A link of one of our own pages that stands for something to do; `true` = it was one. */
  readonly onOwnPath: (contents: WebContents, path: string) => boolean;
}

/** No navigation away from the page [13], no new window [14], no webview [11, 12]; a reload of the page itself is allowed. */
export function restrictContents(contents: WebContents, { origin, onLink, onOwnPath }: Restrictions): void {
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (url === `${origin}/`) return;
    event.preventDefault();
    if (url.startsWith(`${origin}/`)) onOwnPath(contents, url.slice(origin.length));
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url);
    return { action: 'deny' };
  });
}

/** Settings of every page: sandboxed [4], isolated [3], without Node [2]; the rest are Electron's own defaults, said aloud [6–11]. */
export const pagePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const;
