// Starts Electron on one main script and measures until it says a word, or until it has ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Start {
  readonly electron: string;
  /** The main script. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Absent = until the end. */
  readonly word?: string;
}

/** Milliseconds; every start is of a person with folders of their own, kept by `home`. Throws when the program fails. */
export async function startOf({ electron, script, args = [], env = {}, word }: Start, home: string): Promise<number> {
  const app = mkdtempSync(join(home, 'app-'));
  writeFileSync(join(app, 'package.json'), '{"name":"bench","main":"main.cjs"}');
  writeFileSync(join(app, 'main.cjs'), `require(${JSON.stringify(script)});`);
  const root = process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu'] : [];
  const folders = { HOME: home, LOCALAPPDATA: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const began = performance.now();
  const child = spawn(electron, [app, ...root, ...args], {
    env: { ...process.env, ...folders, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  });
  let output = '';
  const said = new Promise<number>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (word !== undefined && output.includes(word)) resolve(performance.now() - began);
    });
  });
  const ended = once(child, 'exit').then(([status]) => ({ status: status as number | null, ms: performance.now() - began }));
  const { status, ms } = await ended;
  if (status !== 0 || (word !== undefined && !output.includes(word))) throw new Error(`${script} ended with ${status}: ${output}`);
  return word === undefined ? ms : said;
}

/** A home folder for one bench. */
export function benchHome(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-desktop-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
