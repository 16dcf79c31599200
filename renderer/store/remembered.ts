// The Autodiscover answers that Outlook remembers: putting the chosen ones away.
import type { AppState } from './state.ts';
import type { Tools } from './slice.ts';

type RememberedSlice = Pick<AppState, 'remembered' | 'putAway'>;

/** The files themselves are part of the inspection, which is made anew once some are gone. */
export function rememberedSlice({ get, patch, call, guard }: Tools): RememberedSlice {
  return {
    remembered: { removing: false, problem: null, removed: null },
    putAway: (names) =>
      guard(async () => {
        patch('remembered', { removing: true, problem: null, removed: null });
        const answer = await call('putAwayRemembered', { names: [...names] });
        if (!answer.ok) {
          patch('remembered', { removing: false, problem: answer.problem });
          return;
        }
        const { files } = answer.value;
        patch('remembered', { removing: false, removed: { count: files.length, file: files[0]?.backup ?? '' } });
        await get().inspect();
      }),
  };
}
