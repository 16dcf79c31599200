// What the calls of one page found and did, for its report; what belongs to an address is forgotten when the page turns to another one.
import { noResults, type Results } from '../job/results.ts';
import type { CheckReport } from '../model/check.ts';
import { parseMailAddress } from '../model/mailAddress.ts';
import type { Result } from '../model/result.ts';
import type { Settings } from '../policy/settings.ts';
import { judgeAddress } from './opening.ts';

/** What is found for one address, and says nothing about another. */
const nothingFound = { check: null, plan: null, profile: null, signIns: null } as const satisfies Partial<Results>;

export interface JobMemory {
  readonly results: Results;
  /** The job is about this address now, as it was typed. */
  about(email: string): void;
  /** The last check, if it was of this address. */
  checkOf(email: string | null): CheckReport | null;
  add(found: Partial<Results>): void;
  /** Runs work whose value belongs into the results. What it found for an address that the job is not about any more stays out. */
  readonly remember: <T>(work: Promise<Result<T>>, merge: (value: T) => Partial<Results>) => Promise<Result<T>>;
}

/** The memory of one page, empty. */
export function createMemory(settings: Settings): JobMemory {
  let results: Results = noResults;
  const add = (found: Partial<Results>): void => {
    results = { ...results, ...found };
  };
  return {
    get results() {
      return results;
    },
    about(typed) {
      const email = canonical(typed);
      if (email === results.email) return;
      const { notice } = judgeAddress(settings, email, []);
      add({ ...nothingFound, email, notices: notice ? [notice] : [] });
    },
    checkOf: (typed) => (typed !== null && results.check?.email === canonical(typed) ? results.check : null),
    add,
    async remember(work, merge) {
      const { email } = results;
      const outcome = await work;
      if (!outcome.ok) return outcome;
      const found = merge(outcome.value);
      add(email === results.email ? found : done(found));
      return outcome;
    },
  };
}

/** The address as a check names it; nothing while it cannot be used. */
function canonical(typed: string): string {
  const parsed = parseMailAddress(typed);
  return parsed.ok ? parsed.value.address : '';
}

/** What was done on the PC, whichever address it was done for. */
function done(found: Partial<Results>): Partial<Results> {
  return Object.fromEntries(Object.entries(found).filter(([name]) => !Object.hasOwn(nothingFound, name)));
}
