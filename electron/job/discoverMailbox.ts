// What the pretend Outlook of the practice workstation finds when it is opened: the engine's own answer to "where would Outlook get its mailbox from now".
import type { Workstation } from '../workstation/port.ts';
import { defaultBudgetMs, defaultTimeoutMs } from './context.ts';
import { check } from './reach.ts';

/**
 * The address whose mailbox Outlook would open with today's registry and network, `null` when it would find none:
 * nothing answers, something else than BlueMind answers first, or the sign-in is refused.
 */
export async function discoverMailbox(workstation: Workstation, signal: AbortSignal): Promise<string | null> {
  const mailbox = workstation.practice;
  if (!mailbox) return null;
  const context = {
    workstation,
    language: 'en',
    program: { name: 'practice', version: '0' },
    timeoutMs: defaultTimeoutMs,
    budgetMs: defaultBudgetMs,
  } as const;
  const outcome = await check(
    context,
    { email: mailbox.address, aliases: [], catalogue: 'bluemind-5', chosen: [], password: mailbox.password },
    { signal, onProgress: () => {} },
  );
  if (!outcome.ok) return null;
  const { outlook, server, signIn } = outcome.value;
  const same = outlook.now.route !== null && outlook.now.url === outlook.afterKeys.url;
  return same && server.product === 'bluemind' && signIn === 'accepted' ? mailbox.address : null;
}
