// Web servers on loopback that answer as a test says and write down, byte for byte, who was sent what.
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import type { ConnectTo } from '../../electron/model/connectTo.ts';
import { createAuthority } from './authority.ts';

export interface Recorded {
  readonly host: string;
  readonly url: string;
  readonly tls: boolean;
  /** The header's value as it arrived, `undefined` where there was none. */
  readonly authorization: string | undefined;
  /** Everything that arrived: request line, headers and body. */
  readonly raw: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RecordingServers {
  readonly requests: readonly Recorded[];
  readonly connectTo: readonly ConnectTo[];
  /** The root behind its certificates, PEM. */
  readonly root: string;
  close(): Promise<void>;
}

/**
 * Every host is at home here, over https with a certificate for just that name and over plain http. `answer` says what comes back;
 * `undefined` = nothing, ever.
 */
export async function startRecordingServers(answer: (request: Recorded) => Answer | undefined): Promise<RecordingServers> {
  const authority = await createAuthority('Recording CA');
  const requests: Recorded[] = [];
  const serve = (tls: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { authorization, host = '' } = message.headers;
      const head = `${message.method ?? ''} ${message.url ?? ''}\n${message.rawHeaders.join('\n')}`;
      const raw = `${head}\n${Buffer.concat(chunks).toString('utf8')}`;
      const request: Recorded = { host: host.replace(/:\d+$/, ''), url: message.url ?? '', tls, authorization, raw };
      requests.push(request);
      const said = answer(request);
      if (said) response.writeHead(said.status, { ...said.headers }).end(said.body ?? '');
    });
  };
  const contextFor = async (name: string) => createSecureContext(await authority.leaf({ dnsNames: [name] }));
  const https = createHttpsServer(
    {
      SNICallback: (name, done) => {
        contextFor(name).then(
          (context) => done(null, context),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      },
    },
    serve(true),
  );
  const http = createHttpServer(serve(false));
  const sockets = new Set<Socket>();
  for (const server of [https, http]) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    });
  }
  const [httpsPort, httpPort] = [await listening(https), await listening(http)];
  return {
    requests,
    root: new X509Certificate(authority.root).toString(),
    connectTo: [
      { host: '', port: 443, toAddress: '127.0.0.1', toPort: httpsPort },
      { host: '', port: 80, toAddress: '127.0.0.1', toPort: httpPort },
    ],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([https, http].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
