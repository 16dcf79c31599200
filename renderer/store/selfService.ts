// Self-service: the job's steps done in one go after one yes, by the same actions that a technician takes one by one.
import { selfServiceTasks, type AppState, type SelfServiceTask } from './state.ts';
import type { Tools } from './slice.ts';

type SelfServiceSlice = Pick<AppState, 'selfService' | 'prepare' | 'changeAddress'>;

/** Each task: the work, and whether the next one may follow. */
const tasks: Readonly<Record<SelfServiceTask, (get: () => AppState) => Promise<boolean>>> = {
  async inspect(get) {
    await get().inspect();
    const { value, problem } = get().inspection;
    return problem === null && value !== null && value.outlooks.length > 0 && value.running.length === 0;
  },
  async reach(get) {
    await get().check(null);
    const { value, problem } = get().reach;
    return problem === null && value !== null && value.verdict !== 'blocked';
  },
  async keys(get) {
    await get().loadPlan();
    const plan = get().keys.value;
    if (get().keys.problem === null && plan && (plan.counts.change > 0 || plan.interrupted !== null)) await get().applyKeys();
    const { value, problem } = get().keys;
    return problem === null && value !== null && value.counts.change === 0;
  },
  async profile(get) {
    await get().ensureProfile(get().profile.mode);
    const { problem, nameProblem, verified, ensured } = get().profile;
    const isUsable = verified?.state === 'blank' || verified?.state === 'bluemind' || verified?.state === 'pending';
    return problem === null && nameProblem === null && isUsable && ensured?.opens === true;
  },
};

/** Preparing everything, and going back to the address. */
export function selfServiceSlice({ get, patch, guard }: Tools): SelfServiceSlice {
  return {
    selfService: { screen: 'address', running: null, done: [], stopped: null },
    prepare: () =>
      guard(async () => {
        if (get().selfService.running !== null) return;
        patch('selfService', { screen: 'preparing', done: [], stopped: null });
        // A report that was saved before tells of the attempt before.
        patch('report', { saved: null, problem: null });
        for (const task of selfServiceTasks) {
          patch('selfService', { running: task });
          const isGood = await tasks[task](get);
          if (!isGood) {
            patch('selfService', { running: null, stopped: task });
            return;
          }
          patch('selfService', { done: [...get().selfService.done, task] });
        }
        patch('selfService', { running: null, screen: 'outlook' });
      }),
    changeAddress() {
      patch('selfService', { screen: 'address', stopped: null });
    },
  };
}
