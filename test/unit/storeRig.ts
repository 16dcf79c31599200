// The page's store over a bridge whose answers the test gives, one by one and in the order it likes.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../electron/bridge/client.ts';
import type { CallName, Problem } from '../../electron/bridge/contract.ts';
import type { Groups } from '../../renderer/store/slice.ts';
import type { AppState } from '../../renderer/store/state.ts';
import { createAppStore } from '../../renderer/store/store.ts';

/** One call that the store made. */
export interface Asked {
  readonly name: CallName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal | undefined;
  /** Ends the call; resolves when the store has taken it in. */
  answer(value: unknown): Promise<void>;
  refuse(problem: Problem): Promise<void>;
}

export interface StoreRig {
  readonly store: StoreApi<AppState>;
  readonly state: AppState;
  /** Every call so far, in its order. */
  readonly asked: readonly Asked[];
  /** The newest call of that name; fails where there is none. */
  last(name: CallName): Asked;
  count(name: CallName): number;
  /** Changes what the page knows, as if it had come about. */
  know<K extends keyof Groups>(group: K, fields: Partial<Groups[K]>): void;
  /** Has the page set up that address, found right, with `bluemind-5`. */
  accept(email: string): void;
}

/** Lets everything run that waits for nothing else. */
export const settle = (): Promise<void> => setImmediate(undefined);

/** A store of its own; a bug in it fails the test at its next `settle`. */
export function storeRig(): StoreRig {
  const asked: Asked[] = [];
  const bridge = {
    call: (name: CallName, input: Asked['input'], options: { signal?: AbortSignal } = {}) =>
      new Promise<unknown>((resolve) => {
        const end = async (result: unknown): Promise<void> => {
          resolve(result);
          await settle();
        };
        asked.push({
          name,
          input,
          signal: options.signal,
          answer: (value) => end({ ok: true, value }),
          refuse: (problem) => end({ ok: false, problem }),
        });
      }),
  } as unknown as Bridge;
  const store = createAppStore({ bridge, language: 'en', showLanguage: () => Promise.resolve(), saveFile: () => undefined });
  const know: StoreRig['know'] = (group, fields) => store.setState((state) => ({ [group]: { ...state[group], ...fields } }));
  return {
    store,
    get state() {
      assert.equal(store.getState().session.broken, null);
      return store.getState();
    },
    asked,
    last(name) {
      const call = asked.findLast((each) => each.name === name);
      assert.ok(call, `${name} was not called`);
      return call;
    },
    count: (name) => asked.filter((each) => each.name === name).length,
    know,
    accept(email) {
      store.getState().setEmail(email);
      know('address', { accepted: true, catalogue: 'bluemind-5' });
    },
  };
}
