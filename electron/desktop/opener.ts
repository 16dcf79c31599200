// The one place that hands anything to the system: a link of the list to the browser, the program's own log to the file manager.
import { shell } from 'electron';
import { allowedLink } from '../model/links.ts';

/** Opens a link of the list in the person's browser; says whether it was one. A browser that cannot be started is told to `onBug`. */
export function openLink(url: string, onBug: (bug: unknown) => void): boolean {
  const link = allowedLink(url);
  if (link !== null) shell.openExternal(link).catch(onBug);
  return link !== null;
}

/** Shows the program's own log file in its folder. */
export function showLog(file: string): void {
  shell.showItemInFolder(file);
}
