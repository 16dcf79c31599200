// A host with several addresses is reached by the first that answers, without waiting for the dead ones.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { openConnection } from '../../electron/workstation/node/connection.ts';

const never = new AbortController().signal;
let listener: Server;
let port: number;

before(async () => {
  listener = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  port = (listener.address() as AddressInfo).port;
});
after(() => listener.close());

test('an address that refuses gives way to the next one', async () => {
  const outcome = await openConnection(['127.0.0.2', '127.0.0.1'], port, never);
  assert.ok('socket' in outcome);
  assert.equal(outcome.address, '127.0.0.1');
  outcome.socket.destroy();
});
test('when every address fails, the failure that says most is told', async () => {
  const outcome = await openConnection(['::ffff:0.0.0.1', '127.0.0.2'], port, never);
  assert.deepEqual('failure' in outcome && outcome.failure, 'refused');
});
test('no address is unreachable, and a signal that has fired is a time-out', async () => {
  const none = await openConnection([], port, never);
  assert.equal('failure' in none && none.failure, 'unreachable');
  const stopped = await openConnection(['127.0.0.1'], port, AbortSignal.abort());
  assert.equal('failure' in stopped && stopped.failure, 'timeout');
});
