// The built page as responses: its files by path, and the headers that keep everything else out; shared by both carriers.
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Where the build leaves room for the nonce of each response (`html.cspNonce` of the page's Vite configuration). */
export const noncePlaceholder = '__CSP_NONCE__';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface PageResponse {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers a path of the page; `undefined` files are 404. Paths are looked up in a list, never joined: nothing outside the folder exists. */
export type Page = (path: string) => Promise<PageResponse>;

/** How the page's calls travel, which decides what its responses need beside the closed headers. */
export type PageCarrier = 'http' | 'ipc';

/**
 * What the page may connect to, and what a browser tab needs on top: there, another site may have opened the page and holds on to it. In the
 * window nobody can, and the header would cost a second process: Chromium drops the one that it has begun to start when it reads it.
 */
const carriers: Readonly<Record<PageCarrier, { readonly connect: string; readonly headers: Readonly<Record<string, string>> }>> = {
  http: { connect: "'self'", headers: { 'cross-origin-opener-policy': 'same-origin' } },
  ipc: { connect: "'none'", headers: {} },
};

/** The policy of the page (CSP level 3): only its own files, styles only with the nonce of this response, no frames, no forms. */
function contentPolicy(nonce: string, connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every response: no sniffing, no referrer, no framing, no sharing with other origins, nothing kept in a cache. */
export const closedHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Every file below a folder, as `/path` → file. */
async function filesBelow(folder: string, prefix = ''): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isFile()) files.set(`${prefix}/${entry.name}`, file);
    if (entry.isDirectory()) for (const [path, deeper] of await filesBelow(file, `${prefix}/${entry.name}`)) files.set(path, deeper);
  }
  return files;
}

/**
 * Opens the built page. The list of files is read once; each response gets a fresh nonce.
 * Throws when the folder cannot be read: the entries build it before they come here.
 */
export async function openPage(folder: string, carrier: PageCarrier): Promise<Page> {
  const files = await filesBelow(folder);
  const { connect, headers: ofCarrier } = carriers[carrier];

  return async (path) => {
    const nonce = randomBytes(16).toString('base64');
    const headers = { ...closedHeaders, ...ofCarrier, 'content-security-policy': contentPolicy(nonce, connect) };
    const file = files.get(path === '/' ? '/index.html' : path);
    if (file === undefined)
      return { status: 404, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.alloc(0) };
    const type = mediaTypes[extname(file)] ?? 'application/octet-stream';
    const content = await readFile(file);
    const body = extname(file) === '.html' ? Buffer.from(content.toString('utf8').replaceAll(noncePlaceholder, nonce)) : content;
    return { status: 200, headers: { ...headers, 'content-type': type }, body };
  };
}
