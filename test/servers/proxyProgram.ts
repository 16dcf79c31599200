// Runs a real proxy program on a free loopback port, with a configuration written for one test.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.ts';

export interface ProxyProgram {
  readonly port: number;
  close(): Promise<void>;
}

/** Where a program is, `undefined` when this machine does not have it; proxies stand beside the administrator's programs. */
export function programPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts `path` with the configuration that `configure` writes for its port and folder; done once it accepts connections. */
export async function startProxyProgram(
  path: string,
  args: (configuration: string) => readonly string[],
  configure: (port: number, folder: string) => string,
): Promise<ProxyProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'bmos-proxy-'));
  // Started by root they go on as a user of their own.
  await chmod(folder, 0o777);
  const port = await freePort();
  const configuration = join(folder, 'proxy.conf');
  await writeFile(configuration, configure(port, folder));
  const child = spawn(path, args(configuration), { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said = `${said}${String(text)}`.slice(-4_000)));
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  if (!(await answers(child, port))) {
    await close();
    throw new Error(`${path} did not start: ${said}`);
  }
  return { port, close };
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 150 && child.exitCode === null; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return true;
    await sleep(100);
  }
  return false;
}
