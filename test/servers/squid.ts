// Squid on loopback: open, behind a password, or refusing everything.
import { existsSync } from 'node:fs';
import { programPath, startProxyProgram, type ProxyProgram } from './proxyProgram.ts';

const squid = programPath('squid');
/** A checker of passwords that comes with Squid and lets everybody in; nobody gets as far as that. */
const checker = '/usr/lib/squid/basic_fake_auth';

/** The reason to skip a test, `false` when the program is here. */
export const withoutSquid = squid === undefined || !existsSync(checker) ? 'squid is not installed (Debian: apt-get install squid)' : false;

const access = {
  open: ['http_access allow all'],
  password: [
    `auth_param basic program ${checker}`,
    'auth_param basic children 1',
    'auth_param basic realm Company proxy',
    'acl signedIn proxy_auth REQUIRED',
    'http_access allow signedIn',
    'http_access deny all',
  ],
  closed: ['http_access deny all'],
} as const;

/** Starts Squid; it never keeps anything. */
export function startSquid(way: keyof typeof access): Promise<ProxyProgram> {
  if (squid === undefined) throw new Error('squid is not installed');
  return startProxyProgram(
    squid,
    (configuration) => ['-N', '-f', configuration],
    (port, folder) =>
      [
        `http_port 127.0.0.1:${port}`,
        'pid_filename none',
        'access_log none',
        'cache_log /dev/null',
        'cache deny all',
        'cache_mem 8 MB',
        `coredump_dir ${folder}`,
        'pinger_enable off',
        'shutdown_lifetime 0 seconds',
        'dns_nameservers 127.0.0.1',
        'max_filedescriptors 1024',
        ...access[way],
        '',
      ].join('\n'),
  );
}
