// The page's own scheme, app://bluemind/: its files by GET, the page for troubles while there is one, nothing else.
import { protocol, type Session } from 'electron';
import { openPage } from '../bridge/pageFiles.ts';

const scheme = 'app';
const host = 'bluemind';
export const origin = `${scheme}://${host}`;

/** Has to be said before Chromium is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export interface ExtraResponse {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a path of our host that is no file of the page; `undefined` = not found. */
export type Extra = (path: string) => Promise<ExtraResponse> | undefined;

/** Serves the built page in `folder` to one session; its list of files is read meanwhile, and a page that cannot be read does not load. */
export function servePage(session: Session, folder: string, extra: Extra): void {
  const opening = openPage(folder, 'ipc');
  // Whoever asks for a file is told.
  opening.catch(() => undefined);
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== host) return new Response(null, { status: 403 });
    const more = await extra(url.pathname);
    if (more) return new Response(more.body, { headers: more.headers });
    const page = await opening;
    const found = await page(url.pathname);
    return new Response(new Uint8Array(found.body), { status: found.status, headers: found.headers });
  });
}

/** Serves one text of our own making, and nothing else, to a session that is used for nothing else. */
export function serveDocument(session: Session, html: string): void {
  session.protocol.handle(scheme, (request) =>
    request.url === `${origin}/`
      ? new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
      : new Response(null, { status: 404 }),
  );
}
