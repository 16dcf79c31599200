// The first start: Outlook is opened, then the profile is looked at until BlueMind's account is in it.
import type { AppState } from './state.ts';
import type { Tools } from './slice.ts';

type FirstStartSlice = Pick<AppState, 'firstStart' | 'openOutlook' | 'watchProfile' | 'stopWatching' | 'forgetFirstStart'>;

/** How long to wait between two looks at the profile, in milliseconds: the registry of a PC at work is not asked more often. */
const pauseMs = 1000;

/** Opening Outlook and watching its profile. */
export function firstStartSlice({ get, patch, call, guard }: Tools): FirstStartSlice {
  let watch = new AbortController();
  /** The account that was waited for is there: the person, who is in Outlook now, finds the report when they come back. */
  const moveOn = (): void => {
    if (get().session.step === 'firstStart') get().openStep('report');
  };
  return {
    firstStart: { opening: false, watching: false, opened: false, seen: null, problem: null },
    openOutlook: () =>
      guard(async () => {
        patch('firstStart', { opening: true, problem: null });
        const answer = await call('openOutlook', { email: get().address.email, name: get().profile.name });
        patch('firstStart', answer.ok ? { opening: false, opened: true } : { opening: false, problem: answer.problem });
        if (answer.ok) await get().watchProfile();
      }),
    watchProfile: () =>
      guard(async () => {
        watch.abort();
        const mine = (watch = new AbortController());
        patch('firstStart', { watching: true, problem: null });
        const stopped = (): boolean => mine.signal.aborted;
        while (!stopped()) {
          const answer = await call('verifyProfile', { email: get().address.email, name: get().profile.name }, { signal: mine.signal });
          if (stopped()) break;
          if (!answer.ok) {
            patch('firstStart', { problem: answer.problem });
            break;
          }
          const waited = get().firstStart.opened || get().firstStart.seen !== null;
          patch('firstStart', { seen: answer.value });
          if (answer.value.state === 'bluemind' && waited) moveOn();
          if (answer.value.state !== 'blank' && answer.value.state !== 'pending') break;
          await pause(pauseMs, mine.signal);
        }
        if (watch === mine) patch('firstStart', { watching: false });
      }),
    stopWatching() {
      watch.abort();
      patch('firstStart', { watching: false });
    },
    forgetFirstStart() {
      get().stopWatching();
      patch('firstStart', { opened: false, seen: null, problem: null });
    },
  };
}

/** Waits; ends early when the signal fires. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
