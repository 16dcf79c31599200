// Raw HTTP over a socket for the loopback tests: says exactly what is asked, also what no well-behaved client would say.
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** The content of a chunked body (RFC 9112, 7.1), as far as it came; ASCII is enough here. */
function unchunked(body: string): string {
  const [, size = '', rest = ''] = /^([0-9a-f]+)\r\n(.*)$/is.exec(body) ?? [];
  const length = Number.parseInt(size, 16);
  return length > 0 ? rest.slice(0, length) + unchunked(rest.slice(length + 2)) : '';
}

/** Sends these bytes and reads until the server closes; `host` and `port` say where to. */
export async function sendRaw(port: number, text: string, address = '127.0.0.1'): Promise<RawAnswer> {
  const socket = connect({ host: address, port });
  socket.write(text);
  let received = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) received += chunk.toString();
  const end = received.indexOf('\r\n\r\n');
  const headers = received.slice(0, end).toLowerCase();
  const body = received.slice(end + 4);
  const chunked = headers.includes('transfer-encoding: chunked');
  return { status: Number(headers.split(' ')[1]), headers, body: chunked ? unchunked(body) : body };
}

export type Head = Readonly<Record<string, string | undefined>>;

/** A request as our own page sends it, with these headers changed or (`undefined`) left out. */
export function request(port: number, line: string, changed: Head = {}, body = ''): string {
  const own: Head = {
    Host: `127.0.0.1:${port}`,
    ...(line.startsWith('POST')
      ? { Origin: `http://127.0.0.1:${port}`, 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }
      : {}),
    Connection: 'close',
    ...changed,
  };
  const headers = Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
  return `${line} HTTP/1.1\r\n${headers.join('')}\r\n${body}`;
}

/** Opens a socket, sends these bytes and leaves it open: for a caller that goes away in the middle. */
export function hold(port: number, text: string): Socket {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(text);
  return socket;
}
