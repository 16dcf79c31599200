// Asks an HTTP proxy for a tunnel to a server (RFC 9110 9.3.6), and reads why it does not give one.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpAnswer } from '../../model/exchange.ts';
import { errorCode } from './dnsAnswers.ts';
import { maxHeaderBytes, plainHeaders } from './httpHeaders.ts';

export type TunnelFailure = 'authentication' | 'denied' | 'gateway' | 'unknownHost' | 'malformed' | 'timeout';
export type TunnelOutcome =
  | { readonly socket: Socket }
  | { readonly failure: TunnelFailure; readonly code: string; readonly answer?: Pick<HttpAnswer, 'status' | 'headers'> };

/**
 * Turns a connection to a proxy into one to `target` (`host:port`). Nothing but the target is told to the proxy, no credentials ever.
 * The socket is destroyed unless it comes out; ends when the signal fires, as `timeout`.
 */
export function openTunnel(socket: Socket, target: string, signal: AbortSignal): Promise<TunnelOutcome> {
  return new Promise((resolve) => {
    const asked = httpRequest({
      createConnection: () => socket,
      method: 'CONNECT',
      path: target,
      maxHeaderSize: maxHeaderBytes,
      headers: { Host: target },
    });
    const end = (outcome: TunnelOutcome): void => {
      signal.removeEventListener('abort', stop);
      if (!('socket' in outcome)) {
        asked.destroy();
        socket.destroy();
      }
      resolve(outcome);
    };
    const stop = (): void => end({ failure: 'timeout', code: 'ETIMEDOUT' });
    asked.on('error', (error) => end({ failure: 'malformed', code: errorCode(error) }));
    asked.once('connect', (response: IncomingMessage, _, early: Buffer) => {
      const failure = refusalOf(response);
      const answer = { status: response.statusCode ?? 0, headers: plainHeaders(response.headers) };
      if (failure) end({ failure, code: `HTTP ${answer.status}`, answer });
      // Whoever speaks before TLS has begun is not the server.
      else if (early.length > 0) end({ failure: 'malformed', code: 'EARLYDATA', answer });
      else end({ socket });
    });
    // A proxy that does not know CONNECT may answer as a web server does.
    asked.once('response', () => end({ failure: 'malformed', code: 'NOTCONNECT' }));
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    asked.end();
  });
}

/** `undefined` when the tunnel stands: any 2xx. Squid names the cause of its 503 in a header, and an unknown name is no fault of the proxy. */
function refusalOf({ statusCode = 0, headers }: IncomingMessage): TunnelFailure | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined;
  // Node takes an interim answer for the final one here; real proxies send none.
  if (statusCode < 200) return 'malformed';
  if (statusCode === 407) return 'authentication';
  if (/^ERR_DNS_FAIL\b/.test(String(headers['x-squid-error'] ?? ''))) return 'unknownHost';
  return statusCode >= 500 ? 'gateway' : 'denied';
}
