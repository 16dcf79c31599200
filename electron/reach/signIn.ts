// The one request that carries the password: whether it may be sent at all, and what the server said to it.
import type { CheckReport, RouteReport } from '../model/check.ts';
import type { MailAddress } from '../model/mailAddress.ts';
import type { Network } from '../workstation/port.ts';
import { meaningOf, type Meaning } from './answerMeaning.ts';
import { autodiscoverRequest, type Asker } from './autodiscoverRequest.ts';
import { hostOf, registrableDomain } from './hosts.ts';
import { offersBasic, type Identity } from './identity.ts';
import type { Probe } from './probe.ts';

export interface SignIn {
  readonly state: CheckReport['signIn'];
  /** Why it was not sent, or the HTTP status or failure that came instead of an answer. */
  readonly reason: string | null;
  /** What the authenticated answer says; only after `accepted`. */
  readonly meaning: Meaning | null;
}

interface Situation {
  readonly report: RouteReport;
  readonly probe: Probe;
  readonly identity: Identity;
  readonly email: MailAddress;
}

/**
 * What keeps the password here; the first row that applies is the reason. An unauthenticated 401 with a verified certificate must
 * have come first (a probe ends as `credentials` only then), and from the mail domain itself: never from a host that a redirect or an
 * SRV record named in somebody else's domain.
 */
const obstacles: readonly (readonly [string, (situation: Situation) => boolean])[] = [
  ['notHttps', ({ report }) => !report.url?.startsWith('https:')],
  ['notAsked', ({ report }) => report.outcome !== 'credentials'],
  ['foreignHost', ({ report, email }) => !isOfMailDomain(hostOf(report.url ?? ''), email.domain)],
  ['basicNotOffered', ({ probe }) => !offersBasic(probe.exchanges.at(-1))],
  ['notBlueMind', ({ identity }) => identity.product === 'other'],
];

/** `undefined` when the password may be sent to this route's URL. */
export function obstacleToSignIn(situation: Situation): string | undefined {
  return obstacles.find(([, applies]) => applies(situation))?.[0];
}

/** Nothing belongs to a domain that cannot be registered, not even itself: an address and a public suffix have no owner to go by. */
export function isOfMailDomain(host: string, domain: string): boolean {
  const registrable = registrableDomain(domain);
  return registrable !== null && registrableDomain(host) === registrable;
}

/** What BlueMind's BasicAuthHandler takes without a warning in its log; of any other character servers and clients make different bytes. */
const safeCharacters = /^[a-zA-Z0-9 @#$%^&*_!+=[\]{}|\\:',.?/`~"();<>-]*$/;

/** Whether a password holds a character that is known to cause trouble with Basic sign-ins. */
export function hasRiskyCharacters(password: string): boolean {
  return !safeCharacters.test(password);
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Sends the question once with Basic credentials (RFC 7617, UTF-8); BlueMind locks a login out after three wrong ones. Never repeated. */
export async function signIn(
  network: Network,
  url: string,
  credentials: { readonly userName: string; readonly password: string },
  asker: Asker & { readonly signal: AbortSignal },
): Promise<SignIn> {
  const request = autodiscoverRequest(url, asker);
  const token = Buffer.from(`${credentials.userName}:${credentials.password}`, 'utf8').toString('base64');
  const exchange = await network.exchange({ ...request, headers: { ...request.headers, Authorization: `Basic ${token}` } }, asker.signal);
  const status = exchange.answer?.status;
  if (status === 401 || status === 403) return { state: 'refused', reason: String(status), meaning: null };
  // A server that said 401 before and sends Outlook on now has taken the password; where it sends to never gets it.
  if (status === 200 || (status !== undefined && redirectStatuses.has(status)))
    return { state: 'accepted', reason: null, meaning: meaningOf(exchange, false) };
  return { state: 'unanswered', reason: status === undefined ? (exchange.failure?.reason ?? 'unknown') : String(status), meaning: null };
}
