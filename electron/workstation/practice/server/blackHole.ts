// A port on which connecting never ends, made without touching the firewall: a listener that accepts nobody and whose queue is full.
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface BlackHole {
  readonly port: number;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
/** How long a loopback connection may take before the queue counts as full; it otherwise takes well under a millisecond. */
const fullAfterMs = 60;
const mostFillers = 8;

/**
 * Listens, tells its port, then never comes back to its event loop, so that nobody is accepted. A string and not a
 * file of its own, so that it is still there when the program is bundled into one file.
 */
const listenAndSleep = `
  const { workerData, parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer().listen({ port: 0, host: '${loopback}', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(workerData, 0, 0);
    server.close();
    parentPort.close();
  });
`;

function startListener(woken: Int32Array): Promise<{ worker: Worker; port: number }> {
  const worker = new Worker(listenAndSleep, { eval: true, workerData: woken });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (port: number) => resolve({ worker, port }));
  });
}

/** Whether a connection completed in time; the socket is the caller's to destroy. */
function completes(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), fullAfterMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.on('error', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

/** Fills the queue with connections of our own, and returns those that got in. */
async function fill(port: number): Promise<Socket[]> {
  const inside: Socket[] = [];
  while (inside.length < mostFillers) {
    const socket = connect(port, loopback);
    if (!(await completes(socket))) {
      socket.destroy();
      break;
    }
    inside.push(socket);
  }
  return inside;
}

/**
 * Opens a black hole. Linux drops connection attempts beyond a full queue; other systems refuse them, so there the
 * queue is left open: a connection completes and stays silent.
 */
export async function openBlackHole(): Promise<BlackHole> {
  const woken = new Int32Array(new SharedArrayBuffer(4));
  const { worker, port } = await startListener(woken);
  const fillers = process.platform === 'linux' ? await fill(port) : [];
  const close = async (): Promise<void> => {
    for (const socket of fillers) socket.destroy();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    Atomics.store(woken, 0, 1);
    Atomics.notify(woken, 0);
    await ended;
  };
  return { port, close };
}
