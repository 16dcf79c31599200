// Self-service: the job's steps done in one go after one yes, by the same actions that a technician takes one by one.
import { selfServiceTasks, type AppState, type SelfServiceTask } from './state.ts';
import type { Tools } from './slice.ts';
import { targetProfile } from './stepState.ts';

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
    await get().loadProfiles();
    if (get().profile.problem === null && !targetProfile(get())) await get().createProfile();
    const { problem, nameProblem, name } = get().profile;
    if (problem !== null || nameProblem !== null) return false;
    await get().verifyProfile(name);
    const state = get().profile.verified?.state;
    return state === 'blank' || state === 'bluemind';
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
