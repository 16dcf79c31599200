// On Windows: how long `inspect` takes in this process, from opening the workstation to its answer, cold and once more. node inspectRun.ts OUTPUT
import { writeFile } from 'node:fs/promises';
import { inspect } from '../../electron/job/inspect.ts';
import { findWorkstation } from '../../electron/openWorkstation.ts';

export interface InspectRun {
  readonly coldMs: number;
  readonly warmMs: number;
  /** How many root certificates of the PC there were to look through. */
  readonly roots: number;
}

const [output] = process.argv.slice(2);
if (output === undefined) throw new Error('usage: inspectRun.ts OUTPUT');

async function inspected(): Promise<{ readonly ms: number; readonly roots: number }> {
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
  const roots = await opened.value.registry.readKey('HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates');
  await opened.value.close();
  return { ms, roots: roots.ok ? (roots.value?.subkeys.length ?? 0) : 0 };
}

const cold = await inspected();
const warm = await inspected();
await writeFile(output, JSON.stringify({ coldMs: cold.ms, warmMs: warm.ms, roots: cold.roots } satisfies InspectRun));

// Wine puts this system's roots into its registry when they are first asked for; on Windows they are there. The next run has them. Only
// now: the add-on is part of what is measured.
const koffi = await import('koffi');
const open = koffi.load('crypt32.dll').func('void * __stdcall CertOpenSystemStoreW(uintptr_t provider, str16 name)') as unknown as (
  provider: number,
  name: string,
) => unknown;
open(0, 'ROOT');
