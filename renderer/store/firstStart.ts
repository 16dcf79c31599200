// The first start: Outlook is opened, then the profile is looked at until BlueMind's account is in it.
import type { ProfileVerification } from '../../electron/bridge/contract.ts';
import type { AppState } from './state.ts';
import type { Tools } from './slice.ts';

type FirstStartSlice = Pick<AppState, 'firstStart' | 'openOutlook' | 'watchProfile' | 'stopWatching' | 'forgetFirstStart'>;

/** How long to wait between two looks at the profile, in milliseconds: the registry of a PC at work is not asked more often. */
const pauseMs = 1000;

/** What may still become the account: a blank profile, and one that Outlook makes when it starts. */
const isWaiting = (seen: ProfileVerification | null): boolean => seen?.state === 'blank' || seen?.state === 'pending';

/** Opening Outlook and watching its profile. */
export function firstStartSlice({ get, patch, call, guard }: Tools): FirstStartSlice {
  let watch = new AbortController();
  /** How often watching was stopped. */
  let stops = 0;
  /** The account that was waited for is there: the person, who is in Outlook now, finds the report when they come back. */
  const moveOn = (): void => {
    if (get().session.step === 'firstStart') get().openStep('report');
  };
  const request = () => ({ email: get().address.email, name: get().profile.name });
  /** Looks at the profile until it is no longer waiting. Goes on only where the account was waited for: whoever finds it there stays. */
  const watchUntil = async (isAwaited: boolean): Promise<void> => {
    watch.abort();
    const mine = (watch = new AbortController());
    const isStopped = (): boolean => mine.signal.aborted;
    patch('firstStart', { watching: true, problem: null });
    for (let awaited = isAwaited; ; awaited = true) {
      const answer = await call('verifyProfile', { ...request(), wanted: get().profile.mode }, { signal: mine.signal });
      if (isStopped()) return;
      if (!answer.ok) {
        patch('firstStart', { problem: answer.problem });
        break;
      }
      patch('firstStart', { seen: answer.value });
      if (answer.value.state === 'bluemind' && awaited) moveOn();
      if (!isWaiting(answer.value)) break;
      await pause(pauseMs, mine.signal);
      if (isStopped()) return;
    }
    if (watch === mine) patch('firstStart', { watching: false });
  };
  return {
    firstStart: { opening: false, watching: false, opened: false, seen: null, problem: null },
    openOutlook: () =>
      guard(async () => {
        const stopsBefore = stops;
        const asked = request();
        const isThere = get().firstStart.seen?.state === 'bluemind';
        patch('firstStart', { opening: true, problem: null });
        const answer = await call('openOutlook', asked);
        const { email, name } = request();
        const isSame = email === asked.email && name === asked.name;
        patch('firstStart', { opening: false, opened: answer.ok && isSame, problem: answer.ok || !isSame ? null : answer.problem });
        // Whoever has left the step, or stopped watching, does not wait for the account any more.
        if (answer.ok && isSame && stops === stopsBefore) await watchUntil(!isThere);
      }),
    watchProfile: () => guard(() => watchUntil(false)),
    stopWatching() {
      stops += 1;
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
