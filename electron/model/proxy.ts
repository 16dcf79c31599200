// Which proxy stands between this PC and a URL, and how a proxy's address is written.

/** `source` says who named the proxy; it is shown with the proxy. */
export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly host: string; readonly port: number; readonly source: ProxySource }
  /** A proxy is set that cannot be used from here, e.g. a SOCKS proxy; `url` is it, without name and password. */
  | { readonly kind: 'unusable'; readonly url: string; readonly source: ProxySource };
export type ProxySource = 'option' | 'environment' | 'system';

/** What was decided about proxies: `system` = whatever this PC has set. */
export type ProxySetting =
  { readonly kind: 'none' } | { readonly kind: 'system' } | { readonly kind: 'http'; readonly host: string; readonly port: number };

/**
 * Reads the address of an HTTP proxy, `http://HOST[:PORT]` (port 80 where none is given). `undefined` for anything else: other schemes,
 * a path (the address of a PAC script has one), a name or password. A proxy's password is never taken, because it would go out in
 * plain text.
 */
export function httpProxyAddress(text: string): { readonly host: string; readonly port: number } | undefined {
  const url = proxyUrl(text);
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '') return undefined;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined;
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port === '' ? 80 : Number(url.port) };
}

/** A proxy as it is shown, IPv6 in brackets. */
export function shownProxy({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${authority(host, port)}`;
}

/** `host:port` as RFC 9112 3.2.3 writes it. */
export function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** URL.canParse would need Node 18.17. */
export function proxyUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.hostname === '' ? undefined : url;
  } catch {
    return undefined;
  }
}
