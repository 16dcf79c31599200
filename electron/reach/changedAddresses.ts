// Asks the routes of an address that a server sends Outlook on to (redirectAddr), as Outlook does when it starts again with it.
import type { CheckReport, RouteReport } from '../model/check.ts';
import { parseMailAddress, type MailAddress } from '../model/mailAddress.ts';
import type { RouteResult } from './routes.ts';

/** Outlook changes the address twice at most; a server that names another one at every route is not followed for ever. */
const mostAddresses = 4;

/**
 * The results with those of every address that Outlook would start again with, marked with it. `choose` replays Outlook's choice with
 * what is known so far; `ask` asks all routes of one address, in the mail domain it names.
 */
export async function withChangedAddresses(
  results: readonly RouteResult[],
  choose: (routes: readonly RouteReport[]) => CheckReport['outlook'],
  ask: (email: MailAddress) => Promise<readonly RouteResult[]>,
): Promise<readonly RouteResult[]> {
  const asked = new Set<string>();
  let known = results;
  for (;;) {
    const wanted = [...wantedAddresses(known, choose)].filter((address) => !asked.has(address)).slice(0, mostAddresses - asked.size);
    if (wanted.length === 0) return known;
    for (const address of wanted) asked.add(address);
    const more = await Promise.all(wanted.map((address) => askMarked(address, ask)));
    known = [...known, ...more.flat()];
  }
}

function wantedAddresses(results: readonly RouteResult[], choose: (routes: readonly RouteReport[]) => CheckReport['outlook']): Set<string> {
  const routes = results.map(({ report }) => report);
  const { now, afterKeys } = choose(routes);
  const restarted = [...now.steps, ...afterKeys.steps].filter(({ decision }) => decision === 'restarted');
  return new Set(
    restarted.flatMap((step) => {
      const report = routes.find(
        ({ route, address, newAddress }) => newAddress !== undefined && route === step.route && address === step.address,
      );
      return report?.newAddress ?? [];
    }),
  );
}

async function askMarked(address: string, ask: (email: MailAddress) => Promise<readonly RouteResult[]>): Promise<readonly RouteResult[]> {
  const email = parseMailAddress(address);
  if (!email.ok) return [];
  const results = await ask(email.value);
  return results.map((result) => ({ ...result, report: { ...result.report, address } }));
}
