// Debian's dnsmasq with the zones a test asks for, on a free loopback port: a DNS server that is not ours.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { userInfo } from 'node:os';

const candidates = [process.env.DNSMASQ_PATH ?? '', '/usr/sbin/dnsmasq', '/opt/homebrew/sbin/dnsmasq'];

/** Where dnsmasq is, `undefined` where it is not installed; the runner installs it where it may. */
export const dnsmasqPath = candidates.find((path) => path !== '' && existsSync(path));

export interface Zone {
  /** Domains it alone knows: other names below them do not exist. Everything else it refuses. */
  readonly domains: readonly string[];
  /** Lines of dnsmasq's configuration, such as `host-record=mail.corp.example,192.0.2.1`. */
  readonly records: readonly string[];
}

export interface Dnsmasq {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Starts it; the caller closes it. Throws what dnsmasq says when it does not start. */
export async function startDnsmasq(zone: Zone): Promise<Dnsmasq> {
  if (dnsmasqPath === undefined) throw new Error('dnsmasq is not installed');
  const port = await freePort();
  const child = spawn(
    dnsmasqPath,
    [
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--no-resolv',
      '--no-hosts',
      '--pid-file=',
      '--log-facility=-',
      `--user=${userInfo().username}`,
      `--port=${port}`,
      '--listen-address=127.0.0.1',
      '--bind-interfaces',
      '--local-ttl=5',
      ...zone.domains.map((domain) => `--local=/${domain}/`),
      ...zone.records.map((record) => `--${record}`),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exit = once(child, 'exit');
  let log = '';
  const started = new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('started, version')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`dnsmasq ended: ${log}`)));
  });
  await started;
  return {
    address: '127.0.0.1',
    port,
    async close() {
      child.kill();
      await exit;
    },
  };
}
