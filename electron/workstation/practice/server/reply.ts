// What the practice web server is asked and what it may say, as plain data; webServer.ts puts it on the wire.
import type { HostRole } from './site.ts';

/** The parts of the server behind its paths; bm-mapi is the product that speaks to Outlook. */
export type Service = 'autodiscover' | 'mapi' | 'ews' | 'oab' | 'login' | 'front' | 'other';

export interface WebRequest {
  readonly tls: boolean;
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request and what it is about. */
export interface Visit {
  readonly request: WebRequest;
  readonly role: HostRole;
  readonly service: Service;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
  /** Milliseconds before the first byte. */
  readonly delayMs?: number;
  /** `drip` = one byte a second; `flood` = the body again and again, up to a bound. */
  readonly pace?: 'drip' | 'flood';
}

/** Headers on every answer of BlueMind's nginx. */
const nginxHeaders = {
  server: 'nginx',
  'strict-transport-security': 'max-age=15768000',
  'x-robots-tag': 'noindex',
} as const;

/** An answer without a body. */
export function empty(status: number, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { ...nginxHeaders, ...headers }, body: '' };
}

export function redirect(status: 301 | 302, location: string): Reply {
  return empty(status, { location });
}

export function xml(body: string): Reply {
  return { status: 200, headers: { ...nginxHeaders, 'content-type': 'text/xml; charset=utf-8' }, body };
}

/** An HTML page; texts come from this program only, so nothing is escaped. */
export function page(status: number, title: string, content: string): Reply {
  const body = `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>\n<body>${content}</body></html>\n`;
  return { status, headers: { ...nginxHeaders, 'content-type': 'text/html; charset=utf-8' }, body };
}

/** BlueMind's answer to anything but right Basic credentials (BasicAuthHandler, realm since 2021-06-07). */
export function unauthorized(): Reply {
  return empty(401, { 'www-authenticate': 'Basic realm="bm.basic.auth.v2", charset="UTF-8"' });
}

/** The login page, recognised by its title. */
export function loginPage(): Reply {
  return page(
    200,
    'Welcome to BlueMind',
    '<img id="logo" src="images/logo-bluemind.png" alt="BlueMind"><form id="login-form" action="/login/native" method="post">' +
      '<input name="login" autocomplete="username"><input name="password" type="password" autocomplete="current-password">' +
      '<button type="submit">Connect</button></form>',
  );
}
