// A bug that nobody caught, as the reason why a command was stopped: told apart from a person's stop, which the command's signal carries as well.
import { problem, type Problem } from '../model/problem.ts';

/** What the command's signal is aborted with; without one it was a person or the system. */
export class Broken {
  readonly bug: unknown;

  constructor(bug: unknown) {
    this.bug = bug;
  }
}

/** The bug that stopped the command, if it was one. */
export function brokenBy({ reason }: AbortSignal): Broken | undefined {
  return reason instanceof Broken ? reason : undefined;
}

/** The problem as it is said: work that a bug stopped tells of a stop only, since it sees no more than that. */
export function whyEnded(ended: Problem, signal: AbortSignal): Problem {
  return ended.code === 'cancelled' && brokenBy(signal) ? problem('bug') : ended;
}
