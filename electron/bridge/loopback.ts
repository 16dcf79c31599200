// The bridge over loopback HTTP: serves the page and carries its calls, on 127.0.0.1 only, for one session. Never in the packaged app.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import * as z from 'zod';
import type { CallName, Message, OnProgress } from './contract.ts';
import { isOwnRequest, shownSession, type RequestHead } from './loopbackGuard.ts';
import { sessionDesk, type SessionDesk } from './loopbackSession.ts';
import { closedHeaders, openPage, type Page } from './pageFiles.ts';
import { dispatch, isCallName, type Handlers } from './server.ts';

const longestBody = 1024 * 1024;
const tokenSchema = z.strictObject({ token: z.string().max(100) });

export interface LoopbackOptions {
  readonly handlers: Handlers;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** TCP port, 0 or absent = any free one. */
  readonly port?: number;
  /** Told of what must never happen: a handler that threw, an answer outside the contract. */
  readonly onBug: (bug: unknown) => void;
  /** Told once, when the page has traded its token. */
  readonly onSession?: () => void;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT/#token=…`; opens one session, once. */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The bare status of a request that ends here: the caller learns nothing else. */
type Refusal = 400 | 401 | 403 | 404 | 413;

async function readJson(request: IncomingMessage): Promise<{ readonly json: unknown } | { readonly refused: 400 | 413 }> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed on the way out: the refusal still has to reach the caller.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return { refused: 413 };
    chunks.push(chunk);
  }
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) };
  } catch {
    return { refused: 400 };
  }
}

/** What a server is made of. */
interface Place {
  readonly handlers: Handlers;
  readonly page: Page;
  readonly desk: SessionDesk;
}

function headOf(request: IncomingMessage): RequestHead {
  return { method: request.method, url: request.url, headers: request.headersDistinct };
}

function answer(response: ServerResponse, status: number, body?: object): void {
  const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const content = Buffer.from(body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, { ...closedHeaders, ...type, 'content-length': content.length, connection: 'close' });
  response.end(content);
}

/** Runs one call and streams its messages, one JSON document a line; the client closing the request aborts the call. */
async function runCall(handlers: Handlers, name: CallName, input: unknown, response: ServerResponse): Promise<void> {
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const send = (message: Message) => {
    if (!response.destroyed) response.write(`${JSON.stringify(message)}\n`);
  };
  response.writeHead(200, { ...closedHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' });
  response.flushHeaders();
  const onProgress: OnProgress = (progress) => send({ kind: 'progress', progress });
  send(await dispatch(handlers, name, input, { signal: abort.signal, onProgress }));
  response.end();
}

/** Trades the token for the session. */
async function openSession(desk: SessionDesk, request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
  const read = await readJson(request);
  if ('refused' in read) return read.refused;
  const shown = tokenSchema.safeParse(read.json);
  const session = shown.success ? desk.open(shown.data.token) : undefined;
  if (session === undefined) return 403;
  answer(response, 200, { session });
  return undefined;
}

async function servePage(page: Page, path: string, response: ServerResponse): Promise<undefined> {
  const found = await page(path);
  response.writeHead(found.status, { ...found.headers, 'content-length': found.body.length });
  response.end(found.body);
}

/** What answers each kind of request; the guard has let it through already. */
async function route(place: Place, request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.method === 'GET') return servePage(place.page, path, response);
  if (path === '/session') return openSession(place.desk, request, response);
  const name = /^\/call\/(\w+)$/.exec(path)?.[1];
  if (!isCallName(name)) return 404;
  if (!place.desk.holds(shownSession(headOf(request)))) return 401;
  const read = await readJson(request);
  if ('refused' in read) return read.refused;
  await runCall(place.handlers, name, read.json, response);
  return undefined;
}

function limit(server: Server): void {
  server.maxConnections = 64;
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = 5_000;
}

/** Starts the server. Rejects with the system's error when the port is taken. */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackServer> {
  const place: Place = {
    handlers: options.handlers,
    page: await openPage(options.pageFolder, 'http'),
    desk: sessionDesk(options.onSession),
  };
  let port = 0;
  const server = createServer({ maxHeaderSize: 16 * 1024, insecureHTTPParser: false }, (request, response) => {
    if (!isOwnRequest(headOf(request), port)) {
      answer(response, 403);
      return;
    }
    route(place, request, response).then(
      (refusal) => {
        if (refusal !== undefined) answer(response, refusal);
      },
      (bug: unknown) => {
        // A request that broke off while its body was read is the client's business, everything else is ours.
        if (!request.complete && request.destroyed) return;
        options.onBug(bug);
        if (response.headersSent) response.destroy();
        else answer(response, 500);
      },
    );
  });
  limit(server);
  server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true });
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the loopback server has no port');
  port = bound.port;
  return {
    address: `http://127.0.0.1:${port}/#token=${place.desk.token}`,
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
