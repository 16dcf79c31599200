// Entry: the same job in a browser tab, for development and practice; never part of the packaged app.
import { fileURLToPath } from 'node:url';
import { createHandlers } from './bridge/handlers.ts';
import { startLoopback } from './bridge/loopback.ts';
import { success, type Result } from './model/result.ts';
import type { Language } from './model/walk.ts';
import { openDecided, type WindowChoice } from './openDecided.ts';
import { program } from './program.ts';

export interface BrowserAppOptions extends Omit<WindowChoice, 'language'> {
  /** The person's own; a policy may decide otherwise. */
  readonly language: Language;
  /** TCP port on 127.0.0.1; absent = any free one. */
  readonly port?: number;
  /** Told once, when a browser has opened the address. */
  readonly onSession?: () => void;
}

export interface BrowserApp {
  /** Opens in one browser tab, once: it carries a one-time token in its fragment. */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

const builtPage = fileURLToPath(new URL('../build/out/page', import.meta.url));

/**
 * Opens the workstation and serves the built page on loopback. Problems are those of `openDecided`;
 * rejects with the system's error when the port is taken.
 */
export async function startBrowserApp(options: BrowserAppOptions): Promise<Result<BrowserApp>> {
  if ('electron' in process.versions) throw new Error('the browser entry is not for the desktop app');
  const { language, port, onSession, ...choice } = options;
  const opened = await openDecided(choice, language);
  if (!opened.ok) return opened;
  const { workstation, settings } = opened.value;
  try {
    const server = await startLoopback({
      handlers: createHandlers({ workstation, settings, program }),
      pageFolder: builtPage,
      onBug: (bug) => {
        console.error(bug);
      },
      ...(port === undefined ? {} : { port }),
      ...(onSession === undefined ? {} : { onSession }),
    });
    return success({
      address: server.address,
      port: server.port,
      async close() {
        await server.close();
        await workstation.close();
      },
    });
  } catch (error) {
    await workstation.close();
    throw error;
  }
}
