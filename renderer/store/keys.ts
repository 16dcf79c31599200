// The keys step: the plan, the optional keys that were chosen, apply and undo.
import type { CheckReport } from '../../electron/bridge/contract.ts';
import { chosenOutside } from './decided.ts';
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type KeysSlice = Pick<AppState, 'keys' | 'loadPlan' | 'choose' | 'applyKeys' | 'undoKeys'>;

/** Plan, choose, apply, undo; the newest plan wins over one that is still on its way. */
export function keysSlice({ get, patch, call, guard }: Tools): KeysSlice {
  let reading = new AbortController();
  const request = () => ({ catalogue: get().address.catalogue, chosen: [...get().keys.chosen], language: get().session.language });
  /** Where Outlook goes follows from the registry; a check that is running brings its own answer. */
  const showJudged = (check: CheckReport | null): void => {
    if (check && !get().reach.running) patch('reach', { value: check });
  };
  return {
    keys: { ...idle(), chosen: [], writing: false, applied: null, restored: null },
    loadPlan: () =>
      guard(async () => {
        reading.abort();
        const mine = (reading = new AbortController());
        patch('keys', { running: true, problem: null });
        const answer = await call('planKeys', request(), { signal: mine.signal });
        if (reading !== mine) return;
        patch('keys', answer.ok ? { running: false, value: answer.value } : { running: false, problem: answer.problem });
      }),
    async choose(id, on) {
      const others = get().keys.chosen.filter((chosen) => chosen !== id);
      patch('keys', { chosen: on ? [...others, id] : others });
      await get().loadPlan();
    },
    applyKeys: () =>
      guard(async () => {
        patch('keys', { writing: true, problem: null, applied: null, restored: null });
        const answer = await call('applyKeys', request());
        if (!answer.ok) {
          patch('keys', { writing: false, problem: answer.problem });
          return;
        }
        const { plan, changed, backup, check } = answer.value;
        patch('keys', { writing: false, value: plan, applied: { changed, backup } });
        showJudged(check);
      }),
    undoKeys: (overwrite) =>
      guard(async () => {
        patch('keys', { writing: true, problem: null, applied: null, restored: null });
        const { catalogue, language } = request();
        const answer = await call('undoKeys', { catalogue, language, overwrite: [...overwrite] });
        if (!answer.ok) {
          patch('keys', { writing: false, problem: answer.problem });
          return;
        }
        patch('keys', {
          writing: false,
          value: answer.value.plan,
          restored: answer.value.restored,
          chosen: chosenOutside(get().session.start),
        });
        showJudged(answer.value.check);
      }),
  };
}
