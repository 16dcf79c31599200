// Practice only: the faults that the pretend server can be given.
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type PracticeSlice = Pick<AppState, 'practice' | 'showPractice' | 'setFault'>;

/** Faults on and off; `value` holds the ids that are on. */
export function practiceSlice({ get, patch, call, guard }: Tools): PracticeSlice {
  /** One change after the other: each is made to the list that the one before has left. */
  let last = Promise.resolve();
  return {
    practice: { ...idle(), open: false, wasOpen: false },
    showPractice(open) {
      patch('practice', open ? { open, wasOpen: true } : { open });
    },
    setFault(id, on) {
      last = last.then(() =>
        guard(async () => {
          const others = (get().practice.value ?? []).filter((fault) => fault !== id);
          patch('practice', { running: true, problem: null });
          const answer = await call('setFaults', { faults: on ? [...others, id] : others });
          patch('practice', answer.ok ? { running: false, value: answer.value.faults } : { running: false, problem: answer.problem });
        }),
      );
      return last;
    },
  };
}
