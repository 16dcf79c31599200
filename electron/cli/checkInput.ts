// What `check` and `setup` hand to the job: the address, and the password where there is one.
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { JobContext } from '../job/context.ts';
import type { CheckInput } from '../job/reach.ts';
import type { Session } from './session.ts';

/** The address from the command line or the configuration; problem `usage.missingOption` {option}. */
export function requiredAddress({ settings }: Session): Result<string> {
  return settings.email === null ? failure(problem('usage.missingOption', { option: '--email' })) : success(settings.email);
}

/**
 * Everything a check needs. The pretend mailbox of the practice workstation comes with its password, which is used when nobody gave
 * another sign-in and nobody said not to.
 */
export async function addressInput(session: Session, context: JobContext): Promise<Result<CheckInput>> {
  const email = requiredAddress(session);
  if (!email.ok) return email;
  const typed = await session.password();
  if (!typed.ok) return typed;
  const { settings } = session;
  const { practice } = context.workstation;
  const pretend = settings.signIn && practice?.address === email.value.trim().toLowerCase() ? practice.password : null;
  return success({
    email: email.value,
    aliases: settings.aliases,
    catalogue: settings.catalogue,
    chosen: settings.chosen,
    password: typed.value ?? pretend,
    ...(settings.userName === null ? {} : { userName: settings.userName }),
  });
}
