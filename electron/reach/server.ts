// The server at the end of the route: who it is, whether its services are there, and what it says to the sign-in.
import type { CheckReport } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { MailAddress } from '../model/mailAddress.ts';
import { askService, askServices, type Services } from './endpoints.ts';
import { hostOf, isMicrosoftHost, urlIn } from './hosts.ts';
import { identify, type Identity } from './identity.ts';
import type { ProbeContext } from './probe.ts';
import { isGood } from './routeFindings.ts';
import type { RouteResult } from './routes.ts';
import { obstacleToSignIn, signIn, type SignIn } from './signIn.ts';

export interface ServerRequest {
  readonly email: MailAddress;
  /** Sent at most once, and only after a 401 from the mail domain itself; `null` = the check does without. */
  readonly password: string | null;
  /** Signs in under this name instead of the address. */
  readonly userName?: string;
}

/** The server that Outlook will be led to, as far as it was seen. */
export interface SeenServer {
  readonly server: CheckReport['server'];
  readonly host: string | null;
  readonly signIn: SignIn;
}

const noServer: CheckReport['server'] = {
  product: 'unknown',
  fingerprint: [],
  mapi: { emsmdb: null, nspi: null },
  ews: null,
  oab: null,
  login: null,
};
const notSignedIn: SignIn = { state: 'none', reason: null, meaning: null };

/** Asks the services of the server that a route led to, tries the sign-in if a password was given, and says who it is. */
export async function askServer(result: RouteResult | undefined, context: ProbeContext, request: ServerRequest): Promise<SeenServer> {
  const url = result?.report.url ? urlIn(result.report.url) : undefined;
  const notAsked: SignIn = request.password === null ? notSignedIn : { state: 'notSent', reason: 'notAsked', meaning: null };
  if (!result?.probe || url?.protocol !== 'https:' || result.report.outcome === 'untrusted' || context.signal.aborted) {
    return { server: noServer, host: null, signIn: notAsked };
  }
  const services = await askServices(context.network, url.origin, request.email.domain, context);
  const identity = identify([...result.probe.exchanges, ...exchangesOf(services)]);
  const outcome =
    request.password === null || !isGood(result.report) ? notAsked : await trySignIn(result, identity, request.password, context, request);
  return { host: hostOf(url.href), signIn: outcome, server: serverReport(identity, await withPublishedMapi(services, outcome, context)) };
}

function exchangesOf(services: Services): readonly Exchange[] {
  return Object.values(services).map(({ exchange }) => exchange);
}

async function trySignIn(
  { report, probe }: RouteResult,
  identity: Identity,
  password: string,
  context: ProbeContext,
  request: ServerRequest,
): Promise<SignIn> {
  if (!probe || report.url === null) throw new Error('a sign-in needs a route that was asked');
  const obstacle = obstacleToSignIn({ report, probe, identity, email: request.email });
  if (obstacle !== undefined) return { state: 'notSent', reason: obstacle, meaning: null };
  return signIn(context.network, report.url, { userName: request.userName ?? request.email.address, password }, context);
}

/** After a sign-in the settings name the real MAPI addresses; where they differ in host or path from the usual ones, those count. */
async function withPublishedMapi(services: Services, { meaning }: SignIn, context: ProbeContext): Promise<Services> {
  const published = meaning?.kind === 'ending' && meaning.answer?.kind === 'settings' ? meaning.answer.mapiHttp : null;
  if (!published) return services;
  const ask = async (id: 'emsmdb' | 'nspi') => {
    const url = urlIn(published[id]);
    return url?.protocol === 'https:' && !isMicrosoftHost(url.hostname) ? askService(context.network, id, url.href, context) : services[id];
  };
  const [emsmdb, nspi] = await Promise.all([ask('emsmdb'), ask('nspi')]);
  return { ...services, emsmdb, nspi };
}

function serverReport(identity: Identity, services: Services): CheckReport['server'] {
  return {
    product: identity.product,
    fingerprint: [...identity.fingerprint],
    mapi: { emsmdb: services.emsmdb.endpoint, nspi: services.nspi.endpoint },
    ews: services.ews.endpoint,
    oab: services.oab.endpoint,
    login: services.login.endpoint,
  };
}
