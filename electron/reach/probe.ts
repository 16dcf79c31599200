// Asks one route, without credentials, through all its redirects, and reports what became of it.
import type { RouteId, RouteReport } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import { parseMailAddress } from '../model/mailAddress.ts';
import type { Network } from '../workstation/port.ts';
import { meaningOf, type Ending, type Meaning } from './answerMeaning.ts';
import { autodiscoverRequest, redirectRequest, type Asker } from './autodiscoverRequest.ts';
import { httpFacts } from './httpFacts.ts';
import { identify } from './identity.ts';
import { printable, registrableDomain, urlIn } from './hosts.ts';
import { refusedRedirect, type RefusedRedirect } from './redirects.ts';
import type { ReachFindingId } from './findings.ts';
import { certificateReport, clockOffset } from './tlsReport.ts';

export interface Probe {
  readonly report: RouteReport;
  readonly exchanges: readonly Exchange[];
  readonly ending: Ending;
}

export interface ProbeContext extends Asker {
  readonly network: Network;
  readonly ownDomains: ReadonlySet<string>;
  readonly consented: ReadonlySet<string>;
  readonly signal: AbortSignal;
  now(): Date;
}

export interface ProbeStart {
  readonly route: RouteId;
  readonly domain: string;
  readonly url: string;
  /** GET is the http redirect's; everything else is the POX question. */
  readonly method: 'GET' | 'POST';
}

type Redirect = RouteReport['redirects'][number];
type Judged =
  | { readonly redirect: Redirect; readonly url: string }
  | { readonly redirect: Redirect; readonly ending: Ending; readonly newAddress?: string };

/** The finding that explains why a redirect was not followed. */
const findingOfRefusal: Readonly<Record<RefusedRedirect, ReachFindingId>> = {
  invalid: 'http.malformed',
  credentialsInUrl: 'http.malformed',
  notHttps: 'http.redirectInsecure',
  loop: 'http.redirectLoop',
  tooMany: 'http.redirectTooMany',
  microsoft: 'http.redirectForeignDomain',
  parentDomain: 'http.redirectForeignDomain',
  foreignHost: 'http.redirectForeignDomain',
};

/** Probes one route; ends with the signal or after the exchanges' own time limits. */
export async function probeRoute(start: ProbeStart, context: ProbeContext): Promise<Probe> {
  const started = performance.now();
  const exchanges: Exchange[] = [];
  const redirects: Redirect[] = [];
  const visited = new Set<string>();
  let url = start.url;
  for (;;) {
    visited.add(url);
    const first = exchanges.length === 0;
    const request = first && start.method === 'GET' ? redirectRequest(url, context) : autodiscoverRequest(url, context);
    const exchange = await context.network.exchange(request, context.signal);
    exchanges.push(exchange);
    const meaning = meaningOf(exchange, first);
    if (meaning.kind === 'ending') return finish(meaning);
    const next = judge(meaning);
    redirects.push(next.redirect);
    if ('ending' in next) return finish(next.ending, next.newAddress);
    url = next.url;
  }

  function judge(meaning: Exclude<Meaning, Ending>): Judged {
    const { to, address } = targetOf(meaning);
    const shown = address ?? (to ? to.href.slice(0, 500) : printable(meaning.to));
    const redirect = { from: url, to: shown, kind: meaning.by, ...(meaning.by === 'http' ? { status: meaning.status } : {}) };
    // A changed address starts everything anew, so that nothing has been visited yet.
    const before = address === undefined ? visited : new Set<string>();
    const refused = refusedRedirect({ ...context, to, visited: before, followed: redirects.length, domain: start.domain });
    if (refused === undefined && address !== undefined) {
      return {
        redirect: { ...redirect, followed: true },
        ending: { kind: 'ending', outcome: 'newAddress', reason: null },
        newAddress: address,
      };
    }
    if (refused === undefined && to) return { redirect: { ...redirect, followed: true }, url: to.href };
    const reason = refused ?? 'invalid';
    return {
      redirect: { ...redirect, followed: false, reason },
      ending: { kind: 'ending', outcome: 'unusable', reason: findingOfRefusal[reason] },
    };
  }

  /** redirectAddr names an address, whose domain is judged by the host that Outlook would ask there; the others name a URL themselves. */
  function targetOf(meaning: Exclude<Meaning, Ending>): { to: URL | undefined; address?: string } {
    if (meaning.by !== 'redirectAddr') return { to: urlIn(meaning.to, url) };
    const changed = parseMailAddress(meaning.to);
    // MS-OXDISCO: an address that is sent on to itself would never end.
    if (!changed.ok || changed.value.address.toLowerCase() === context.address.toLowerCase()) return { to: undefined };
    return { to: urlIn(`https://autodiscover.${changed.value.domain}/`), address: changed.value.address };
  }

  function finish(ending: Ending, newAddress?: string): Probe {
    const last = exchanges.at(-1);
    return {
      exchanges,
      ending,
      report: {
        route: start.route,
        domain: start.domain,
        url,
        outcome: ending.outcome,
        reason: ending.reason,
        status: last?.answer?.status ?? null,
        ms: performance.now() - started,
        addresses: [...(last?.addresses ?? [])],
        certificate: last?.certificate ? certificateReport(last.certificate, context.now()) : null,
        redirects,
        ...clockOffset(last, context.now()),
        ...(last?.answer ? { product: identify([last]).product } : {}),
        ...(ending.answer?.kind === 'error' ? { errorCode: ending.answer.code } : {}),
        ...httpFacts(last),
        ...(newAddress === undefined ? {} : { newAddress }),
      },
    };
  }
}

/** Registrable domains that the person named: redirects among them need no further consent. */
export function ownDomainsOf(domains: readonly string[]): ReadonlySet<string> {
  return new Set(domains.flatMap((domain) => registrableDomain(domain) ?? []));
}
