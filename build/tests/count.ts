// How many tests passed, failed and did not run.

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Not run, for whatever reason: an unfinished test (todo) is here too, for it proves nothing. */
  readonly skipped: number;
}

export const nothing: Count = { passed: 0, failed: 0, skipped: 0 };

/** Adds counts up. */
export function sum(counts: readonly Count[]): Count {
  return counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), nothing);
}
