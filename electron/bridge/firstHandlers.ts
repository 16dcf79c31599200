// What the page asks before and beside the job: what it is about, whose address it is, the language, and the faults to practise with.
import { problem } from '../model/problem.ts';
import { failure, success } from '../model/result.ts';
import { judgeAddress, startOf, type Session } from './opening.ts';
import type { Handlers } from './server.ts';

export type FirstHandlers = Pick<Handlers, 'start' | 'checkAddress' | 'chooseLanguage' | 'setFaults'>;

/** Makes them for one page, which speaks the chosen language when it is loaded again. */
export function firstHandlers(session: Session): FirstHandlers {
  const { settings, workstation } = session;
  let spoken = settings.language;
  return {
    start: () => Promise.resolve(success(startOf(session, spoken))),
    checkAddress: ({ email, aliases }) => Promise.resolve(success(judgeAddress(settings, email, aliases))),
    chooseLanguage: async ({ language }) => {
      spoken = language;
      await session.onLanguage?.(language);
      return success({ language });
    },
    setFaults: async ({ faults }) => {
      const { practice } = workstation;
      if (!practice) return failure(problem('workstation.unavailable', { kind: 'practice', system: process.platform }));
      const set = await practice.setFaults(faults);
      return set.ok ? success({ faults: [...practice.faults] }) : set;
    },
  };
}
