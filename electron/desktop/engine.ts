// What stands behind the window's page: the workstation and the handlers, each call told to the log by name and outcome.
import type { Handlers } from '../bridge/server.ts';
import { createHandlers } from '../bridge/handlers.ts';
import type { Session } from '../bridge/opening.ts';
import type { Log } from '../log/logFile.ts';

/** The handlers, each telling the log that it ran: its name, how it ended and how long it took; never what went in or came out. */
export function loggedHandlers(session: Session, log: Log): Handlers {
  const handlers = createHandlers(session);
  const logged = Object.entries(handlers).map(([name, handler]) => {
    const run = handler as (
      input: unknown,
      context: unknown,
    ) => Promise<{ readonly ok: boolean; readonly problem?: { readonly code: string } }>;
    return [
      name,
      async (input: unknown, context: unknown) => {
        const began = performance.now();
        const outcome = await run(input, context);
        const ms = Math.round(performance.now() - began);
        if (outcome.ok) log.info('call', { name, ms });
        else log.warn('call', { name, ms, problem: outcome.problem?.code ?? '' });
        return outcome;
      },
    ];
  });
  return Object.fromEntries(logged) as Handlers;
}
