// Opens a TCP connection to the first address that answers, trying them as Happy Eyeballs does (RFC 8305).
import { connect, isIPv6, type Socket } from 'node:net';
import type { ConnectionAttempt } from '../../model/exchange.ts';
import { errorCode } from './dnsAnswers.ts';

export type ConnectionFailure = 'refused' | 'unreachable' | 'timeout';
export type ConnectionOutcome = { readonly attempts: readonly ConnectionAttempt[] } & (
  { readonly socket: Socket; readonly address: string } | { readonly failure: ConnectionFailure; readonly code: string }
);
type Ending = { readonly socket: Socket; readonly address: string } | { readonly failure: ConnectionFailure; readonly code: string };
/** One try while it goes on; moments of `performance.now()`. */
interface Attempt {
  readonly started: number;
  state: ConnectionAttempt['state'];
  code?: string;
  ended?: number;
}

/** RFC 8305 section 5: the next address is tried after this many milliseconds, while the earlier attempts go on. */
const attemptDelayMs = 250;
/** More addresses than this are not tried. */
const maxAttempts = 8;

/** Socket errors that mean something other than "no way there". */
const failures: Readonly<Record<string, ConnectionFailure>> = { ECONNREFUSED: 'refused', ECONNRESET: 'refused', ETIMEDOUT: 'timeout' };
/** With several addresses the failure that says most about the host is told: an answer says more than silence or a missing route. */
const mostTelling: readonly ConnectionFailure[] = ['refused', 'timeout', 'unreachable'];

/**
 * Connects to one of `addresses` on `port`. The caller owns the socket that comes out; all others are destroyed. Ends when the
 * signal fires, as `timeout`. Written out because Node's own `autoSelectFamily` gives up on an attempt after 250 ms instead of
 * letting it go on beside the next one, so a far-away server with two addresses would be called dead.
 */
export function openConnection(addresses: readonly string[], port: number, signal: AbortSignal): Promise<ConnectionOutcome> {
  const queue = interleaved(addresses).slice(0, maxAttempts);
  return new Promise((resolve) => {
    const open = new Set<Socket>();
    const failed: { failure: ConnectionFailure; code: string }[] = [];
    const attempts = new Map<string, Attempt>();
    let timer: NodeJS.Timeout | undefined;
    let ended = false;

    const end = (outcome: Ending): void => {
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      for (const socket of open) if (!('socket' in outcome) || socket !== outcome.socket) socket.destroy();
      resolve({ ...outcome, attempts: attemptsUntil(performance.now(), attempts) });
    };
    const stop = (): void => end({ failure: 'timeout', code: 'ETIMEDOUT' });
    const next = (): void => {
      clearTimeout(timer);
      const address = queue.shift();
      if (ended || address === undefined) return;
      const socket = connect({ host: address, port });
      open.add(socket);
      const attempt: Attempt = { started: performance.now(), state: 'pending' };
      attempts.set(address, attempt);
      socket.once('connect', () => {
        if (ended) return;
        attempt.state = 'connected';
        end({ socket, address });
      });
      // Stays after the connection stands: a socket error without a listener would end the process.
      socket.on('error', (error) => {
        open.delete(socket);
        if (ended) return;
        const code = errorCode(error);
        Object.assign(attempt, { state: 'failed', code, ended: performance.now() });
        failed.push({ failure: failures[code] ?? 'unreachable', code });
        if (queue.length > 0) next();
        else if (open.size === 0) end(worthTelling(failed));
      });
      if (queue.length > 0) timer = setTimeout(next, attemptDelayMs);
    };

    if (queue.length === 0) end({ failure: 'unreachable', code: 'ENOADDRESS' });
    else if (signal.aborted) stop();
    else {
      signal.addEventListener('abort', stop, { once: true });
      next();
    }
  });
}

function attemptsUntil(now: number, attempts: ReadonlyMap<string, Attempt>): ConnectionAttempt[] {
  return [...attempts].map(([address, { started, state, code, ended = now }]) => ({
    address,
    state,
    ...(code === undefined ? {} : { code }),
    ms: ended - started,
  }));
}

function worthTelling(failed: readonly { failure: ConnectionFailure; code: string }[]): Ending {
  for (const failure of mostTelling) {
    const match = failed.find((entry) => entry.failure === failure);
    if (match) return match;
  }
  return { failure: 'unreachable', code: 'unknown' };
}

/** RFC 8305 section 4: the families take turns, beginning with the family of the first address. */
function interleaved(addresses: readonly string[]): string[] {
  const unique = [...new Set(addresses)];
  const first = unique.filter((address) => isIPv6(address) === isIPv6(unique[0] ?? ''));
  const second = unique.filter((address) => !first.includes(address));
  return first.flatMap((address, index) => [address, ...second.slice(index, index + 1)]).concat(second.slice(first.length));
}
