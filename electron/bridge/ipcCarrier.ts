// The bridge's carrier in the desktop window: calls go through the preload script's window.bluemind to the main process.
import type { Carrier } from './client.ts';
import { messageSchema, problem } from './contract.ts';
import type { IpcBridge } from './ipcChannels.ts';

declare global {
  interface Window {
    /** Present in the desktop window only. */
    readonly bluemind?: IpcBridge;
  }
}

/** The carrier over `window.bluemind`; every message is checked against the contract before the page sees it. */
export function ipcCarrier(bridge: IpcBridge): Carrier {
  return async (name, input, { signal, onProgress }) => {
    if (signal.aborted) return { problem: problem('cancelled') };
    const id = crypto.randomUUID();
    const cancel = () => {
      bridge.cancel(id);
    };
    signal.addEventListener('abort', cancel);
    try {
      const answer = await bridge.call(id, name, input, (raw) => {
        const message = messageSchema.parse(raw);
        if (message.kind === 'progress') onProgress(message.progress);
      });
      const ending = messageSchema.parse(answer);
      if (ending.kind === 'progress') throw new Error('a call ended with progress');
      return ending.kind === 'problem' ? { problem: ending.problem } : { value: ending.value };
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}
