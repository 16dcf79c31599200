// The bridge that the page sees in the desktop window: three channels and nothing else; runs sandboxed and isolated from the page.
import { contextBridge, ipcRenderer } from 'electron';
import { channels, type IpcBridge } from './bridge/ipcChannels.ts';

const bridge: IpcBridge = {
  async call(id, name, input, onProgress) {
    const listen = (_event: unknown, of: unknown, message: unknown) => {
      if (of === id) onProgress(message);
    };
    ipcRenderer.on(channels.progress, listen);
    try {
      return (await ipcRenderer.invoke(channels.call, { id, name, input })) as unknown;
    } finally {
      ipcRenderer.removeListener(channels.progress, listen);
    }
  },
  cancel(id) {
    ipcRenderer.send(channels.cancel, id);
  },
};

contextBridge.exposeInMainWorld('bluemind', bridge);
