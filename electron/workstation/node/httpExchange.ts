// Sends one HTTP request over a connection that stands already and reads a bounded answer.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { ExchangeRequest, HttpAnswer } from '../../model/exchange.ts';
import { errorCode } from './dnsAnswers.ts';
import { maxHeaderBytes, plainHeaders } from './httpHeaders.ts';

export type HttpOutcome =
  | { readonly answer: HttpAnswer; readonly firstByteAt: number }
  | { readonly failure: 'timeout' | 'malformed' | 'closed' | 'headersTooLarge'; readonly code: string };

/** Interim answers (1xx, RFC 9110 15.2) before the real one; a well-meaning server sends one or two. */
const maxInterim = 10;

/** Ways a body may be packed; we ask for none of them, but a server may not listen. Unpacking stops at `maxBytes` too. */
const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Sends `request` over `socket` and reads the answer; ends when the signal fires, as `timeout`. The socket is used up.
 * No redirect is followed. `form` is `absolute` when the socket leads to a proxy that fetches the URL itself (RFC 9112 3.2.2).
 */
export function sendRequest(
  socket: Socket,
  request: ExchangeRequest,
  signal: AbortSignal,
  form: 'origin' | 'absolute' = 'origin',
): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const url = new URL(request.url);
    const end = (outcome: HttpOutcome): void => {
      signal.removeEventListener('abort', stop);
      sent.destroy();
      socket.destroy();
      resolve(outcome);
    };
    const stop = (): void => end({ failure: 'timeout', code: 'ETIMEDOUT' });
    const fail = (error: unknown): void => end(failureOf(error));
    const body = request.body === undefined ? undefined : Buffer.from(request.body, 'utf8');
    const sent = httpRequest({
      createConnection: () => socket,
      host: url.hostname,
      method: request.method,
      path: `${form === 'absolute' ? url.origin : ''}${url.pathname}${url.search}`,
      maxHeaderSize: maxHeaderBytes,
      headers: {
        Host: url.host,
        ...request.headers,
        'Accept-Encoding': 'identity',
        Connection: 'close',
        ...(request.method === 'POST' ? { 'Content-Length': String(body?.length ?? 0) } : {}),
      },
    });
    sent.on('error', fail);
    let interim = 0;
    const onInterim = (): void => {
      interim += 1;
      if (interim > maxInterim) end({ failure: 'malformed', code: 'TOOMANYINTERIM' });
    };
    // Nobody asked for another protocol; without a listener Node would hang up and not say so.
    sent.once('upgrade', () => end({ failure: 'malformed', code: 'UPGRADE' }));
    sent.on('continue', onInterim).on('information', onInterim);
    sent.once('response', (response) => {
      const firstByteAt = performance.now();
      readBody(response, request.maxBytes).then(
        (read) => end({ answer: { status: response.statusCode ?? 0, headers: plainHeaders(response.headers), ...read }, firstByteAt }),
        fail,
      );
    });
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    sent.end(body);
  });
}

/** At most `maxBytes` of the unpacked body; what comes after is neither waited for nor kept. */
async function readBody(response: IncomingMessage, maxBytes: number): Promise<{ body: string; truncated: boolean }> {
  const decoder = decoders[response.headers['content-encoding']?.trim().toLowerCase() ?? '']?.();
  if (decoder) response.on('error', (error) => decoder.destroy(error));
  const stream: Readable = decoder ? response.pipe(decoder) : response;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    parts.push(part);
    length += part.length;
    if (length > maxBytes) break;
  }
  return { body: Buffer.concat(parts).subarray(0, maxBytes).toString('utf8'), truncated: length > maxBytes };
}

/** llhttp's errors begin with HPE_, zlib's with Z_; everything else is a connection that ended too early. */
function failureOf(error: unknown): HttpOutcome {
  const code = errorCode(error);
  if (code === 'HPE_HEADER_OVERFLOW') return { failure: 'headersTooLarge', code };
  return { failure: code.startsWith('HPE_') || code.startsWith('Z_') ? 'malformed' : 'closed', code };
}
