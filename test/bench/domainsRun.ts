// One run of `check --domains-from` as a process of its own, with its time and its memory.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import cliRuntime from '../../build/cliRuntime.json' with { type: 'json' };
import { domainsReportSchema } from '../../electron/model/domains.ts';
import type { startFar } from './farProcess.ts';

const root = join(import.meta.dirname, '../..');
const memorySchema = z.object({ peakKiB: z.number() });

export interface DomainsRun {
  readonly ms: number;
  readonly peakMiB: number;
}

/** Started as `npm run cli` starts it. Milliseconds that the check says it took, and the most memory the whole process held, in MiB (2^20 bytes). */
export async function checkDomains(far: Awaited<ReturnType<typeof startFar>>, domains: number, concurrency: number): Promise<DomainsRun> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const list = join(folder, 'domains.txt');
    const authority = join(folder, 'ca.pem');
    await writeFile(list, Array.from({ length: domains }, (_, index) => `d${index}.bench.example\n`).join(''));
    await writeFile(authority, far.authority);
    const { stdout, stderr } = await run([
      ...cliRuntime.flags,
      '--import',
      join(import.meta.dirname, 'tellMemory.ts'),
      join(root, 'electron/cli.ts'),
      ...['check', '--json', '--email', 'user@bench.example', '--workstation', `practice:${folder}`],
      ...['--domains-from', list, '--concurrency', String(concurrency), '--ca-file', authority],
      ...['--dns-server', `127.0.0.1:${far.dnsPort}`, '--connect-to', `:443::${far.httpsPort}`],
    ]);
    const { summary } = domainsReportSchema.parse(JSON.parse(stdout));
    if (summary.ready !== domains) throw new Error(`only ${summary.ready} of ${domains} domains are ready`);
    return { ms: summary.ms, peakMiB: memorySchema.parse(JSON.parse(stderr)).peakKiB / 1024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, cliRuntime.compileCache) };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve({ stdout, stderr }));
  });
}
