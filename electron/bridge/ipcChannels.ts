// What goes over Electron's ipc: the names of the channels, and the shape of what the preload script gives the page.

export const channels = { call: 'bluemind:call', progress: 'bluemind:progress', cancel: 'bluemind:cancel' } as const;

/** `window.bluemind`: the one thing the page gets from outside its sandbox. */
export interface IpcBridge {
  /** Carries one call; resolves with the message that ends it. `id` is the caller's, unique while the call runs. */
  call(id: string, name: string, input: unknown, onProgress: (message: unknown) => void): Promise<unknown>;
  /** Aborts a running call; an unknown id is ignored. */
  cancel(id: string): void;
}
