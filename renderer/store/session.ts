// The session: what the page is told when it opens, its language, and which step is on the screen.
import { stepIds, type StepId } from '../../electron/bridge/contract.ts';
import { chosenOutside, isLocked } from './decided.ts';
import type { AppState } from './state.ts';
import type { Tools } from './slice.ts';

type SessionSlice = Pick<AppState, 'session' | 'begin' | 'break' | 'setLanguage' | 'openStep'>;

/** Opening, language and the current step. */
export function sessionSlice(tools: Tools): SessionSlice {
  const { get, patch, call, guard } = tools;
  return {
    session: { start: null, problem: null, broken: null, language: tools.rememberedLanguage ?? 'en', step: 'inspect' },
    begin: () =>
      guard(async () => {
        const answer = await call('start', {});
        if (!answer.ok) {
          patch('session', { problem: answer.problem });
          return;
        }
        const start = answer.value;
        // A language that a policy holds counts more than the one chosen earlier.
        const language = isLocked({ session: { ...get().session, start } }, 'language')
          ? start.language
          : (tools.rememberedLanguage ?? start.language);
        tools.showLanguage(language);
        patch('address', {
          email: start.address ?? '',
          aliases: start.aliases,
          aliasProblems: start.aliases.map(() => null),
          catalogue: start.catalogue,
        });
        patch('keys', { chosen: chosenOutside(start) });
        patch('profile', { name: start.profileName, mode: start.defaultMode });
        patch('practice', { value: start.faults.filter((fault) => fault.on).map((fault) => fault.id) });
        patch('session', { start, language });
        if (start.address !== null) await get().acceptAddress();
      }),
    break(what) {
      patch('session', { broken: what instanceof Error ? `${what.name}: ${what.message}` : String(what) });
    },
    setLanguage(language) {
      tools.showLanguage(language);
      tools.rememberLanguage(language);
      patch('session', { language });
      // Words that come from the other side of the bridge are asked for again.
      if (get().keys.value) void get().loadPlan();
    },
    openStep(step) {
      if (canOpen(get(), step)) patch('session', { step });
    },
  };
}

/** Whether a step can be opened: the first one always, the others once the address is accepted. */
export function canOpen(state: AppState, step: StepId): boolean {
  return step === stepIds[0] || state.address.accepted;
}
