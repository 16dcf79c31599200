// Turns what was decided about proxies into the proxy for each URL.
import type { ProxyChoice, ProxySetting } from '../../model/proxy.ts';
import { proxyFromEnvironment } from './proxyEnvironment.ts';

/**
 * `system` asks `ofSystem`, or, where this program cannot ask the operating system, the environment's variables. Automatic configuration
 * scripts (PAC) are the operating system's to run: they are programs from the network, and Node has no sandbox for them.
 */
export function chooseProxy(
  setting: ProxySetting,
  ofSystem: (url: URL, signal: AbortSignal) => Promise<ProxyChoice> = (url) => Promise.resolve(proxyFromEnvironment(url, process.env)),
): (url: URL, signal: AbortSignal) => Promise<ProxyChoice> {
  switch (setting.kind) {
    case 'none':
      return () => Promise.resolve({ kind: 'direct' });
    case 'http':
      return () => Promise.resolve({ kind: 'proxy', host: setting.host, port: setting.port, source: 'option' });
    case 'system':
      return ofSystem;
  }
}
