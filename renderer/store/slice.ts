// How a slice of the store is made: the tools every slice gets, and the one place where a bug during work is caught.
import type { StoreApi } from 'zustand/vanilla';
import { cancelled, type CallInput, type CallName, type CallOutput, type OnProgress, type Result } from '../../electron/bridge/contract.ts';
import type { AppState, Surroundings, Work } from './state.ts';

/** The groups of what the page knows: everything in the store that is not an action. */
export type Groups = { [K in keyof AppState as AppState[K] extends (...args: never[]) => unknown ? never : K]: AppState[K] };

export interface Tools extends Omit<Surroundings, 'bridge'> {
  readonly get: StoreApi<AppState>['getState'];
  /** Changes some fields of one group. */
  readonly patch: <K extends keyof Groups>(group: K, change: Partial<Groups[K]>) => void;
  /** One call over the bridge. A call that was stopped through its signal is the problem `cancelled`, however its carrier ends it. */
  readonly call: <N extends CallName>(
    name: N,
    input: CallInput<N>,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress },
  ) => Promise<Result<CallOutput<N>>>;
  /**
   * Taken before a call, asked after it: whether the page is still about that address, those domains and that version of BlueMind. What
   * was found for others is no answer any more.
   */
  readonly sameMailbox: () => () => boolean;
  /** Runs work; what it throws is a bug and ends in the page's calm way out. */
  readonly guard: (work: () => Promise<void>) => Promise<void>;
}

/** The tools of all slices over one store. */
export function toolsFor(store: Pick<StoreApi<AppState>, 'getState' | 'setState'>, surroundings: Surroundings): Tools {
  return {
    ...surroundings,
    get: store.getState,
    patch(group, change) {
      store.setState((state) => ({ [group]: { ...state[group], ...change } }));
    },
    async call(name, input, options = {}) {
      try {
        return await surroundings.bridge.call(name, input, options);
      } catch (thrown) {
        if (options.signal?.aborted) return { ok: false, problem: cancelled };
        throw thrown;
      }
    },
    sameMailbox() {
      const { email, aliases, catalogue } = store.getState().address;
      return () => {
        const now = store.getState().address;
        return now.email === email && now.aliases === aliases && now.catalogue === catalogue;
      };
    },
    async guard(work) {
      try {
        await work();
      } catch (thrown) {
        store.getState().break(thrown);
      }
    },
  };
}

/** Work that was never begun. */
export function idle<T>(): Work<T> {
  return { running: false, value: null, problem: null };
}
