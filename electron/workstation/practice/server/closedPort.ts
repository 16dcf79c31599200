// A port that refuses connections and that nobody else can get: the local end of a connection to ourselves.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface ClosedPort {
  readonly port: number;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** Takes a port on loopback that is in use, and so never given to a listener, but on which nothing listens. */
export async function holdClosedPort(): Promise<ClosedPort> {
  const accepted = new Set<Socket>();
  const server = createServer((socket) => {
    accepted.add(socket);
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, resolve);
  });
  const holder = connect((server.address() as AddressInfo).port, loopback);
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    holder.once('connect', resolve);
  });
  const close = async (): Promise<void> => {
    holder.destroy();
    for (const socket of accepted) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: holder.localPort ?? 0, close };
}
