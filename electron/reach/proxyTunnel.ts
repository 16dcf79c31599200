// What a proxy between the PC and a server proves: whose answer came through it, the server's or its own refusal of the way there. Pure.
import type { Exchange, ExchangeFailure } from '../model/exchange.ts';
import { isNetworkSignIn } from './httpPages.ts';

/**
 * Whether the host that a route asked first was itself heard through a proxy: it showed a certificate, accepted or not, so the proxy had
 * found it. A status alone proves nothing, since the proxy may have said it; over plain http the two cannot be told apart.
 */
export function isHeardThroughProxy([first]: readonly Exchange[]): boolean {
  return first?.proxy !== undefined && first.certificate !== undefined;
}

/**
 * The failure behind an answer with which a proxy refused the tunnel to an https server (RFC 9110 9.3.6): WinHTTP may hand it on as if the
 * server had said it, but no certificate came before it. `undefined` = the answer is the server's. A 401 is no proxy's way to refuse.
 */
export function refusedTunnel(exchange: Exchange): ExchangeFailure | undefined {
  const { url, proxy, certificate, answer } = exchange;
  if (!answer || proxy === undefined || certificate !== undefined || !url.startsWith('https:')) return undefined;
  const { status, headers } = answer;
  if (status < 400 || status === 401 || isNetworkSignIn(answer)) return undefined;
  if (status === 407) return { phase: 'proxy', reason: 'authentication' };
  // Squid names the cause of its 503 in a header: an unknown name is no fault of the proxy.
  if (/^ERR_DNS_FAIL\b/.test(headers['x-squid-error'] ?? '')) return { phase: 'dns', reason: 'noName' };
  return { phase: 'proxy', reason: status >= 500 ? 'gateway' : 'denied' };
}
