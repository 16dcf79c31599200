// Asks the services that Outlook uses besides Autodiscover, without credentials: a 401 there is the healthy answer.
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../model/check.ts';
import type { Exchange, ExchangeRequest, HttpAnswer } from '../model/exchange.ts';
import type { Network } from '../workstation/port.ts';
import { userAgents, type Asker } from './autodiscoverRequest.ts';

export const serviceIds = ['emsmdb', 'nspi', 'ews', 'oab', 'login'] as const;
export type ServiceId = (typeof serviceIds)[number];

export interface Service {
  readonly endpoint: Endpoint;
  readonly exchange: Exchange;
}
export type Services = Readonly<Record<ServiceId, Service>>;

interface ServiceRow {
  /** Where it is when no settings name it; `mailbox` goes into the query of the MAPI addresses. */
  readonly path: (mailbox: string) => string;
  readonly request: (asker: Asker) => Pick<ExchangeRequest, 'method' | 'headers'>;
  /** What a success or a redirect without credentials means there. */
  readonly whenOpen: WhenOpen;
}

/** MAPI's own success (MS-OXCMAPIHTTP 2.2.3.3.3) · anything but a page · a page. */
type WhenOpen = 'mapi' | 'noPage' | 'page';

const maxAnswerBytes = 65_536;
/** An identity no mailbox has: the address must carry one (other MAPI servers answer 404 without), and we know none before sign-in. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * PING needs no session and no body (MS-OXCMAPIHTTP 2.2.6); the required headers are those of 2.2.3.3. "No anonymous requests are
 * allowed", so a server that is well says 401.
 */
const ping: ServiceRow['request'] = ({ officeVersion }) => ({
  method: 'POST',
  headers: {
    'Content-Type': 'application/mapi-http',
    'User-Agent': userAgents[officeVersion],
    'X-RequestType': 'PING',
    'X-RequestId': `{${randomUUID().toUpperCase()}}:1`,
    'X-ClientInfo': `{${randomUUID().toUpperCase()}}:1`,
    'X-ClientApplication': `Outlook/${officeVersion}.0.0`,
  },
});
const get: ServiceRow['request'] = ({ officeVersion }) => ({ method: 'GET', headers: { 'User-Agent': userAgents[officeVersion] } });

/** The paths that BlueMind's nginx hands to bm-mapi, and its login page. */
const rows: Readonly<Record<ServiceId, ServiceRow>> = {
  emsmdb: { path: (mailbox) => `/mapi/emsmdb/?MailboxId=${mailbox}`, request: ping, whenOpen: 'mapi' },
  nspi: { path: (mailbox) => `/mapi/nspi/?MailboxId=${mailbox}`, request: ping, whenOpen: 'mapi' },
  ews: { path: () => '/EWS/Exchange.asmx', request: get, whenOpen: 'noPage' },
  oab: { path: () => '/OAB/', request: get, whenOpen: 'noPage' },
  login: { path: () => '/login/', request: get, whenOpen: 'page' },
};

type StoppableAsker = Asker & { readonly signal: AbortSignal };

/** Asks all services of the server at `origin` (https) at once. */
export async function askServices(network: Network, origin: string, domain: string, asker: StoppableAsker): Promise<Services> {
  const ask = askerAt(network, origin, domain, asker);
  const [mapi, ews, oab, login] = await Promise.all([askMapi(network, origin, domain, asker), ask('ews'), ask('oab'), ask('login')]);
  return { ...mapi, ews, oab, login };
}

/** Asks the services that Outlook lives on. */
export async function askMapi(
  network: Network,
  origin: string,
  domain: string,
  asker: StoppableAsker,
): Promise<Pick<Services, 'emsmdb' | 'nspi'>> {
  const ask = askerAt(network, origin, domain, asker);
  const [emsmdb, nspi] = await Promise.all([ask('emsmdb'), ask('nspi')]);
  return { emsmdb, nspi };
}

function askerAt(network: Network, origin: string, domain: string, asker: StoppableAsker): (id: ServiceId) => Promise<Service> {
  return (id) => askService(network, id, `${origin}${rows[id].path(`${nobody}@${domain}`)}`, asker);
}

/** Asks for the login page of a host. */
export function askLogin(network: Network, host: string, asker: StoppableAsker): Promise<Service> {
  return askService(network, 'login', `https://${host}${rows.login.path('')}`, asker);
}

/** Asks one service at one URL. */
export async function askService(network: Network, id: ServiceId, url: string, asker: StoppableAsker): Promise<Service> {
  const request = { ...rows[id].request(asker), url, timeoutMs: asker.timeoutMs, maxBytes: maxAnswerBytes };
  const exchange = await network.exchange(request, asker.signal);
  const state = stateOf(exchange, rows[id].whenOpen);
  return { exchange, endpoint: { url, state, status: exchange.answer?.status ?? null, ms: exchange.timings.total } };
}

function stateOf({ answer, failure }: Exchange, whenOpen: WhenOpen): Endpoint['state'] {
  if (!answer) return failure?.phase === 'tls' && failure.reason === 'certificate' ? 'untrusted' : 'unreachable';
  if (answer.status === 401) return 'authenticates';
  if (answer.status === 404 || answer.status === 405 || answer.status === 410) return 'missing';
  if (answer.status >= 400) return 'failing';
  return isItself(answer, whenOpen) ? 'answers' : 'page';
}

/** Whether a success comes from the service, and not from what stands in front of it: a sign-in portal sends everybody to its own page. */
function isItself({ status, headers }: HttpAnswer, whenOpen: WhenOpen): boolean {
  if (whenOpen === 'page') return true;
  if (whenOpen === 'mapi') return status === 200 && headers['x-responsecode'] !== undefined;
  return status < 300 && !/text\/html/i.test(headers['content-type'] ?? '');
}

/** Whether a service is as it should be. */
export function isWell({ state }: Endpoint): boolean {
  return state === 'authenticates' || state === 'answers';
}
