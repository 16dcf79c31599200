// The window's bridge while its handlers are still on their way, or never come because the workstation cannot be opened.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { serveIpc, type IpcOptions } from '../../electron/bridge/ipc.ts';
import type { Handlers } from '../../electron/bridge/server.ts';

const window = () =>
  Object.assign(new EventEmitter(), { isDestroyed: () => false, send: () => undefined }) as unknown as IpcOptions['window'];
const onBug = (bug: unknown) => assert.fail(String(bug));
const stopped = { kind: 'problem', problem: { code: 'cancelled', data: {} } };
const call = (id: string) => ({ id, name: 'start', input: {} });

test('a call that waits for handlers ends with the program', { timeout: 5_000 }, async () => {
  const server = serveIpc({ handlers: new Promise<Handlers>(() => {}), window: window(), onBug });
  const waiting = [server.call(call('1')), server.call(call('2'))];
  await server.end();
  assert.deepEqual(await Promise.all(waiting), [stopped, stopped]);
});

test('or when it is cancelled, or its page is gone; the others wait on', { timeout: 5_000 }, async () => {
  const contents = window();
  let come = (_handlers: Handlers): void => undefined;
  const server = serveIpc({ handlers: new Promise<Handlers>((resolve) => (come = resolve)), window: contents, onBug });
  const [first, second] = [server.call(call('1')), server.call(call('2'))];
  server.cancel('1');
  assert.deepEqual(await first, stopped);
  come({ start: () => Promise.resolve({ ok: false, problem: { code: 'workstation.busy', data: {} } }) } as unknown as Handlers);
  assert.deepEqual(await second, { kind: 'problem', problem: { code: 'workstation.busy', data: {} } });
});
