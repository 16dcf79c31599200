// What an exchange means to Outlook: the end of a route with its outcome, or a redirect. Pure.
import type { RouteOutcome } from '../model/check.ts';
import type { Exchange, ExchangeFailure, HttpAnswer } from '../model/exchange.ts';
import { readAutodiscoverAnswer, type AutodiscoverAnswer } from './autodiscoverAnswer.ts';
import { findingOfError } from './autodiscoverErrors.ts';
import { silenceOf } from './dnsFacts.ts';
import type { ReachFindingId } from './findings.ts';
import { defaultPageOf, firewallOf, gatewayStatuses, isNetworkSignIn } from './httpPages.ts';
import { refusedTunnel } from './proxyTunnel.ts';

export interface Ending {
  readonly kind: 'ending';
  readonly outcome: RouteOutcome;
  /** The finding that explains it, `null` when nothing is wrong. */
  readonly reason: ReachFindingId | null;
  readonly answer?: AutodiscoverAnswer;
}
export type Meaning =
  | Ending
  | { readonly kind: 'redirect'; readonly by: 'http'; readonly status: number; readonly to: string }
  | { readonly kind: 'redirect'; readonly by: 'redirectUrl' | 'redirectAddr'; readonly to: string };

/** Reads one exchange. The first request of a route knows `absent`: a host without a DNS record is not published, not broken. */
export function meaningOf(exchange: Exchange, firstOfRoute: boolean): Meaning {
  const failure = refusedTunnel(exchange) ?? exchange.failure;
  if (failure) return endingOfFailure(exchange, failure, firstOfRoute);
  if (exchange.answer) return meaningOfAnswer(exchange.answer, exchange.url.startsWith('https:'));
  throw new Error('an exchange ended without answer and without failure');
}

const ending = (outcome: RouteOutcome, reason: ReachFindingId | null, answer?: AutodiscoverAnswer): Ending => ({
  kind: 'ending',
  outcome,
  reason,
  ...(answer ? { answer } : {}),
});

/** Statuses with a meaning of their own. A 503 is what BlueMind says while its core is down (BasicAuthHandler, 2022-01). */
const statusEndings: Readonly<Record<number, Ending>> = {
  401: ending('credentials', null),
  403: ending('unusable', 'http.forbidden'),
  404: ending('unusable', 'http.notFound'),
  405: ending('unusable', 'http.methodNotAllowed'),
  410: ending('unusable', 'http.notFound'),
  429: ending('unusable', 'http.tooManyRequests'),
  503: ending('serverError', 'http.coreDown'),
  ...Object.fromEntries([...gatewayStatuses].map((status) => [status, ending('serverError', 'http.badGateway')])),
};
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function meaningOfAnswer(answer: HttpAnswer, secure: boolean): Meaning {
  // A proxy in between, or a network that wants a sign-in first, speaks in the server's place on either scheme.
  if (answer.status === 407) return ending('unreachable', 'http.proxyAuthentication');
  if (isNetworkSignIn(answer)) return ending('unusable', 'http.captivePortal');
  const location = answer.headers.location;
  if (redirectStatuses.has(answer.status) && location) return { kind: 'redirect', by: 'http', status: answer.status, to: location };
  // KB 3211279 step 9: over plain http only a redirect counts; settings that come that way are ignored.
  if (!secure) return ending('absent', null);
  if (answer.status !== 401 && firewallOf(answer) !== undefined) return ending('unusable', 'http.firewall');
  const known = statusEndings[answer.status];
  if (known) return known;
  if (answer.status >= 500) return ending('serverError', 'http.serverError');
  if (answer.status !== 200) return ending('unusable', 'http.unexpectedStatus');
  if (answer.truncated) return ending('unusable', 'http.tooLarge');
  if (defaultPageOf(answer) !== undefined) return ending('unusable', 'http.defaultPage');
  return meaningOfBody(readAutodiscoverAnswer(answer.body));
}

function meaningOfBody(answer: AutodiscoverAnswer): Meaning {
  switch (answer.kind) {
    case 'settings':
      return ending('settings', answer.mapiHttp ? null : 'autodiscover.noMapiHttp', answer);
    case 'redirectAddr':
      return { kind: 'redirect', by: 'redirectAddr', to: answer.address };
    case 'redirectUrl':
      return { kind: 'redirect', by: 'redirectUrl', to: answer.url };
    case 'error':
      return ending('autodiscoverError', findingOfError(answer.code), answer);
    case 'unknownAction':
      return ending('unusable', 'autodiscover.unknownAction', answer);
    case 'notAutodiscover':
      return ending('unusable', answer.because === 'html' ? 'http.htmlInsteadOfXml' : 'http.malformed', answer);
  }
}

/** What a proxy's refusal means. One that cannot be used, found, connected or understood is one case for whoever has to mend it. */
const findingOfProxy: Readonly<Record<Extract<ExchangeFailure, { phase: 'proxy' }>['reason'], ReachFindingId>> = {
  authentication: 'http.proxyAuthentication',
  denied: 'http.proxyDenied',
  gateway: 'http.proxyGateway',
  unusable: 'http.proxyUnreachable',
  unknownName: 'http.proxyUnreachable',
  unreachable: 'http.proxyUnreachable',
  refused: 'http.proxyUnreachable',
  timeout: 'http.proxyUnreachable',
  malformed: 'http.proxyUnreachable',
};

function endingOfFailure(exchange: Exchange, failure: ExchangeFailure, firstOfRoute: boolean): Ending {
  switch (failure.phase) {
    case 'url':
      return ending('unusable', 'http.malformed');
    case 'dns':
      if (failure.reason === 'timeout' || failure.reason === 'failed')
        return ending('unreachable', silenceOf(failure.reason, exchange.code));
      return firstOfRoute ? ending('absent', null) : ending('unreachable', 'dns.unknownHost');
    case 'proxy':
      return ending('unreachable', findingOfProxy[failure.reason]);
    case 'tcp':
      return ending('unreachable', `tcp.${failure.reason}`);
    case 'tls':
      if (failure.reason !== 'certificate') return ending('unreachable', `tls.${failure.reason}`);
      return ending('untrusted', `tls.${exchange.certificate?.faults[0] ?? 'other'}`);
    case 'http':
      if (failure.reason === 'timeout') return ending('unreachable', 'http.timeout');
      return ending('unusable', failure.reason === 'headersTooLarge' ? 'http.tooLarge' : `http.${failure.reason}`);
    case 'cancelled':
      return ending('unreachable', 'check.budget');
  }
}
