// The eight ways Outlook may find its server for one mail domain: what each asks, all asked at once.
import type { RouteId, RouteReport } from '../model/check.ts';
import type { Directory } from '../workstation/port.ts';
import { untilAborted } from '../model/deadline.ts';
import { firstTarget, isMicrosoftAlias, isUnanswered, office365Marks, silenceOfAnswer, type DnsQuestions } from './dnsFacts.ts';
import { isMicrosoftHost, urlIn } from './hosts.ts';
import { probeRoute, type Probe, type ProbeContext, type ProbeStart } from './probe.ts';

const path = '/autodiscover/autodiscover.xml';
/** KB 3211279 step 4; shown, never asked: this program does not talk to Microsoft. */
const office365Url = `https://autodiscover-s.outlook.com${path}`;

export interface RouteContext extends ProbeContext {
  readonly domain: string;
  /** The domain of the address itself; the PC's directory and local files do not concern an alias. */
  readonly primary: boolean;
  readonly dns: DnsQuestions;
  readonly directory: Directory;
  readonly localXml: string | undefined;
}

/** A route that was asked over the network has its probe; the others are reports only. */
export interface RouteResult {
  readonly report: RouteReport;
  readonly probe?: Probe;
}

type Ask = (context: RouteContext) => Promise<RouteResult>;

/** One row a route, in Outlook's order; the URLs are those of KB 3211279. */
const asks: Readonly<Record<RouteId, Ask>> = {
  // A profile that does not exist yet has no last known good address.
  lastKnownGood: (context) => Promise.resolve(quiet(context, 'lastKnownGood', 'skipped', 'notAtAccountCreation')),
  office365: async (context) => {
    const [host, txt] = await Promise.all([context.dns.host, context.dns.txt]);
    if (office365Marks(host, txt).length > 0) return quiet(context, 'office365', 'office365', null, office365Url);
    return isUnanswered(txt) ? quiet(context, 'office365', 'skipped', silenceOfAnswer(txt)) : quiet(context, 'office365', 'absent', null);
  },
  scp: askDirectory,
  rootDomain: (context) => probed(startOf(context, 'rootDomain', `https://${context.domain}${path}`), context),
  autodiscoverDomain: async (context) => {
    // Nothing of ours is there to be seen, and Microsoft would be told the address.
    if (isMicrosoftAlias(await context.dns.host)) return quiet(context, 'autodiscoverDomain', 'office365', null, office365Url);
    return probed(startOf(context, 'autodiscoverDomain', `https://autodiscover.${context.domain}${path}`), context);
  },
  localXml: ({ primary, localXml, ...context }) => {
    if (!primary) return Promise.resolve(quiet(context, 'localXml', 'skipped', 'primaryDomainOnly'));
    return Promise.resolve(quiet(context, 'localXml', localXml === undefined ? 'absent' : 'local', null, localXml));
  },
  httpRedirect: async (context) => {
    if (isMicrosoftAlias(await context.dns.host)) return quiet(context, 'httpRedirect', 'office365', null, office365Url);
    return probed({ ...startOf(context, 'httpRedirect', httpRedirectUrl(context.domain)), method: 'GET' }, context);
  },
  srv: async (context) => {
    const answer = await context.dns.srv;
    const target = firstTarget(answer)?.target;
    if (target !== undefined && isMicrosoftHost(target)) return quiet(context, 'srv', 'office365', null, office365Url);
    // Outlook does not look at the record's port: it always uses 443.
    const url = target === undefined ? undefined : urlIn(`https://${target}${path}`);
    if (url) return probed(startOf(context, 'srv', url.href), context);
    return isUnanswered(answer) ? quiet(context, 'srv', 'unreachable', silenceOfAnswer(answer)) : quiet(context, 'srv', 'absent', null);
  },
};

/** Asks all routes of one domain at once; `onRoute` hears of each as it begins and ends. */
export function askRoutes(
  context: RouteContext,
  onRoute: (route: RouteId, state: 'running' | 'ended') => void,
): Promise<readonly RouteResult[]> {
  return Promise.all(
    (Object.keys(asks) as RouteId[]).map(async (route) => {
      onRoute(route, 'running');
      const result = await asks[route](context);
      onRoute(route, 'ended');
      return result;
    }),
  );
}

/** Active Directory gives a list in the order in which Outlook tries it: a server that was taken out of service leads on to the next. */
async function askDirectory(context: RouteContext): Promise<RouteResult> {
  if (!context.primary) return quiet(context, 'scp', 'skipped', 'primaryDomainOnly');
  const answer = await untilAborted(context.directory.serviceConnectionPoints(context.signal), context.signal);
  if (answer === undefined) return quiet(context, 'scp', 'skipped', 'check.budget');
  if (answer.kind !== 'found') return quiet(context, 'scp', 'skipped', answer.kind);
  const urls = answer.urls
    .flatMap((text) => urlIn(text) ?? [])
    .filter(({ protocol }) => protocol === 'https:')
    .slice(0, maxDirectoryUrls);
  const microsofts = urls.findIndex(({ hostname }) => isMicrosoftHost(hostname));
  // One of Microsoft's is never asked, and what stands behind it no more than by Outlook, whose search ends there.
  const asked = urls.slice(0, microsofts < 0 ? urls.length : microsofts).map(({ href }) => probed(startOf(context, 'scp', href), context));
  const results: RouteResult[] = [];
  // All at once, since servers that are gone may each keep silent for as long as is waited; the list's order, which is Outlook's, decides.
  for (const probe of asked) {
    const result = await probe;
    // The others end with the check: a request may be shared with another route, so it is not stopped here.
    if (endsDirectory.has(result.report.outcome)) return result;
    results.push(result);
  }
  const cutOff = results.find(({ report }) => report.reason === 'check.budget');
  if (cutOff) return cutOff;
  return microsofts < 0 ? (results[0] ?? quiet(context, 'scp', 'absent', null)) : quiet(context, 'scp', 'office365', null, office365Url);
}

/** So many servers of a directory are asked. */
const maxDirectoryUrls = 4;
/** Outlook's search in the directory ends with a server that answers it, or about which it asks the person. */
const endsDirectory: ReadonlySet<RouteReport['outcome']> = new Set(['settings', 'credentials', 'newAddress', 'untrusted']);

/** Where Outlook asks over plain http, for the sake of a redirect (KB 3211279 step 9). */
export function httpRedirectUrl(domain: string): string {
  return `http://autodiscover.${domain}${path}`;
}

function startOf({ domain }: { readonly domain: string }, route: RouteId, url: string): ProbeStart {
  return { route, domain, url, method: 'POST' };
}

async function probed(start: ProbeStart, context: ProbeContext): Promise<RouteResult> {
  const probe = await probeRoute(start, context);
  return { report: probe.report, probe };
}

/** A route that needed no request. */
function quiet(
  { domain }: { readonly domain: string },
  route: RouteId,
  outcome: RouteReport['outcome'],
  reason: string | null,
  url: string | null = null,
): RouteResult {
  return { report: { route, domain, url, outcome, reason, status: null, ms: 0, addresses: [], certificate: null, redirects: [] } };
}
