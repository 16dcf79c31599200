// Everything the desktop window may not do, after Electron's security list: numbers in brackets are its points.
import type { Session, WebContents } from 'electron';

/** Whether the page may load this: its own files, and what it made itself (reports as blobs). */
function isOwnAddress(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`) || url.startsWith('data:');
}

/** No permission is ever granted [5], and no request leaves for a network: the page has none. */
export function restrictSession(session: Session, origin: string, developing: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    const allowed = isOwnAddress(details.url, origin) || (developing && details.url.startsWith('devtools://'));
    decide({ cancel: !allowed });
  });
}

/** No navigation away from the page [13], no new window [14], no webview [12]; a reload of the page itself is allowed. */
export function restrictContents(contents: WebContents, origin: string): void {
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (new URL(url).href !== `${origin}/`) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Settings of the window's page: sandboxed [4], isolated [3], without Node [2]; the rest are Electron's own defaults, said aloud [6–11]. */
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
