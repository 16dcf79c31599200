// The practice web server's sockets: HTTPS with a certificate per asked name, plain HTTP beside it, and replies at their pace.
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { constants } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSecureContext } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from './pki.ts';
import type { Reply, WebRequest } from './reply.ts';

interface WebServer {
  readonly httpsPort: number;
  readonly httpPort: number;
  /** The certificates have changed: connections that wait for a further request are let go, so that the next one meets the new. */
  renew(): void;
  close(): Promise<void>;
}

interface WebServerOptions {
  /** The certificate for the name in the ClientHello; the empty name stands for none. */
  credentialsFor(serverName: string): Credentials;
  answer(request: WebRequest, bodyLength: number): Reply;
}

const loopback = '127.0.0.1';
const mostRequestBytes = 65_536;
const mostFloodBytes = 64 * 1024 * 1024;
const dripMs = 1000;

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostRequestBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const paces = {
  /** One byte a second, the first after a second. */
  async *drip(body: Buffer, signal: AbortSignal): AsyncGenerator<Buffer> {
    for (let at = 0; at < body.length; at += 1) {
      await sleep(dripMs, undefined, { signal });
      yield body.subarray(at, at + 1);
    }
  },
  *flood(body: Buffer): Generator<Buffer> {
    for (let sent = 0; sent < mostFloodBytes; sent += body.length) yield body;
  },
};

async function send(reply: Reply, message: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (reply.delayMs !== undefined) await sleep(reply.delayMs, undefined, { signal });
  const body = Buffer.from(reply.body);
  const whole = reply.pace === undefined;
  response.writeHead(reply.status, { ...reply.headers, ...(whole ? { 'content-length': body.length } : {}) });
  if (whole || message.method === 'HEAD') return void response.end(message.method === 'HEAD' ? undefined : body);
  response.flushHeaders();
  await pipeline(Readable.from(paces[reply.pace](body, signal)), response, { signal });
}

function requestOf(message: IncomingMessage, tls: boolean, body: Buffer): WebRequest {
  const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    tls,
    method: message.method ?? '',
    host: (message.headers.host ?? '').toLowerCase().replace(/:\d*$/, ''),
    url: message.url ?? '/',
    headers: Object.fromEntries(headers),
    body: body.toString('utf8'),
  };
}

/** Reads, answers and writes one exchange; a client that goes away ends it without noise. */
async function serve(message: IncomingMessage, response: ServerResponse, tls: boolean, options: WebServerOptions): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const body = await readBody(message);
    if (body === undefined) return void response.writeHead(413, { connection: 'close' }).end();
    await send(options.answer(requestOf(message, tls, body), body.length), message, response, gone.signal);
  } catch (error) {
    response.destroy();
    if (!gone.signal.aborted && !message.errored) throw error;
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Starts both servers on free loopback ports. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const https = createHttpsServer(
    {
      minVersion: 'TLSv1.2',
      // A resumed session would hide that the certificate has changed.
      secureOptions: constants.SSL_OP_NO_TICKET,
      ...options.credentialsFor(''),
      SNICallback: (name, done) => done(null, createSecureContext({ ...options.credentialsFor(name), minVersion: 'TLSv1.2' })),
    },
    (message, response) => void serve(message, response, true, options),
  );
  const http = createHttpServer((message, response) => void serve(message, response, false, options));
  const servers = [https, http];
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  const [httpsPort, httpPort] = await Promise.all([listen(https), listen(http)]);
  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  const renew = (): void => {
    https.setSecureContext({ ...options.credentialsFor(''), minVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_TICKET });
    for (const server of servers) server.closeIdleConnections();
  };
  return { httpsPort, httpPort, renew, close };
}
