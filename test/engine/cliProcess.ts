// Runs the command line as a process of its own, as a person or a logon script does.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const cliEntry = join(import.meta.dirname, '../../electron/cli.ts');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts it with arguments; `ended` resolves with everything it said. */
export function startCli(
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
) {
  const child: ChildProcess = spawn(process.execPath, [cliEntry, ...args], {
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A process that never reads its input may be gone before it was written.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs it to its end. */
export function cli(args: readonly string[], options: Parameters<typeof startCli>[1] = {}): Promise<Ended> {
  return startCli(args, options).ended;
}
