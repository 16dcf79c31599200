// Opens the page in the person's browser without its one-time token ever standing in a program's arguments, which others on the PC can read.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.ts';

/** The system's own way to open an address; no shell in between. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
  darwin: ['open'],
};

export interface Tab {
  open(address: string): void;
  /** Removes the file that led to the address. */
  forget(): void;
}

/** The browser opens a file that only this user can read; the file leads on to the address. */
export function openTab(): Tab {
  const folder = join(root, 'build', 'out', 'tab');
  const file = join(folder, `${process.pid}.html`);
  return {
    open(address) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const page = `<!doctype html><meta charset="utf-8"><title>BlueMind Outlook Setup</title><meta http-equiv="refresh" content="0;url=${address}">`;
      writeFileSync(file, page, { mode: 0o600 });
      const [command, ...first] = openers[process.platform] ?? (['xdg-open'] as const);
      const child = spawn(command, [...first, pathToFileURL(file).href], { stdio: 'ignore', detached: true });
      const failed = () => console.log(`${command} could not open a browser: please open the address by hand.`);
      child.on('error', failed);
      child.on('exit', (code) => {
        if (code !== null && code !== 0) failed();
      });
      child.unref();
    },
    forget() {
      rmSync(file, { force: true });
    },
  };
}
