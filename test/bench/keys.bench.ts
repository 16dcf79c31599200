// How fast the whole catalogue is written beside a script of reg.exe processes, and how fast the PC is inspected: on Windows or under Wine.
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../../build/root.ts';
import { bundleForWindows } from '../../build/tests/windowsScripts.ts';
import { atLeast, atMost, informing, median, tell, type Figure } from './figures.ts';
import type { InspectRun } from './inspectRun.ts';
import type { KeysRound } from './keysRun.ts';
import { openWindowsBench, type WindowsBench } from './windowsProcess.ts';

const rounds = 7;
const starts = 7;

const roundsSchema: z.ZodType<readonly KeysRound[]> = z
  .array(
    z.object({ productMs: z.number(), registryMs: z.number(), regExeMs: z.number(), bareCallMs: z.number(), values: z.int().positive() }),
  )
  .length(rounds);
const inspectSchema: z.ZodType<InspectRun> = z.object({ coldMs: z.number(), warmMs: z.number(), roots: z.int() });

/** Both write the same values in one process's life, in turns, so that they meet the same machine. */
async function keys(windows: WindowsBench): Promise<Figure[]> {
  const measured = roundsSchema.parse(await windows.run('keysRun.ts', [String(rounds)]));
  return [
    atLeast('whole catalogue: reg.exe for each value ÷ plan, journal, write, read back', ratioOf(measured), '×', 20),
    atMost('whole catalogue: the registry’s part', median(measured.map(({ registryMs }) => registryMs)), 'ms', 5),
    informing(
      'whole catalogue: the registry’s part ÷ one bare call to it',
      median(measured.map((each) => each.registryMs / each.bareCallMs)),
      '×',
    ),
    informing('one bare call to the registry', median(measured.map(({ bareCallMs }) => bareCallMs)), 'ms'),
    informing('whole catalogue: plan, journal, write, read back', median(measured.map(({ productMs }) => productMs)), 'ms'),
    informing('whole catalogue: reg.exe for each value', median(measured.map(({ regExeMs }) => regExeMs)), 'ms'),
    informing('whole catalogue: values written', median(measured.map(({ values }) => values)), ''),
  ];
}

/** The median of the rounds' ratios, not the ratio of two medians: a round's two halves ran side by side. */
function ratioOf(measured: readonly KeysRound[]): number {
  return median(measured.map(({ productMs, regExeMs }) => regExeMs / productMs));
}

/** Each start is a process of its own, of code that was bundled and compiled before, as that of an installed program is. */
async function inspection(windows: WindowsBench): Promise<Figure[]> {
  const bundled = join(root, 'build', 'out', 'windows-bench', 'bench-scripts');
  await bundleForWindows(bundled, { inspectRun: 'test/bench/inspectRun.ts' });
  const runs: InspectRun[] = [];
  for (let start = 0; start <= starts; start += 1) runs.push(inspectSchema.parse(await windows.run(join(bundled, 'inspectRun.mjs'))));
  const counted = runs.slice(1);
  return [
    atMost('inspect: in a fresh process', median(counted.map(({ coldMs }) => coldMs)), 'ms', 300),
    informing('inspect: once more in the same process', median(counted.map(({ warmMs }) => warmMs)), 'ms'),
    informing('inspect: trusted roots looked through', median(counted.map(({ roots }) => roots)), ''),
  ];
}

const windows = await openWindowsBench();
try {
  tell([...(await keys(windows)), ...(await inspection(windows))]);
} finally {
  windows.close();
}
