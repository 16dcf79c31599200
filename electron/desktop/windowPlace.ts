// The window's place, from one start to the next: put back before it is shown, kept when it closes.
import { screen, type BrowserWindow } from 'electron';
import { keepWindowState, onScreen, readWindowState } from './windowState.ts';

/** Puts the window where it was, as far as the displays of now allow. */
export async function restoreWindow(window: BrowserWindow, file: string): Promise<void> {
  const state = await readWindowState(file);
  if (state === null || window.isDestroyed()) return;
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const bounds = onScreen(state.bounds, areas);
  if (bounds) window.setBounds(bounds);
  // Maximising also shows, on some systems; whoever waits for the page shows it then.
  if (state.maximized) window.once('show', () => window.maximize());
}

/** Remembers the window's place when it closes; `keep` rejects never: a place that cannot be kept is told to `onBug`. */
export function watchWindow(window: BrowserWindow, file: string, onBug: (bug: unknown) => void): { keep(): Promise<void> } {
  let keeping: Promise<void> = Promise.resolve();
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    keeping = keepWindowState(file, state).catch(onBug);
  });
  return { keep: () => keeping };
}
