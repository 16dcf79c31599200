// An outcome that may be an expected failure, carried as a value instead of an exception.
import type { Problem } from './problem.ts';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Wraps a value that was obtained as hoped. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function failure(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

/** For the default branch of an exhaustive switch: the compiler refuses a case that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
