// On Windows: how long `inspect` takes in this process, from opening the workstation to its answer, cold and once more. node inspectRun.ts OUTPUT
import { writeFile } from 'node:fs/promises';
import { inspect } from '../../electron/job/inspect.ts';
import { findWorkstation } from '../../electron/openWorkstation.ts';

export interface InspectRun {
  readonly coldMs: number;
  readonly warmMs: number;
}

const [output] = process.argv.slice(2);
if (output === undefined) throw new Error('usage: inspectRun.ts OUTPUT');

async function inspected(): Promise<number> {
  const began = performance.now();
  const found = await findWorkstation({ kind: 'windows' });
  const opened = found.ok ? await found.value.open({}) : found;
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem));
  const context = {
    workstation: opened.value,
    language: 'en',
    program: { name: 'bench', version: '0' },
    timeoutMs: 1,
    budgetMs: 1,
  } as const;
  const inspection = await inspect(
    context,
    { catalogue: 'bluemind-5' },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  const ms = performance.now() - began;
  if (!inspection.ok || inspection.value.registry !== 'native') throw new Error(JSON.stringify(inspection));
  await opened.value.close();
  return ms;
}

const coldMs = await inspected();
await writeFile(output, JSON.stringify({ coldMs, warmMs: await inspected() } satisfies InspectRun));
