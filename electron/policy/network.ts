// How network addresses are written on the command line and in the configuration file.
import { isIP, isIPv6 } from 'node:net';
import type { ConnectTo } from '../model/connectTo.ts';
import { httpProxyAddress, type ProxySetting } from '../model/proxy.ts';

const dnsPort = 53;

/** Reads `IP`, `IP:PORT`, `[IPv6]` or `[IPv6]:PORT`; the port is DNS's 53 where none is given. `undefined` for anything else. */
export function networkAddress(text: string): { readonly address: string; readonly port: number } | undefined {
  if (isIP(text) !== 0) return { address: text, port: dnsPort };
  const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  const address = parts?.[1] ?? parts?.[2] ?? '';
  const port = parts?.[3] === undefined ? dnsPort : Number(parts[3]);
  if (isIP(address) === 0 || (parts?.[1] !== undefined && !isIPv6(address))) return undefined;
  return port >= 1 && port <= 65_535 ? { address, port } : undefined;
}

/** Reads curl's `HOST:PORT:ADDRESS:PORT`: each part may be empty (any host, any port, unchanged), IPv6 stands in brackets. */
export function connectToRule(text: string): ConnectTo | undefined {
  const parts = /^(\[[^\]]*\]|[^:[\]]*):(\d{0,5}):(\[[^\]]*\]|[^:[\]]*):(\d{0,5})$/.exec(text);
  if (!parts) return undefined;
  const [host = '', toAddress = ''] = [parts[1], parts[3]].map(withoutBrackets);
  const [port = 0, toPort = 0] = [parts[2], parts[4]].map(Number);
  if (port > 65_535 || toPort > 65_535) return undefined;
  if (!isHost(host) || !isHost(toAddress)) return undefined;
  return { host: host.toLowerCase(), port, toAddress, toPort };
}

function withoutBrackets(part: string | undefined): string {
  return part?.replace(/^\[(.*)\]$/, '$1') ?? '';
}

/** Reads `none`, `system` or the address of an HTTP proxy; `undefined` for anything else, a name and password in it included. */
export function proxySetting(text: string): ProxySetting | undefined {
  if (text === 'none' || text === 'system') return { kind: text };
  const address = httpProxyAddress(text);
  return address && { kind: 'http', ...address };
}

/** Reads the https address of a server; `undefined` for any other scheme, and for one with a name or password in it. */
export function httpsAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

/** Letters, digits, dots, hyphens and underscores of host names, or an address; anything stranger is a typing mistake. */
function isHost(text: string): boolean {
  return text === '' || isIP(text) !== 0 || /^[\p{L}\p{N}._-]{1,253}$/u.test(text);
}
