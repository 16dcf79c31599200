// What `check` and `setup` hand to the job: the address, and the password where there is one.
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { JobContext } from '../job/context.ts';
import type { CheckInput } from '../job/reach.ts';
import { decideAddress } from '../policy/address.ts';
import type { Session } from './session.ts';

const missingAddress = failure(problem('usage.missingOption', { option: '--email' }));

/**
 * Whether there is any way to an address: given, or to be found in the mail domain. Problems: those of finding the workstation, whose policies
 * may hold it; `usage.missingOption` {option}.
 */
export function requireAddress({ settings, there }: Session): Result<void> {
  const found = there();
  if (!found.ok) return found;
  return settings.email === null && settings.mailDomain === null ? missingAddress : success(undefined);
}

/** The address this run is about, given or assumed; problem `usage.missingOption` {option}. */
export function decidedEmail({ settings }: Session, { workstation }: JobContext): Result<string> {
  const { email } = decideAddress(settings, workstation.identity);
  return email === null ? missingAddress : success(email);
}

/**
 * Everything a check needs. The pretend mailbox of the practice workstation comes with its password, which is used when nobody gave
 * another sign-in and nobody said not to. Nobody signs in under an address that was only assumed.
 */
export async function addressInput(session: Session, context: JobContext): Promise<Result<CheckInput>> {
  const { settings } = session;
  const { identity, practice } = context.workstation;
  const { email, assumed } = decideAddress(settings, identity);
  if (email === null) return missingAddress;
  const typed = await session.password();
  if (!typed.ok) return typed;
  if (typed.value !== null && assumed && settings.userName === null) return missingAddress;
  const pretend = settings.signIn && !assumed && practice?.address === email.trim().toLowerCase() ? practice.password : null;
  return success({
    email,
    assumed,
    aliases: settings.aliases,
    catalogue: settings.catalogue,
    chosen: settings.chosen,
    password: typed.value ?? pretend,
    serverUrl: settings.serverUrl,
    ...(settings.userName === null ? {} : { userName: settings.userName }),
  });
}
