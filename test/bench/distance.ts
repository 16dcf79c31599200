// Puts a distance between a client and a server on loopback: every byte and every datagram takes half a round trip each way.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { median } from './figures.ts';

/** Something that listens in front of a server; `close` lets go of its sockets. */
export interface Distance {
  readonly port: number;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * A TCP port from which the server's port is `roundTripMs` away. The kernel completes a connection on loopback at once, so the round
 * trip of TCP's own handshake is added to the first bytes instead.
 */
export async function tcpDistance(serverPort: number, roundTripMs: number): Promise<Distance> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = keep(connect({ port: serverPort, host: loopback, allowHalfOpen: true }));
    keep(near);
    carry(near, far, roundTripMs / 2, roundTripMs);
    carry(far, near, roundTripMs / 2, 0);
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Passes bytes and the end of them on after a delay, in their order; `once` milliseconds more before the first ones. */
function carry(from: Socket, to: Socket, delayMs: number, once: number): void {
  const opened = performance.now();
  const after = (action: () => void): void => {
    const earliest = opened + once + delayMs - performance.now();
    setTimeout(action, Math.max(delayMs, earliest));
  };
  from.on('data', (bytes) =>
    after(() => {
      if (!to.destroyed) to.write(bytes);
    }),
  );
  from.on('end', () => after(() => to.end()));
  from.on('close', () => after(() => to.destroy()));
}

/**
 * How long a round trip of `tcpDistance(…, roundTripMs)` really takes on this machine, whose timers are late: the median of a byte sent
 * and answered `rounds` times.
 */
export async function realRoundTrip(roundTripMs: number, rounds = 25): Promise<number> {
  const echo = createServer((socket) => void socket.setNoDelay(true).pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, loopback, resolve));
  const distance = await tcpDistance((echo.address() as AddressInfo).port, roundTripMs);
  const client = connect(distance.port, loopback).setNoDelay(true);
  const times: number[] = [];
  // The first one is longer by TCP's own round trip.
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    client.write('.');
    await once(client, 'data');
    if (round > 0) times.push(performance.now() - started);
  }
  client.destroy();
  await distance.close();
  await new Promise<void>((resolve) => echo.close(() => resolve()));
  return median(times);
}

/** A UDP port from which the server's port is `roundTripMs` away; each client gets its own socket towards the server. */
export async function udpDistance(serverPort: number, roundTripMs: number): Promise<Distance> {
  const near = createSocket('udp4');
  near.on('error', () => undefined);
  near.on('message', (question, client) => {
    const far = createSocket('udp4');
    const close = setTimeout(() => far.close(), 10_000);
    close.unref();
    far.on('error', () => undefined);
    far.once('message', (answer) => {
      setTimeout(() => {
        near.send(answer, client.port, client.address, () => undefined);
        clearTimeout(close);
        far.close();
      }, roundTripMs / 2);
    });
    setTimeout(() => far.send(question, serverPort, loopback, () => undefined), roundTripMs / 2);
  });
  await new Promise<void>((resolve) => near.bind(0, loopback, resolve));
  return { port: near.address().port, close: () => new Promise((resolve) => near.close(() => resolve())) };
}
