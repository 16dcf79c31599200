// What the page may ask for: a few calls that are answered at once, and those of the job, which is loaded when the first of them comes.
import { callNames, type CallName } from './contract.ts';
import { firstHandlers } from './firstHandlers.ts';
import type { JobHandlers } from './jobHandlers.ts';
import { holdLocked } from './lockedInput.ts';
import type { Session } from './opening.ts';
import type { CallContext, Handlers } from './server.ts';

/** Makes the handlers of one page, held to what policies decided. */
export function createHandlers(session: Session): Handlers {
  const first = firstHandlers(session);
  let job: Promise<JobHandlers> | undefined;
  const jobHandler = (name: Exclude<CallName, keyof typeof first>) => async (input: unknown, call: CallContext) => {
    job ??= import('./jobHandlers.ts').then(({ jobHandlers }) => jobHandlers(session));
    const handle = (await job)[name] as (input: unknown, call: CallContext) => unknown;
    return handle(input, call);
  };
  const later = callNames.filter((name): name is Exclude<CallName, keyof typeof first> => !Object.hasOwn(first, name));
  const handlers = { ...first, ...Object.fromEntries(later.map((name) => [name, jobHandler(name)])) } as Handlers;
  return holdLocked(handlers, session.settings.decided);
}
