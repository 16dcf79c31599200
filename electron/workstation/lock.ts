// A lock on a folder that the operating system holds, so that it is gone the moment its process is.
import { createHash } from 'node:crypto';
import { mkdir, realpath, rm, stat } from 'node:fs/promises';
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

/** A guard that stands this long was left by a process that died while it held it, in milliseconds. */
const guardLastsMs = 5_000;

/**
 * Takes over the socket file of a process that died. Only the one who holds the guard (a folder, which only one can make) may remove the
 * file, and listens before it lets go of the guard: nobody can remove a live file in between.
 */
async function takeOver(file: string): Promise<Server | undefined> {
  const guard = `${file}.guard`;
  if (!(await makeGuard(guard))) return undefined;
  try {
    if (await isAlive(file)) return undefined;
    await rm(file, { force: true });
    return await listen(file);
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

async function makeGuard(guard: string): Promise<boolean> {
  const made = (): Promise<boolean> =>
    mkdir(guard).then(
      () => true,
      () => false,
    );
  if (await made()) return true;
  const since = await stat(guard).catch(() => undefined);
  if (!since || Date.now() - since.mtimeMs < guardLastsMs) return false;
  await rm(guard, { recursive: true, force: true });
  return made();
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
  const server = (await listen(address)) ?? (kind === 'socketFile' ? await takeOver(address) : undefined);
  if (!server) return failure(problem('workstation.busy', { folder }));
  let released: Promise<void> | undefined;
  return success({
    release: () => (released ??= new Promise<void>((resolve) => server.close(() => resolve()))),
  });
}
