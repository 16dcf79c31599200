// The bridge's door in the main process: opens both ipc channels before whoever answers is loaded, and lets in our own page only.
import { ipcMain, type WebContents } from 'electron';
import type { Message } from './contract.ts';
import type { IpcServer } from './ipc.ts';
import { channels } from './ipcChannels.ts';
import { isOwnSender } from './ipcSender.ts';

export interface IpcDoorOptions {
  readonly window: WebContents;
  /** Origin of the page, e.g. `app://bluemind`. */
  readonly origin: string;
  /** Whoever answers; asked for at each call of our own page, which waits for it. A rejection rejects the call without detail. */
  readonly server: () => Promise<IpcServer>;
}

/** Made without the schemas of the contract: they are loaded behind the door. */
const refused: Message = { kind: 'problem', problem: { code: 'session.refused', data: {} } };

/** Opens the channels, once in a program. A foreign sender gets `session.refused` and nothing is loaded for it. */
export function openIpcDoor(options: IpcDoorOptions): void {
  ipcMain.handle(channels.call, async (event, raw: unknown): Promise<Message> => {
    if (!isOwnSender(event, options)) return refused;
    let server: IpcServer;
    try {
      server = await options.server();
    } catch {
      throw new Error('the call could not be carried out');
    }
    return server.call(raw);
  });
  ipcMain.on(channels.cancel, (event, raw: unknown) => {
    if (!isOwnSender(event, options)) return;
    // A call that waits for the same server is in its hands before this is.
    options.server().then(
      (server) => {
        server.cancel(raw);
      },
      () => undefined,
    );
  });
}
