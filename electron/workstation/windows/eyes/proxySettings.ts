// Reads Windows' proxy settings as texts: which proxy they name for a URL, and what goes past it.
export interface FixedProxy {
  /** `host:port`, or `http=host:port;https=host:port`. */
  readonly proxy: string;
  /** Names that go past the proxy, with `*` and `<local>`, separated by `;` or blanks. */
  readonly bypass: string;
}

/** The proxy of fixed settings for a URL; `undefined` when it is reached directly. */
export function fixedProxyFor(settings: FixedProxy, url: URL): string | undefined {
  return isBypassed(settings.bypass, url) ? undefined : proxyOf(settings.proxy, url.protocol);
}

/** The first proxy of a list for a scheme; an entry without a scheme is for all of them. A scheme in front of the host is left out. */
export function proxyOf(list: string, protocol: string): string | undefined {
  const entries = list.split(/[;\s]+/).filter((entry) => entry !== '');
  const scheme = protocol.replace(/:$/, '').toLowerCase();
  const named = entries.find((entry) => entry.toLowerCase().startsWith(`${scheme}=`))?.slice(scheme.length + 1);
  return (named ?? entries.find((entry) => !entry.includes('=')))?.replace(/^[a-z]+:\/\//i, '').replace(/\/$/, '');
}

/** Whether the list of exceptions names the host; `<local>` means every name without a dot. */
export function isBypassed(bypass: string, url: URL): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return bypass
    .toLowerCase()
    .split(/[;,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '<local>') return !host.includes('.') && !host.includes(':');
      if (entry.startsWith('<')) return false;
      const [scheme, rest] = /^([a-z]+):\/\/(.*)$/.exec(entry)?.slice(1) ?? [undefined, entry];
      if (scheme !== undefined && `${scheme}:` !== url.protocol) return false;
      const [pattern, wantedPort] = /^(.*):(\d+)$/.exec(rest ?? '')?.slice(1) ?? [rest];
      return (wantedPort === undefined || wantedPort === port) && matches(pattern ?? '', host);
    });
}

/** `*` stands for any number of characters; walked by its parts, since the list is a text somebody wrote. */
function matches(pattern: string, host: string): boolean {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return pattern === host;
  if (!host.startsWith(first) || !host.endsWith(last) || host.length < first.length + last.length) return false;
  let at = first.length;
  const end = host.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = host.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
