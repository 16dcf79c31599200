// Runs the same work for many items, so many at once, and hands the results out in the items' order without keeping them all.

interface Limits {
  /** How many items are worked on at once. */
  readonly concurrency: number;
  /** How many finished results may wait for a slow one before them; with the items in work, all that is kept in memory. */
  readonly waiting: number;
}

/**
 * Yields the results one by one. Whoever takes them slowly slows the work down. When the signal fires, nothing more is begun and nothing
 * more is yielded: what was in work then has no result worth showing. Rejects with what the work throws.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  limits: Limits,
  signal: AbortSignal,
): AsyncGenerator<R, void, undefined> {
  const source = items[Symbol.iterator]();
  const begun: Promise<R>[] = [];
  let running = 0;
  let exhausted = false;

  const ended = (): void => {
    running -= 1;
    begin();
  };
  function begin(): void {
    while (!exhausted && !signal.aborted && running < limits.concurrency && begun.length < limits.concurrency + limits.waiting) {
      const next = source.next();
      if (next.done === true) {
        exhausted = true;
        return;
      }
      running += 1;
      const result = work(next.value);
      // The rejection reaches whoever takes the result; here only the place in the row becomes free.
      void result.then(ended, ended);
      begun.push(result);
    }
  }

  try {
    begin();
    for (let first = begun[0]; first !== undefined; first = begun[0]) {
      const result = await first;
      if (signal.aborted) return;
      void begun.shift();
      begin();
      yield result;
    }
  } finally {
    exhausted = true;
  }
}
