// Where the connection for a URL goes: which URLs are asked at all, their host and port, and the rules that send them elsewhere.
import type { ConnectTo } from '../../model/connectTo.ts';

/** http and https only, and no name or password in front of the host: that would be a credential nobody decided to send. */
export function usableUrl(text: string): URL | undefined {
  const url = parsedUrl(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username === '' && url.password === '' && url.hostname !== '' ? url : undefined;
}

/** URL.canParse would need Node 18.17. */
function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** A URL writes an IPv6 address in brackets; sockets and certificates do not. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

export function destination(url: URL, table: readonly ConnectTo[]): { host: string; port: number } {
  const host = bareHost(url);
  const port = portOf(url);
  const entry = table.find((row) => (row.host === '' || row.host.toLowerCase() === host) && (row.port === 0 || row.port === port));
  return { host: nonEmpty(entry?.toAddress) ?? host, port: nonEmpty(entry?.toPort) ?? port };
}

export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

/** In a connect-to entry an empty text and a port of 0 mean "the same". */
function nonEmpty<T extends string | number>(value: T | undefined): T | undefined {
  return value === '' || value === 0 ? undefined : value;
}
