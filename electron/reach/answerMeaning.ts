// What an exchange means to Outlook: the end of a route with its outcome, or a redirect. Pure.
import type { RouteOutcome } from '../model/check.ts';
import type { Exchange, ExchangeFailure, HttpAnswer } from '../model/exchange.ts';
import { readAutodiscoverAnswer, type AutodiscoverAnswer } from './autodiscoverAnswer.ts';
import { silenceOf } from './dnsFacts.ts';
import type { ReachFindingId } from './findings.ts';

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
  if (exchange.answer) return meaningOfAnswer(exchange.answer, exchange.url.startsWith('https:'));
  if (exchange.failure) return endingOfFailure(exchange, exchange.failure, firstOfRoute);
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
  404: ending('unusable', 'http.notFound'),
  410: ending('unusable', 'http.notFound'),
  405: ending('unusable', 'http.notFound'),
  503: ending('serverError', 'http.coreDown'),
};
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function meaningOfAnswer(answer: HttpAnswer, secure: boolean): Meaning {
  const location = answer.headers.location;
  if (redirectStatuses.has(answer.status) && location) return { kind: 'redirect', by: 'http', status: answer.status, to: location };
  // KB 3211279 step 9: over plain http only a redirect counts; settings that come that way are ignored.
  if (!secure) return ending('absent', null);
  const known = statusEndings[answer.status];
  if (known) return known;
  if (answer.status >= 500) return ending('serverError', 'http.serverError');
  if (answer.status !== 200) return ending('unusable', 'http.unexpectedStatus');
  if (answer.truncated) return ending('unusable', 'http.tooLarge');
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
      return ending('autodiscoverError', 'autodiscover.error', answer);
    case 'notAutodiscover':
      return ending('unusable', answer.because === 'html' ? 'http.htmlInsteadOfXml' : 'http.malformed', answer);
  }
}

function endingOfFailure(exchange: Exchange, failure: ExchangeFailure, firstOfRoute: boolean): Ending {
  switch (failure.phase) {
    case 'url':
      return ending('unusable', 'http.malformed');
    case 'dns':
      if (failure.reason === 'timeout' || failure.reason === 'failed')
        return ending('unreachable', silenceOf(failure.reason, exchange.code));
      return firstOfRoute ? ending('absent', null) : ending('unreachable', 'dns.unknownHost');
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
