// What the practice server was asked, kept in memory for tests: bounded, and without anybody's password.
import type { WebRequest } from './reply.ts';

export interface LoggedRequest {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly tls: boolean;
  /** Whether it carried an Authorization header, right or wrong. */
  readonly authorization: boolean;
  /** Names in lower case; credentials keep only their scheme. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyLength: number;
}

const mostKept = 1000;
const secretHeaders = ['authorization', 'proxy-authorization', 'cookie'];

/** Adds a request to the log, dropping the oldest beyond a thousand. `bodyLength` is in bytes. */
export function logRequest(log: LoggedRequest[], { headers, host, method, url, tls }: WebRequest, bodyLength: number): void {
  const masked = Object.entries(headers).map(([name, value]): [string, string] =>
    secretHeaders.includes(name) ? [name, `${/^[A-Za-z]+ /.exec(value)?.[0] ?? ''}***`] : [name, value],
  );
  log.push({
    host,
    method,
    url,
    tls,
    authorization: headers.authorization !== undefined,
    headers: Object.fromEntries(masked),
    bodyLength,
  });
  if (log.length > mostKept) log.splice(0, log.length - mostKept);
}
