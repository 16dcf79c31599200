// Debian's tinyproxy on loopback: open, behind a password, or refusing a list of hosts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath, startProxyProgram, type ProxyProgram } from './proxyProgram.ts';

const tinyproxy = programPath('tinyproxy');

/** The reason to skip a test, `false` when the program is here. */
export const withoutTinyproxy = tinyproxy === undefined ? 'tinyproxy is not installed (Debian: apt-get install tinyproxy)' : false;

/** `filtered` = every host is refused; `password` = 407 for whoever does not sign in. */
export function startTinyproxy(way: 'open' | 'password' | 'filtered'): Promise<ProxyProgram> {
  if (tinyproxy === undefined) throw new Error('tinyproxy is not installed');
  return startProxyProgram(
    tinyproxy,
    (configuration) => ['-d', '-c', configuration],
    (port, folder) => {
      const filter = join(folder, 'filter');
      writeFileSync(filter, '.*\n');
      return [
        `Port ${port}`,
        'Listen 127.0.0.1',
        'Timeout 20',
        'MaxClients 40',
        'Allow 127.0.0.1',
        'LogLevel Error',
        ...(way === 'password' ? ['BasicAuth technician not-for-us'] : []),
        ...(way === 'filtered' ? [`Filter "${filter}"`, 'FilterExtended On'] : []),
        '',
      ].join('\n');
    },
  );
}
