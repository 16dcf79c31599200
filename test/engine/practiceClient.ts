// A plain HTTP and TLS client for tests that look at the practice server from outside.
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { PracticeServer } from '../../electron/workstation/practice/server/index.ts';

export const autodiscover = 'https://autodiscover.practice.example/autodiscover/autodiscover.xml';
export const emsmdb = 'https://mail.practice.example/mapi/emsmdb/?MailboxId=94a5c596-90a8-4985-91fd-57629ee06561@practice.example';

type AskOptions = Omit<RequestOptions, 'headers'> & {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** Hang up after so many. */ readonly mostBytes?: number;
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The port that connections to `host`:`port` must go to. */
export function portFor(server: PracticeServer, host: string, port: number): number {
  const rule = server.connectTo().find((each) => (each.host === '' || each.host === host) && (each.port === 0 || each.port === port));
  return rule === undefined || rule.toPort === 0 ? port : rule.toPort;
}

/** One request over a connection of its own; rejects with the socket's or TLS' error. */
export function ask(server: PracticeServer, url: string, options: AskOptions = {}): Promise<Answer> {
  const { protocol, hostname, pathname, search } = new URL(url);
  const tls = protocol === 'https:';
  return new Promise((resolve, reject) => {
    const settings: RequestOptions = {
      host: '127.0.0.1',
      port: portFor(server, hostname, tls ? 443 : 80),
      path: pathname + search,
      servername: hostname,
      ca: server.caCertificate,
      agent: false,
      ...options,
      headers: { host: hostname, ...options.headers },
    };
    const request = (tls ? httpsRequest : httpRequest)(settings, (message) => {
      let body = '';
      const done = (): void => resolve({ status: message.statusCode ?? 0, headers: message.headers, body });
      message.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
        if (body.length < (options.mostBytes ?? Infinity)) return;
        request.destroy();
        done();
      });
      message.on('end', done);
    });
    request.on('error', reject);
    request.end(options.body);
  });
}

/** The value of an Authorization header. */
export const basic = (login: string, password: string): string => `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;

/** An Autodiscover request for an address, signed in as the practice user. */
export function question(
  server: PracticeServer,
  address: string,
  headers: Record<string, string> = {},
): AskOptions & { readonly body: string } {
  const body =
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>' +
    `<EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>` +
    'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>';
  return {
    method: 'POST',
    headers: { 'content-type': 'text/xml', 'x-mapihttpcapability': '1', authorization: basic(server.address, server.password), ...headers },
    body,
  };
}
