// Another process that writes to the same registry key without end: node registryWriter.ts replace|remove PATH
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as native from 'native-reg';
import type { RegistryData } from '../../electron/model/registry.ts';
import { createNativeRegistry } from '../../electron/workstation/windows/nativeRegistry.ts';

/** Written in turn under the name `v`. */
export const sharedValues: readonly RegistryData[] = [
  { type: 'REG_SZ', data: 'long '.repeat(2_000) },
  { type: 'REG_BINARY', data: '00ff' },
  { type: 'REG_DWORD', data: 7 },
  { type: 'REG_MULTI_SZ', data: ['a', 'b', 'c'] },
];

type Work = 'replace' | 'remove';

/** Starts the process; `begun` once it writes, `stop` ends it. */
export function startWriter(work: Work, path: string): { readonly begun: Promise<unknown>; stop(): Promise<void> } {
  const child = spawn(process.execPath, ['--no-warnings', fileURLToPath(import.meta.url), work, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  return {
    begun: once(child.stdout, 'data'),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function work(what: string, path: string): Promise<never> {
  const registry = createNativeRegistry(native, { kind: 'own', sid: null });
  process.stdout.write('writing\n');
  for (let turn = 0; ; turn += 1) {
    const data = sharedValues[turn % sharedValues.length];
    if (what === 'remove') await registry.deleteKey(path);
    else if (data) await registry.setValue(path, 'v', data);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2] ?? '', process.argv[3] ?? '');
