// A hosts file is recognised on a real PC: one with its own files and its own network, made by Linux in a namespace.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';

/** Brings the network up, lays the two files over the system's, then becomes the program behind them. */
const script = 'ip link set lo up && mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/resolv.conf && shift 2 && exec "$@"';
const namespaces = process.getuid?.() === 0 ? ['-mn'] : ['-rmn'];

function onPretendPc(files: readonly string[], ...command: readonly string[]) {
  return spawnSync('unshare', [...namespaces, 'sh', '-c', script, 'sh', ...files, ...command], { encoding: 'utf8', timeout: 60_000 });
}
const canPretend = process.platform === 'linux' && onPretendPc(['/dev/null', '/dev/null'], 'true').status === 0;
const lineSchema = z.object({
  host: z.string(),
  status: z.string().nullable(),
  local: z.string().nullable(),
  published: z.string().nullable(),
});

test(
  'an address that stands in the hosts file is told from one that DNS publishes',
  { skip: canPretend ? false : 'needs Linux, and the right to make namespaces (unshare)' },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hosts-'));
    try {
      const hosts = join(folder, 'hosts');
      const resolver = join(folder, 'resolv.conf');
      await writeFile(hosts, '127.0.0.1 localhost\n10.1.2.3 autodiscover.corp.example\n10.1.2.4 only-here.corp.example\n');
      await writeFile(resolver, 'nameserver 127.0.0.1\n');
      const ended = onPretendPc([hosts, resolver], process.execPath, join(import.meta.dirname, 'dnsHostsFileProbe.ts'));
      assert.equal(ended.status, 0, ended.stderr);
      const lines = ended.stdout
        .trim()
        .split('\n')
        .map((line) => lineSchema.parse(JSON.parse(line)));
      assert.deepEqual(lines, [
        { host: 'autodiscover.corp.example', status: 'warn', local: '10.1.2.3', published: '192.0.2.1' },
        { host: 'only-here.corp.example', status: 'warn', local: '10.1.2.4', published: '–' },
        { host: 'mail.corp.example', status: null, local: null, published: null },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
