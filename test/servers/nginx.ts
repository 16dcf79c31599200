// A real nginx on loopback that serves TLS hosts with the certificates and protocols a test asks for, and plain http beside them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.ts';
import type { CertificateFiles } from './opensslAuthority.ts';

export interface NginxHost {
  readonly name: string;
  readonly certificate: CertificateFiles;
  /** nginx' `ssl_protocols`; TLS 1.2 and 1.3 when absent. */
  readonly protocols?: string;
  /** Directives for what it answers; a 401 as BlueMind gives it when absent. */
  readonly answer?: string;
}

export interface Nginx {
  /** Every TLS host has a port of its own: nginx takes protocols from the first host of a port. */
  portOf(name: string): number;
  /** Answers plain http with `plain`. */
  readonly httpPort: number;
  /** What it was asked so far. */
  accessLog(): Promise<string>;
  close(): Promise<void>;
}

const bluemind = `add_header WWW-Authenticate 'Basic realm="bm.basic.auth.v2"' always; return 401;`;

/** Starts nginx and waits until it answers. `plain` = directives of the plain http host. */
export async function startNginx(hosts: readonly NginxHost[], plain = 'return 404;'): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const ports = new Map<string, number>();
  for (const { name } of hosts) ports.set(name, await freePort());
  const httpPort = await freePort();
  const portOf = (name: string): number => {
    const port = ports.get(name);
    if (port === undefined) throw new Error(`nginx serves no host ${name}`);
    return port;
  };
  const servers = hosts.map(
    ({ name, certificate, protocols = 'TLSv1.2 TLSv1.3', answer = bluemind }) => `  server {
    listen 127.0.0.1:${portOf(name)} ssl;
    server_name ${name};
    ssl_certificate ${certificate.chain};
    ssl_certificate_key ${certificate.key};
    ssl_protocols ${protocols};
    # OpenSSL 3 has TLS 1.0, SHA-1 and short keys only at this level.
    ssl_ciphers DEFAULT@SECLEVEL=0;
    ${answer}
  }`,
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${folder}/${kind};`);
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  access_log ${folder}/access.log;
${temporary.join('\n')}
${servers.join('\n')}
  server { listen 127.0.0.1:${httpPort}; ${plain} }
}
`,
  );
  const nginx = spawn('nginx', ['-e', join(folder, 'error.log'), '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Debian puts it where only administrators look.
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
  });
  let said = '';
  nginx.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(nginx, 'exit');
  await untilListening(httpPort, () => {
    if (nginx.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
  });
  return {
    portOf,
    httpPort,
    accessLog: () => readFile(join(folder, 'access.log'), 'utf8'),
    close: async () => {
      nginx.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number, stillThere: () => void): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    stillThere();
    const socket = connect(port, '127.0.0.1');
    const answered = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(
      () => false,
    );
    socket.destroy();
    if (answered) return;
    await sleep(25);
  }
  throw new Error('nginx does not listen');
}
