// Another process that writes to the same registry key without end: node registryWriter.ts replace|remove|exchange PATH
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as koffi from 'koffi';
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

/** There all the time while values that come before and after them, in any order, take turns. */
export const stayingNames: readonly string[] = ['m1', 'm2', 'm3', 'm4', 'm5'];
const exchanged = ['a', 'z'];

type Work = 'replace' | 'remove' | 'exchange';

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

const registry = createNativeRegistry(native, koffi, { kind: 'own', sid: null });

/** What each kind of work does in one turn. */
const turns: Readonly<Record<Work, (path: string, turn: number) => Promise<unknown>>> = {
  replace: (path, turn) => registry.setValue(path, 'v', sharedValues[turn % sharedValues.length] ?? { type: 'REG_NONE', data: '' }),
  remove: (path) => registry.deleteKey(path),
  async exchange(path, turn) {
    if (turn === 0) for (const name of stayingNames) await registry.setValue(path, name, { type: 'REG_DWORD', data: 0 });
    const [gone = '', come = ''] = turn % 2 === 0 ? exchanged : exchanged.toReversed();
    await registry.deleteValue(path, gone);
    await registry.setValue(path, come, { type: 'REG_DWORD', data: turn });
  },
};

async function work(what: Work, path: string): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    await turns[what](path, turn);
    if (turn === 0) process.stdout.write('writing\n');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2] as Work, process.argv[3] ?? '');
