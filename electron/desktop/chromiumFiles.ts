// Where Chromium keeps its own files: on this PC. Its usual place on Windows, AppData\Roaming, travels with the person.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { dataFolder } from '../model/dataFolder.ts';

/** The folder of the account that runs the program, for everything that is the program's own. */
export function ownFolder(): string {
  return dataFolder({ platform: process.platform, home: homedir(), environment: process.env });
}

/** Has to be said before Chromium is ready. What runs beside a window keeps out of the window's. */
export function keepChromiumFiles(folder: 'window' | 'commands'): void {
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(ownFolder(), folder));
}
