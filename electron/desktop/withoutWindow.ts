// The installed program as the command line: no window, no page, no lock, and the command's exit status.
import { app } from 'electron';
import { runProcess, stopOnSignals } from '../cli/process.ts';

/**
 * Runs one command and ends the program with its status. Chromium starts beside it by itself; it is asked to draw nothing, and its own
 * wish to quit (a signal) stops the command in order instead of killing it. Of the end of a Windows session Electron tells a program without
 * a window nothing (`before-quit` is not emitted then): such a command is ended, and the next start recovers its journal.
 */
export async function runWithoutWindow(args: readonly string[]): Promise<void> {
  app.disableHardwareAcceleration();
  const stop = stopOnSignals();
  app.on('before-quit', (event) => {
    event.preventDefault();
    stop.abort();
  });
  app.exit(await runProcess(args, stop));
}
