// The bridge over Electron's ipc, in the main process, behind its door: runs the calls of our page, and lets them be cancelled.
import type { WebContents } from 'electron';
import * as z from 'zod';
import type { Message } from './contract.ts';
import { channels } from './ipcChannels.ts';
import { dispatch, isCallName, type Handlers } from './server.ts';
import { untilAborted } from '../model/deadline.ts';
import { cancelled, problem } from '../model/problem.ts';

const idSchema = z.string().min(1).max(64);
const envelopeSchema = z.strictObject({ id: idSchema, name: z.string().max(64), input: z.unknown() });

/** More calls than any page of ours has running at once. */
const mostCalls = 16;

export interface IpcOptions {
  /** May still be on their way when the page asks first, or never come; calls then wait for them until they are stopped. */
  readonly handlers: Handlers | Promise<Handlers>;
  readonly window: WebContents;
  readonly onBug: (bug: unknown) => void;
}

/** Takes what the door (ipcDoor.ts) has let in. */
export interface IpcServer {
  /** Runs one call; resolves with the message that ends it. A payload that fits nothing is the problem `request.invalid`; a bug rejects without detail. */
  call(raw: unknown): Promise<Message>;
  /** Aborts a running call; an unknown id is ignored. */
  cancel(raw: unknown): void;
  /** Stops what runs; resolves when every call has ended, its roll-back included. */
  end(): Promise<void>;
}

/** Makes the server of one window's page. */
export function serveIpc(options: IpcOptions): IpcServer {
  const running = new Map<string, AbortController>();
  let oneEnded: () => void = () => {};

  const call = async (raw: unknown): Promise<Message> => {
    const envelope = envelopeSchema.safeParse(raw);
    if (!envelope.success || !isCallName(envelope.data.name) || running.has(envelope.data.id) || running.size >= mostCalls) {
      return { kind: 'problem', problem: problem('request.invalid', { call: '', place: '' }) };
    }
    const { id, name, input } = envelope.data;
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const handlers = await untilAborted(Promise.resolve(options.handlers), abort.signal);
      if (handlers === undefined) return { kind: 'problem', problem: cancelled };
      return await dispatch(handlers, name, input, {
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
  };

  // A page that is reloaded or gone can no longer cancel or receive: what it had running ends with it.
  const abortAll = () => {
    for (const abort of running.values()) abort.abort();
  };
  options.window.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) abortAll();
  });
  options.window.on('destroyed', abortAll);

  return {
    call,
    cancel(raw) {
      const id = idSchema.safeParse(raw);
      if (id.success) running.get(id.data)?.abort();
    },
    async end() {
      abortAll();
      while (running.size > 0) await new Promise<void>((resolve) => (oneEnded = resolve));
    },
  };
}
