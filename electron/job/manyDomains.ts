// Checks the autodiscover host of each of many mail domains, as BlueMind does at its own start, but from this PC.
import type { DomainRow, DomainsSummary } from '../model/domains.ts';
import { parseMailAddress, type MailDomain } from '../model/mailAddress.ts';
import { success, type Result } from '../model/result.ts';
import { askDomainRow } from '../reach/domainTable.ts';
import { officesOf, type JobContext } from './context.ts';
import { inOrder } from './inOrder.ts';

interface ManyDomainsInput {
  /** Whose local part is asked for in every domain. */
  readonly email: string;
  readonly domains: readonly MailDomain[];
  /** How many domains are asked at once. */
  readonly concurrency: number;
}

/** Rows that may wait for a slower one before them: more than a whole time-out's worth of quick answers. */
const waitingRows = 1_024;

/**
 * Begins the check; the rows come in the order of the domains, each as soon as it and those before it are known. `onEnded` hears of each
 * domain when it is done, in whatever order. Stops early when the signal fires. Problems: of the address, the registry.
 */
export async function checkDomains(
  context: JobContext,
  input: ManyDomainsInput,
  call: { readonly signal: AbortSignal; readonly onEnded: (ended: number) => void },
): Promise<Result<AsyncIterable<DomainRow>>> {
  const email = parseMailAddress(input.email);
  if (!email.ok) return email;
  const offices = await officesOf(context.workstation);
  if (!offices.ok) return offices;
  const asking = {
    network: context.workstation.network,
    email: email.value,
    officeVersion: offices.value.at(-1) ?? '16.0',
    timeoutMs: context.timeoutMs,
    budgetMs: context.budgetMs,
    signal: call.signal,
    now: () => context.workstation.now(),
  } as const;
  let ended = 0;
  const ask = async (domain: MailDomain): Promise<DomainRow> => {
    const row = await askDomainRow(domain, asking);
    call.onEnded((ended += 1));
    return row;
  };
  return success(inOrder(input.domains, ask, { concurrency: input.concurrency, waiting: waitingRows }, call.signal));
}

/** Counts rows as they come; `summary` says what they add up to so far. */
export function countRows(domains: number): { add(row: DomainRow): void; summary(ms: number): DomainsSummary } {
  const counts = { ready: 0, attention: 0, blocked: 0 };
  return {
    add({ verdict }) {
      counts[verdict] += 1;
    },
    summary(ms) {
      const checked = counts.ready + counts.attention + counts.blocked;
      const stopped = checked < domains;
      const verdict = counts.blocked > 0 ? 'blocked' : counts.attention > 0 || stopped ? 'attention' : 'ready';
      return { verdict, checked, ...counts, domains, stopped, ms };
    },
  };
}
