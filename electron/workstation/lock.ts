// A lock on a folder that the operating system holds, so that it is gone the moment its process is.
import { createHash } from 'node:crypto';
import { rename, rm, link, realpath } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';

export interface Lock {
  /** Gives the lock back; a second call does nothing. */
  release(): Promise<void>;
}

/** How each system names a listener that only one process may have. */
type LockKind = 'pipe' | 'abstract' | 'socketFile';

/** Abstract Unix sockets leave no file behind; libuv reaches them since 1.46, which older Nodes do not have. */
function kindHere(): LockKind {
  if (process.platform === 'win32') return 'pipe';
  const major = Number.parseInt(process.versions.node, 10);
  return process.platform === 'linux' && major >= 22 ? 'abstract' : 'socketFile';
}

const addressOf: Readonly<Record<LockKind, (name: string) => string>> = {
  pipe: (name) => `\\\\.\\pipe\\${name}`,
  abstract: (name) => `\0${name}`,
  // Socket paths may have 104 bytes on macOS: the temporary folder is short where the locked one may not be.
  socketFile: (name) => path.join(tmpdir(), `${name}.lock`),
};

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      // EACCES: a named pipe that another account holds.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: address, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Whether a process still listens behind a socket file. */
function isAlive(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: file });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Clears away the socket file of a process that died. It is renamed first and looked at again under its new name, because
 * between looking and removing another process may have put its own, live one there; that one is put back.
 */
async function removeStale(file: string): Promise<boolean> {
  if (await isAlive(file)) return false;
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
  } catch {
    return true;
  }
  const live = await isAlive(aside);
  if (live) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
  return !live;
}

/**
 * Takes the lock of an existing folder, or fails at once with `workstation.busy` {folder} while anybody, this process
 * included, holds it. Folders are told apart by their real path; the lock reaches as far as this PC. On Windows it holds against every
 * account, because a technician may work on the same folder as its owner.
 */
export async function takeLock(folder: string, kind = kindHere()): Promise<Result<Lock>> {
  const real = await realpath(folder);
  const name = `bluemind-outlook-setup-${createHash('sha256')
    .update(`${process.getuid?.() ?? ''}\0${real}`)
    .digest('hex')
    .slice(0, 32)}`;
  const address = addressOf[kind](name);
  let server = await listen(address);
  if (!server && kind === 'socketFile' && (await removeStale(address))) server = await listen(address);
  if (!server) return failure(problem('workstation.busy', { folder }));
  const held = server;
  let released: Promise<void> | undefined;
  return success({
    release: () => (released ??= new Promise<void>((resolve) => held.close(() => resolve()))),
  });
}
