// The keys step: the plan, the optional keys that were chosen, apply and undo.
import type { CheckReport, Plan } from '../../electron/bridge/contract.ts';
import { chosenOutside } from './decided.ts';
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type KeysSlice = Pick<AppState, 'keys' | 'loadPlan' | 'choose' | 'applyKeys' | 'undoKeys'>;

/** Plan, choose, apply, undo; the newest plan wins over one that is still on its way. */
export function keysSlice({ get, patch, call, guard, sameMailbox }: Tools): KeysSlice {
  let reading = new AbortController();
  const request = () => {
    const { email, catalogue } = get().address;
    return { email, catalogue, chosen: [...get().keys.chosen], language: get().session.language };
  };
  /** Where Outlook goes follows from the registry: the check on the screen is judged again. One that is running brings its own answer. */
  const showJudged = (check: CheckReport | null): void => {
    const { running, value } = get().reach;
    if (check && !running && check.email === value?.email) patch('reach', { value: check });
  };
  /** What was written stays written; the plan that came with it is another mailbox's once the address has changed. */
  const showPlan = async (isSame: boolean, plan: Plan, check: CheckReport | null): Promise<void> => {
    if (!isSame) {
      await get().loadPlan();
      return;
    }
    patch('keys', { value: plan });
    showJudged(check);
  };
  return {
    keys: { ...idle(), chosen: [], writing: false, applied: null, restored: null },
    loadPlan: () =>
      guard(async () => {
        reading.abort();
        const mine = (reading = new AbortController());
        patch('keys', { running: true, problem: null });
        const isSame = sameMailbox();
        const answer = await call('planKeys', request(), { signal: mine.signal });
        if (reading !== mine || !isSame()) return;
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
        const isSame = sameMailbox();
        const answer = await call('applyKeys', request());
        if (!answer.ok) {
          patch('keys', { writing: false, problem: answer.problem });
          return;
        }
        const { plan, changed, backup, check } = answer.value;
        patch('keys', { writing: false, applied: { changed, backup } });
        await showPlan(isSame(), plan, check);
      }),
    undoKeys: (overwrite) =>
      guard(async () => {
        patch('keys', { writing: true, problem: null, applied: null, restored: null });
        const isSame = sameMailbox();
        const { email, catalogue, language } = request();
        const answer = await call('undoKeys', { email, catalogue, language, overwrite: [...overwrite] });
        if (!answer.ok) {
          patch('keys', { writing: false, problem: answer.problem });
          return;
        }
        const { plan, restored, check } = answer.value;
        patch('keys', { writing: false, restored, chosen: chosenOutside(get().session.start) });
        await showPlan(isSame(), plan, check);
      }),
  };
}
