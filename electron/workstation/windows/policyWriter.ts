// The registry that an elevated helper writes for this process: changes go over its pipe, reading needs no rights.
import { timingSafeEqual } from 'node:crypto';
import type { Server, Socket } from 'node:net';
import { parseJsonText } from '../../model/jsonText.ts';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { changeOneByOne } from '../registry/severalValues.ts';
import { helperLineSchema, longestLine, type PolicyChange } from './elevationMessages.ts';
import { linesOf } from './lines.ts';

/** Leaves out one property of each member of a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A helper that has shown who it is, and what it says from then on. */
export interface HelperConnection {
  readonly socket: Socket;
  readonly lines: AsyncGenerator<string>;
}

/** The connection of the helper that shows the secret; others are hung up on. */
export function waitForHelper(server: Server, secret: string): Promise<HelperConnection> {
  return new Promise((resolve) => {
    server.on('connection', (socket) => {
      socket.setEncoding('utf8');
      socket.on('error', () => socket.destroy());
      const lines = linesOf(socket as AsyncIterable<string>, longestLine);
      void lines
        .next()
        .then(({ value }) => {
          const hello = parse(typeof value === 'string' ? value : '');
          if (!hello || !('secret' in hello) || !sameText(hello.secret, secret)) {
            socket.destroy();
            return;
          }
          resolve({ socket, lines });
        })
        .catch(() => socket.destroy());
    });
  });
}

/**
 * A registry whose changes the helper carries out. What it reports is not trusted: reading goes past it, so that reading back shows
 * what is really there. Problem `elevation.failed` {reason} when the helper has gone.
 */
export function createPolicyWriter(registry: Registry, { socket, lines }: HelperConnection): Registry {
  const waiting = new Map<number, (outcome: Result<void>) => void>();
  const gone = (): Result<void> => failure(problem('elevation.failed', { reason: 'ended' }));
  let last = 0;

  const listen = async (): Promise<void> => {
    for await (const line of lines) {
      const answer = parse(line);
      if (!answer || !('id' in answer)) break;
      waiting.get(answer.id)?.(answer.problem ? failure(answer.problem) : success(undefined));
      waiting.delete(answer.id);
    }
  };
  void listen()
    .catch(() => undefined)
    .then(() => {
      socket.destroy();
      for (const answer of waiting.values()) answer(gone());
      waiting.clear();
    });

  const ask = (change: Without<PolicyChange, 'id'>): Promise<Result<void>> => {
    if (socket.destroyed) return Promise.resolve(gone());
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      socket.write(`${JSON.stringify({ id, ...change })}\n`);
    });
  };
  const setValue: Registry['setValue'] = (key, name, data) => ask({ change: 'setValue', path: key, name, data });
  const deleteValue: Registry['deleteValue'] = (key, name) => ask({ change: 'deleteValue', path: key, name });
  return {
    backend: registry.backend,
    readKey: (key) => registry.readKey(key),
    readValues: (key, names) => registry.readValues(key, names),
    hasKey: (key) => registry.hasKey(key),
    createKey: (key) => ask({ change: 'createKey', path: key }),
    setValue,
    deleteValue,
    // Each by itself: the helper judges every value by its name.
    changeValues: (key, changes) => changeOneByOne({ setValue, deleteValue }, key, changes),
    deleteKey: (key) => ask({ change: 'deleteKey', path: key }),
  };
}

function parse(line: string) {
  const json = parseJsonText(line);
  return json.ok ? helperLineSchema.safeParse(json.value).data : undefined;
}

function sameText(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}
