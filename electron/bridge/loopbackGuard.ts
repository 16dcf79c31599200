// Which requests may come near the loopback server at all: judged by their head alone, before anything is read or done.

export interface RequestHead {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Every value of every header, names in lower case. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** A header that came exactly once; `undefined` when it is absent, `null` when it was repeated (an attempt to confuse). */
function single(head: RequestHead, name: string): string | null | undefined {
  const values = head.headers[name];
  if (values === undefined) return undefined;
  return values.length === 1 ? (values[0] ?? null) : null;
}

/**
 * True for a request of our own page on our own address.
 * - Host must name this server: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused.
 * - Origin must be our own: always there on a POST, on a GET only where the browser sends one.
 * - Fetch metadata (W3C Fetch Metadata Request Headers) must say same-origin; only the page itself may be opened from elsewhere,
 *   by a navigation of a whole tab.
 */
export function isOwnRequest(head: RequestHead, port: number): boolean {
  const host = single(head, 'host');
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  if (!head.url?.startsWith('/') || head.url.startsWith('//')) return false;

  const origin = single(head, 'origin');
  const site = single(head, 'sec-fetch-site');
  const own = origin === `http://${host}`;
  switch (head.method) {
    case 'POST':
      return own && (site === undefined || site === 'same-origin') && single(head, 'content-type') === 'application/json';
    case 'GET':
      if (origin !== undefined && !own) return false;
      if (head.url === '/') return single(head, 'sec-fetch-dest') === undefined || single(head, 'sec-fetch-dest') === 'document';
      return site === undefined || site === 'same-origin';
    default:
      return false;
  }
}

/** The session shown in `Authorization: Bearer …`; empty when there is none. */
export function shownSession(head: RequestHead): string {
  return /^Bearer ([\w-]{1,100})$/.exec(single(head, 'authorization') ?? '')?.[1] ?? '';
}
