// The bridge as the page holds it: typed calls over any carrier, every answer validated against the contract.
import { contract, type CallInput, type CallName, type CallOutput, type Problem, type Result } from './contract.ts';
import type { OnProgress } from '../model/walk.ts';

/** Carries one call; resolves with the raw value or a problem. Rejects only when the carrier itself is broken. */
export type Carrier = (
  name: CallName,
  input: unknown,
  options: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
) => Promise<{ readonly value: unknown } | { readonly problem: Problem }>;

export interface Bridge {
  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress },
  ): Promise<Result<CallOutput<N>>>;
}

const never = new AbortController().signal;

/** Builds the bridge over a carrier. A malformed answer is a bug of the other end and is thrown as one. */
export function bridgeOver(carrier: Carrier): Bridge {
  return {
    async call(name, input, options = {}) {
      const answer = await carrier(name, input, { signal: options.signal ?? never, onProgress: options.onProgress ?? (() => {}) });
      if ('problem' in answer) return { ok: false, problem: answer.problem };
      return { ok: true, value: contract[name].output.parse(answer.value) as CallOutput<typeof name> };
    },
  };
}
