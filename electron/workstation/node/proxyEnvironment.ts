// Which proxy the environment names for a URL: HTTPS_PROXY, HTTP_PROXY and the exceptions of NO_PROXY, as curl and Go read them.
import { BlockList, isIP, isIPv6 } from 'node:net';
import { httpProxyAddress, proxyUrl, type ProxyChoice } from '../../model/proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The choice for an http: or https: URL. A name and password in the variable are left out: they would go to the proxy in plain text,
 * so a proxy that wants them is reported as one (407). A proxy of another kind than HTTP is `unusable`.
 */
export function proxyFromEnvironment(url: URL, environment: Environment): ProxyChoice {
  const scheme = url.protocol.replace(':', '');
  const text = valueOf(environment, `${scheme}_proxy`);
  if (text === '' || isExcepted(url, valueOf(environment, 'no_proxy'))) return { kind: 'direct' };
  const written = proxyUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!written) return { kind: 'unusable', url: 'http://', source: 'environment' };
  const shown = `${written.protocol}//${written.host}`;
  const address = httpProxyAddress(shown);
  return address ? { kind: 'proxy', ...address, source: 'environment' } : { kind: 'unusable', url: shown, source: 'environment' };
}

/** Lower case comes first, as everywhere; Windows has one variable for both spellings. */
function valueOf(environment: Environment, name: string): string {
  return (environment[name] ?? environment[name.toUpperCase()] ?? '').trim();
}

/** `*` = everything; `corp.example` and `.corp.example` = the domain and what is below; addresses, networks, and each with a port. */
function isExcepted(url: URL, exceptions: string): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  // This PC's own services are never asked for through another.
  if (host === 'localhost' || isInNetwork(host, '127.0.0.0/8') || host === '::1') return true;
  return exceptions.split(/[\s,]+/).some((entry) => entry !== '' && covers(entry.toLowerCase(), host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(host, entry);
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry);
  const name = (isIPv6(entry) ? entry : (parts?.[1] ?? entry)).replace(/^\[(.*)\]$/, '$1').replace(/^\*?\./, '');
  if (parts?.[2] !== undefined && parts[2] !== port) return false;
  return name !== '' && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)));
}

function isInNetwork(host: string, network: string): boolean {
  const [base = '', prefix = ''] = network.split('/');
  const bits = Number(prefix);
  const [hostFamily, family] = [isIP(host), isIP(base)];
  if (hostFamily === 0 || hostFamily !== family || !/^\d{1,3}$/.test(prefix) || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, bits, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
