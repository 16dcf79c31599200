// The session: what the page is told when it opens, its language, and which step is on the screen.
import { stepIds, type StepId } from '../../electron/bridge/contract.ts';
import { chosenOutside } from './decided.ts';
import type { AppState } from './state.ts';
import type { Tools } from './slice.ts';

type SessionSlice = Pick<AppState, 'session' | 'begin' | 'break' | 'setLanguage' | 'openStep'>;

/** Opening, language and the current step. */
export function sessionSlice(tools: Tools): SessionSlice {
  const { get, patch, call, guard } = tools;
  return {
    session: { start: null, problem: null, broken: null, language: tools.language, step: 'inspect' },
    begin: () =>
      guard(async () => {
        const answer = await call('start', {});
        if (!answer.ok) {
          patch('session', { problem: answer.problem });
          return;
        }
        const start = answer.value;
        await tools.showLanguage(start.language);
        patch('address', {
          email: start.address ?? '',
          aliases: start.aliases,
          aliasProblems: start.aliases.map(() => null),
          catalogue: start.catalogue,
        });
        patch('keys', { chosen: chosenOutside(start) });
        patch('profile', { name: start.profileName, mode: start.defaultMode });
        patch('practice', { value: start.faults.filter((fault) => fault.on).map((fault) => fault.id) });
        patch('session', { start, language: start.language });
        if (start.address !== null) await get().acceptAddress();
      }),
    break(what) {
      patch('session', { broken: what instanceof Error ? `${what.name}: ${what.message}` : String(what) });
    },
    setLanguage: (language) =>
      guard(async () => {
        await tools.showLanguage(language);
        patch('session', { language });
        // Words that come from the other side of the bridge are asked for again.
        if (get().keys.value) void get().loadPlan();
        await call('chooseLanguage', { language });
      }),
    openStep(step) {
      if (!canOpen(get(), step)) return;
      if (step !== stepIds[0]) patch('address', { confirmed: true });
      patch('session', { step });
    },
  };
}

/** Whether a step can be opened: the first one always, the others once the address is accepted. */
export function canOpen(state: AppState, step: StepId): boolean {
  return step === stepIds[0] || state.address.accepted;
}
