// Administrator rights for policy values: a small helper is started with them after Windows has asked, never the program itself.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { startDeadline, untilAborted } from '../../model/deadline.ts';
import { cancelled, problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Elevation, Registry } from '../port.ts';
import type { HelperRequest } from './elevationMessages.ts';
import type { Koffi } from './koffi.ts';
import { createPolicyWriter, waitForHelper, type HelperConnection } from './policyWriter.ts';
import { makePrivateFolder } from './privateFolder.ts';

/** From the person's yes to the helper's first word, in milliseconds. */
const longestStartMs = 30_000;

/** SE_ERR_ACCESSDENIED (shellapi.h): the person said no, or this PC gives the rights to nobody. */
const accessDenied = 5;

/** How this program starts itself as the helper: its own file and the arguments before the helper's. */
export interface HelperProgram {
  readonly file: string;
  readonly args: readonly string[];
}

export interface ElevationOptions {
  readonly koffi: Koffi;
  /** The registry with the rights of this process. */
  readonly registry: Registry;
  /** This process holds the rights already. */
  readonly elevated: boolean;
  /** Whose policies are written. */
  readonly sid: string;
  readonly stateFolder: string;
  readonly program: HelperProgram;
  /** Starts a program with administrator rights; gives `undefined` or the shell's failure (shellExecute). */
  readonly launch: (file: string, args: readonly string[]) => Promise<number | undefined>;
}

/** Elevation of the Windows workstation; `close` hangs up, upon which the helper ends. */
export function createElevation(options: ElevationOptions): Elevation & { close(): void } {
  let current: { readonly registry: Registry; readonly socket: Socket; readonly server: Server } | undefined;
  const close = (): void => {
    current?.socket.destroy();
    current?.server.close();
    current = undefined;
  };
  return {
    close,
    async request(signal) {
      if (signal.aborted) return failure(cancelled);
      if (options.elevated) return success(options.registry);
      // Asked once for the life of the program: the helper stays for its undo.
      if (current && !current.socket.destroyed) return success(current.registry);
      close();
      const started = await startHelper(options, signal);
      if (!started.ok) return started;
      const { helper, server } = started.value;
      current = { socket: helper.socket, server, registry: createPolicyWriter(options.registry, helper) };
      return success(current.registry);
    },
  };
}

interface StartedHelper {
  readonly helper: HelperConnection;
  readonly server: Server;
}

async function startHelper(options: ElevationOptions, signal: AbortSignal): Promise<Result<StartedHelper>> {
  const request: HelperRequest = {
    version: 1,
    sid: options.sid,
    pipe: `\\\\.\\pipe\\bluemind-outlook-setup-${randomBytes(16).toString('hex')}`,
    secret: randomBytes(32).toString('hex'),
  };
  const server = createServer();
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: request.pipe, exclusive: true }, resolve);
  });
  await listening;
  server.unref();
  const connected = waitForHelper(server, request.secret);
  const file = await writeRequest(options, request);
  if (!file.ok) return giveUp(server, file);
  try {
    const code = await options.launch(options.program.file, [
      ...options.program.args,
      '--request',
      file.value.file,
      '--sha256',
      file.value.sha256,
    ]);
    if (signal.aborted) return giveUp(server, failure(cancelled));
    if (code !== undefined) {
      return giveUp(
        server,
        failure(code === accessDenied ? problem('elevation.refused') : problem('elevation.failed', { reason: `Windows ${code}` })),
      );
    }
    const deadline = startDeadline(longestStartMs, signal);
    const helper = await untilAborted(connected, deadline.signal).finally(() => deadline.done());
    if (helper) return success({ helper, server });
    return giveUp(server, failure(deadline.expired() ? problem('elevation.failed', { reason: 'noAnswer' }) : cancelled));
  } finally {
    await rm(file.value.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Closes the door: a helper that comes late finds nobody and ends. */
function giveUp<T>(server: Server, outcome: T): T {
  server.close();
  return outcome;
}

/**
 * Writes the request into a folder of its own that only the person, the system and administrators can open. Its hash goes the way that the
 * prompt protects: the helper's arguments.
 */
async function writeRequest(
  { koffi, stateFolder }: ElevationOptions,
  request: HelperRequest,
): Promise<Result<{ readonly folder: string; readonly file: string; readonly sha256: string }>> {
  const folder = path.join(stateFolder, `elevation-${randomBytes(8).toString('hex')}`);
  const file = path.join(folder, 'request.json');
  const content = JSON.stringify(request);
  const refused = (reason: string): Result<never> => failure(problem('workstation.folderNotWritable', { folder, reason }));
  try {
    await mkdir(stateFolder, { recursive: true });
    const code = makePrivateFolder(koffi, folder, request.sid);
    if (code !== undefined) return refused(`Windows ${code}`);
    await writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    await rm(folder, { recursive: true, force: true });
    return refused(String(error.code));
  }
  return success({ folder, file, sha256: createHash('sha256').update(content).digest('hex') });
}
