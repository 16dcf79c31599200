// A time limit and a caller's signal made one signal, so that every wait below it ends for either reason.

export interface Deadline {
  /** Fires when the time is over or when the caller stops the work. */
  readonly signal: AbortSignal;
  /** Whether it was the time and not the caller that ended it. */
  expired(): boolean;
  /** Lets go of the timer; to be called when the work has ended. */
  done(): void;
}

/**
 * Starts a limit of `timeoutMs` milliseconds under `parent`. Written out because AbortSignal.any needs Node 20.3, and the desktop
 * program may run on an Electron with Node 18.
 */
export function startDeadline(timeoutMs: number, parent: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const stop = (): void => controller.abort();
  const timer = setTimeout(() => {
    expired = true;
    stop();
  }, timeoutMs);
  if (parent.aborted) stop();
  else parent.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    expired: () => expired,
    done: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', stop);
    },
  };
}

/** Waits for `work`, or for the signal; then `undefined` comes out at once and the work's late result is dropped. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) {
    dropped(work);
    return;
  }
  let stop = (): void => {};
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    dropped(work);
  }
}

/** Waits for `work` so many milliseconds at most, or for the signal; as `untilAborted` after that. */
export async function atMost<T>(ms: number, work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const deadline = startDeadline(ms, signal);
  try {
    return await untilAborted(work, deadline.signal);
  } finally {
    deadline.done();
  }
}

/** Keeps a result that nobody waits for any more from becoming an unhandled rejection. */
function dropped(work: Promise<unknown>): undefined {
  work.catch(() => {});
  return undefined;
}
