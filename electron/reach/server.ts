// The server at the end of the route: who it is, whether its services are there, and what it says to the sign-in.
import type { CheckReport, Endpoint } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { MailAddress } from '../model/mailAddress.ts';
import type { AutodiscoverSettings } from './autodiscoverAnswer.ts';
import { askLogin, askMapi, askServices, isWell, type Services } from './endpoints.ts';
import { hostOf, isMicrosoftHost, urlIn } from './hosts.ts';
import { identify, type Identity } from './identity.ts';
import type { ProbeContext } from './probe.ts';
import { askPublished } from './published.ts';
import { isGood } from './routeFindings.ts';
import type { RouteResult } from './routes.ts';
import { obstacleToSignIn, signIn, type SignIn } from './signIn.ts';

export interface ServerRequest {
  readonly email: MailAddress;
  /** Sent at most once, and only after a 401 from the mail domain itself; `null` = the check does without. */
  readonly password: string | null;
  /** Signs in under this name instead of the address. */
  readonly userName?: string;
  /** The host of BlueMind's external URL, as whoever runs the PC says it; absent = nobody said. */
  readonly expectedHost?: string;
}

/** The server that Outlook will be led to, as far as it was seen. */
export interface SeenServer {
  readonly server: CheckReport['server'];
  readonly host: string | null;
  /** The host of BlueMind's external URL, as the server itself shows it; `null` where it does not. */
  readonly externalHost: string | null;
  readonly signIn: SignIn;
}

/** The hosts on which BlueMind's documentation wants its login page to show, as the routes know them; `null` = not published. */
export interface LoginHosts {
  readonly external: string | null;
  readonly autodiscover: string | null;
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
export async function askServer(
  result: RouteResult | undefined,
  hosts: LoginHosts,
  context: ProbeContext,
  request: ServerRequest,
): Promise<SeenServer> {
  const url = result?.report.url ? urlIn(result.report.url) : undefined;
  const notAsked: SignIn = request.password === null ? notSignedIn : { state: 'notSent', reason: 'notAsked', meaning: null };
  if (!result?.probe || url?.protocol !== 'https:' || result.report.outcome === 'untrusted' || context.signal.aborted) {
    return { server: noServer, host: null, externalHost: null, signIn: notAsked };
  }
  const services = await askServices(context.network, url.origin, request.email.domain, context);
  const identity = identify([...result.probe.exchanges, ...exchangesOf(services)]);
  const outcome =
    request.password === null || !isGood(result.report) ? notAsked : await trySignIn(result, identity, request.password, context, request);
  const settings = settingsIn(outcome);
  const externalHost = externalHostIn(settings) ?? hosts.external;
  const elsewhere = loginHostToAsk(request) ?? externalHost;
  const published = settings
    ? await askPublished(settings, services, context)
    : { services: await withMapiElsewhere(services, url, elsewhere, request.email.domain, context), endpoints: [] };
  const logins = await askLogins(hostOf(url.href), elsewhere, hosts.autodiscover, services, context);
  return {
    host: hostOf(url.href),
    externalHost,
    signIn: outcome,
    server: {
      ...serverReport(identity, published.services),
      ...logins,
      ...(settings ? { published: [...published.endpoints] } : {}),
    },
  };
}

/**
 * Outlook takes the MAPI addresses from the settings, which only a sign-in shows; BlueMind publishes its external URL there. Where the host
 * that was found answers no MAPI, the services are therefore those of the external host, if BlueMind answers there: a 401 alone may be that
 * of any web server that wants a sign-in.
 */
async function withMapiElsewhere(
  services: Services,
  found: URL,
  external: string | null,
  domain: string,
  context: ProbeContext,
): Promise<Services> {
  const { emsmdb, nspi } = services;
  if (external === null || external === hostOf(found.href) || (isWell(emsmdb.endpoint) && isWell(nspi.endpoint))) return services;
  const there = await askMapi(context.network, `https://${external}`, domain, context);
  const isBlueMind = identify([there.emsmdb.exchange, there.nspi.exchange]).product === 'bluemind';
  return isBlueMind && isWell(there.emsmdb.endpoint) && isWell(there.nspi.endpoint) ? { ...services, ...there } : services;
}

/** The named host, unless it is Microsoft's: those are never asked, whoever names them. */
export function loginHostToAsk({ expectedHost }: Pick<ServerRequest, 'expectedHost'>): string | undefined {
  return expectedHost !== undefined && isMicrosoftHost(expectedHost) ? undefined : expectedHost;
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
  const asker = { ...context, address: report.address ?? context.address };
  return signIn(context.network, report.url, { userName: request.userName ?? request.email.address, password }, asker);
}

function settingsIn({ meaning }: SignIn): AutodiscoverSettings | undefined {
  return meaning?.kind === 'ending' && meaning.answer?.kind === 'settings' ? meaning.answer : undefined;
}

/** BlueMind publishes its MAPI addresses under its external URL. */
function externalHostIn(settings: AutodiscoverSettings | undefined): string | null {
  const url = urlIn(settings?.published.emsmdb.external ?? '');
  return url?.protocol === 'https:' ? url.hostname : null;
}

/** "Entered in a browser must show the BlueMind login page": the external URL, and the autodiscover host (BlueMind 4, Synchronisation avec Outlook). */
async function askLogins(
  asked: string,
  external: string | null,
  autodiscover: string | null,
  services: Services,
  context: ProbeContext,
): Promise<{ readonly login: Endpoint; readonly loginAutodiscover?: Endpoint }> {
  const at = async (host: string): Promise<Endpoint> =>
    (host === asked ? services.login : await askLogin(context.network, host, context)).endpoint;
  const main = external ?? asked;
  const [login, other] = await Promise.all([at(main), autodiscover === null || autodiscover === main ? undefined : at(autodiscover)]);
  return { login, ...(other ? { loginAutodiscover: other } : {}) };
}

function serverReport(identity: Identity, services: Services): CheckReport['server'] {
  return {
    product: identity.product,
    fingerprint: [...identity.fingerprint],
    confidence: identity.confidence,
    mapi: { emsmdb: services.emsmdb.endpoint, nspi: services.nspi.endpoint },
    ews: services.ews.endpoint,
    oab: services.oab.endpoint,
    login: services.login.endpoint,
  };
}
