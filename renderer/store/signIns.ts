// Saved sign-ins that Outlook would use before it asks: which there are, which are ticked, and removing those.
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type SignInsSlice = Pick<AppState, 'signIns' | 'loadSignIns' | 'tickSignIn' | 'removeSignIns'>;

/** All are ticked at first: each of them is recognised as in the way. */
export function signInsSlice({ get, patch, call, guard, sameMailbox }: Tools): SignInsSlice {
  const mailbox = () => ({ email: get().address.email, aliases: [...get().address.aliases] });
  return {
    signIns: { ...idle(), unticked: [], removing: false, removed: 0, refused: [] },
    loadSignIns: () =>
      guard(async () => {
        patch('signIns', { running: true, problem: null, removed: 0, refused: [] });
        const isSame = sameMailbox();
        const answer = await call('listSignIns', mailbox());
        if (!isSame()) return;
        patch('signIns', answer.ok ? { running: false, value: answer.value } : { running: false, value: null, problem: answer.problem });
      }),
    tickSignIn(target, on) {
      const others = get().signIns.unticked.filter((each) => each !== target);
      patch('signIns', { unticked: on ? others : [...others, target] });
    },
    removeSignIns: (chosen) =>
      guard(async () => {
        patch('signIns', { removing: true, problem: null, removed: 0, refused: [] });
        const isSame = sameMailbox();
        const answer = await call('deleteSignIns', { ...mailbox(), chosen: chosen.map(({ target, kind }) => ({ target, kind })) });
        if (!answer.ok) {
          patch('signIns', { removing: false, problem: answer.problem });
          return;
        }
        const { list, removed, refused } = answer.value;
        patch('signIns', { removing: false, removed: removed.length, refused, ...(isSame() ? { value: list } : {}) });
      }),
  };
}
