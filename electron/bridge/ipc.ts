// The bridge over Electron's ipc, in the main process: takes calls of our own window's own page only, and lets them be cancelled.
import { ipcMain, type WebContents } from 'electron';
import * as z from 'zod';
import type { Message } from './contract.ts';
import { channels } from './ipcChannels.ts';
import { isOwnSender } from './ipcSender.ts';
import { dispatch, isCallName, type Handlers } from './server.ts';
import { problem } from '../model/problem.ts';

const idSchema = z.string().min(1).max(64);
const envelopeSchema = z.strictObject({ id: idSchema, name: z.string().max(64), input: z.unknown() });

/** More calls than any page of ours has running at once. */
const mostCalls = 16;

export interface IpcOptions {
  /** May still be on their way when the page asks first; calls then wait for them. */
  readonly handlers: Handlers | Promise<Handlers>;
  readonly window: WebContents;
  /** Origin of the page, e.g. `app://bluemind`. */
  readonly origin: string;
  readonly onBug: (bug: unknown) => void;
}

export interface IpcServer {
  /** Stops what runs; resolves when every call has ended, its roll-back included. */
  end(): Promise<void>;
}

/** Starts taking calls. A foreign sender gets `session.refused` and reaches no handler; a bug rejects the call without detail. */
export function serveIpc(options: IpcOptions): IpcServer {
  const running = new Map<string, AbortController>();
  let oneEnded: () => void = () => {};

  ipcMain.handle(channels.call, async (event, raw: unknown): Promise<Message> => {
    if (!isOwnSender(event, options)) return { kind: 'problem', problem: problem('session.refused') };
    const envelope = envelopeSchema.safeParse(raw);
    if (!envelope.success || !isCallName(envelope.data.name) || running.has(envelope.data.id) || running.size >= mostCalls) {
      return { kind: 'problem', problem: problem('request.invalid', { call: '', place: '' }) };
    }
    const { id, name, input } = envelope.data;
    const abort = new AbortController();
    running.set(id, abort);
    try {
      return await dispatch(await options.handlers, name, input, {
        signal: abort.signal,
        onProgress: (progress) => {
          if (!options.window.isDestroyed()) options.window.send(channels.progress, id, { kind: 'progress', progress } satisfies Message);
        },
      });
    } catch (bug) {
      options.onBug(bug);
      throw new Error('the call could not be carried out');
    } finally {
      running.delete(id);
      oneEnded();
    }
  });

  ipcMain.on(channels.cancel, (event, raw: unknown) => {
    const id = idSchema.safeParse(raw);
    if (isOwnSender(event, options) && id.success) running.get(id.data)?.abort();
  });

  // A page that is reloaded or gone can no longer cancel or receive: what it had running ends with it.
  const abortAll = () => {
    for (const abort of running.values()) abort.abort();
  };
  options.window.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) abortAll();
  });
  options.window.on('destroyed', abortAll);

  return {
    async end() {
      abortAll();
      while (running.size > 0) await new Promise<void>((resolve) => (oneEnded = resolve));
    },
  };
}
