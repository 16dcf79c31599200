// Runs the benches one after the other, prints their figures as tables and keeps them with the facts of this machine.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { root } from './root.ts';

const folder = join(root, 'test', 'bench');
const figuresSchema = z
  .array(
    z.object({
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      limit: z.string().optional(),
      holds: z.boolean().optional(),
    }),
  )
  .min(1);
type Figures = z.infer<typeof figuresSchema>;

const benches = globSync('*.bench.ts', { cwd: folder })
  .map((file) => basename(file, '.bench.ts'))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}.\nusage: npm run bench [-- NAME…], NAME = ${benches.join(', ')}`);
  process.exit(2);
}

function machine(): Readonly<Record<string, string | number>> {
  return {
    system: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** Runs one bench as a process of its own; its figures, or `undefined` when it ended without any (it has said why). */
async function figuresOf(name: string): Promise<Figures | undefined> {
  const child = spawn(process.execPath, [join(folder, `${name}.bench.ts`)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  // The figures are the last line; before it stands what a bench had to fetch.
  const lines = output.trimEnd().split('\n');
  const figures = lines.pop() ?? '';
  for (const line of lines) console.log(line);
  return status === 0 ? figuresSchema.parse(JSON.parse(figures)) : undefined;
}

function table(figures: Figures): string {
  const verdict = { true: 'holds', false: 'DOES NOT HOLD', undefined: '' } as const;
  const rows = figures.map(({ name, value, unit, limit = '', holds }) => [name, `${value} ${unit}`, limit, verdict[`${holds}`]]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}

let failed = 0;
for (const name of asked.length > 0 ? asked : benches) {
  console.log(`\n${name}`);
  const figures = await figuresOf(name);
  if (!figures) {
    failed += 1;
    continue;
  }
  console.log(table(figures));
  failed += figures.filter(({ holds }) => holds === false).length;
  await mkdir(join(folder, 'results'), { recursive: true });
  await writeFile(join(folder, 'results', `${name}.json`), `${JSON.stringify({ machine: machine(), figures }, null, 2)}\n`);
}
process.exitCode = failed > 0 ? 1 : 0;
