// The reach check: asks every route of every domain at once, then the server they lead to, and always ends within its budget with a verdict.
import type { CheckReport, RouteReport } from '../model/check.ts';
import { startDeadline } from '../model/deadline.ts';
import type { DnsServer } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import type { MailAddress } from '../model/mailAddress.ts';
import { cancelled } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { OnProgress } from '../model/walk.ts';
import type { Directory, Network } from '../workstation/port.ts';
import { askedOnce } from './askedOnce.ts';
import { withChangedAddresses } from './changedAddresses.ts';
import { compareDns, comparisonFinding } from './dnsCompare.ts';
import { firstTarget, isMicrosoftAlias, isPublished, type DnsQuestions } from './dnsFacts.ts';
import { askDns } from './dnsQuestions.ts';
import { judgeDns } from './dnsDomain.ts';
import { withoutKnownToProxy } from './dnsFindings.ts';
import { withoutUnaskedDomain } from './dnsHostsFile.ts';
import { ipv6Findings } from './dnsIpv6.ts';
import { redirectRequest } from './autodiscoverRequest.ts';
import { askLogin, askServices } from './endpoints.ts';
import { finding } from './findings.ts';
import { isMicrosoftHost, urlIn } from './hosts.ts';
import { chooseFor, judgeReach, type Steering } from './judge.ts';
import { isLeftOut, isTakenBy } from './outlookFindings.ts';
import { ownDomainsOf, type ProbeContext } from './probe.ts';
import { isMapiHttpDisabled } from './settings.ts';
import { refusedRedirect } from './redirects.ts';
import { askRoutes, httpRedirectUrl, type RouteResult } from './routes.ts';
import { expectedServerFindings, passwordFindings, serverFindings, signInFindings, splitDomainFindings } from './serverFindings.ts';
import { askServer, loginHostToAsk, type LoginHosts, type ServerRequest } from './server.ts';
import { clockFindings } from './tlsClock.ts';

export interface ReachDeps {
  readonly network: Network;
  readonly directory: Directory;
  readonly practice: boolean;
  now(): Date;
}

export interface ReachRequest extends Steering, ServerRequest {
  /** Mail domains (ASCII) of the mailbox's other addresses. */
  readonly aliases: readonly string[];
  /** For one request, and for the whole check, in milliseconds. */
  readonly timeoutMs: number;
  readonly budgetMs: number;
  /** Asked beside the PC's DNS about every name of the check. */
  readonly compareDns?: DnsServer;
}

export interface ReachCall {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Checks whether Outlook gets to its BlueMind from here. The one problem is `cancelled`: everything else is a finding of the report. */
export async function checkReach(deps: ReachDeps, request: ReachRequest, call: ReachCall): Promise<Result<CheckReport>> {
  const started = performance.now();
  const budget = startDeadline(request.budgetMs, call.signal);
  const work = new AbortController();
  const stop = (): void => work.abort();
  budget.signal.addEventListener('abort', stop, { once: true });
  if (budget.signal.aborted) stop();
  const told = new Set<Finding>();
  const tell = (entry: Finding): void => {
    if (!told.has(entry)) call.onProgress({ kind: 'finding', finding: entry });
    told.add(entry);
  };
  try {
    const domains = [...new Set([request.email.domain, ...request.aliases])];
    const context = probeContext({ ...deps, network: askedOnce(deps.network) }, request, domains, work.signal);
    const comparison = compareDns(request.compareDns, domains, context);
    const ask = (address: MailAddress, primary: boolean) =>
      askDomain(address, primary, context, deps.directory, request, { ...call, tell });
    const asked = await Promise.all(
      domains.map((domain, at) => ask({ ...request.email, address: `${request.email.local}@${domain}`, domain }, at === 0)),
    );
    const facts = asked[0]?.dns.keyFacts ?? {};
    const results = await withChangedAddresses(
      asked.flatMap((domain) => domain.results),
      (known) => chooseFor(request.email.domain, known, request, facts),
      async (address) => (await ask(address, false)).results,
    );
    const routes = results.map(({ report }) => report);
    const { afterKeys } = chooseFor(request.email.domain, routes, request, facts);
    const taken = results.find(({ report }) => isTakenBy(report, afterKeys, request.email.domain));
    const asking = taken ?? fallback(results, request.email.domain);
    const [seen, dnsComparison] = await Promise.all([
      askServer(asking, loginHosts(routes, request.email.domain), context, request),
      comparison?.with(results.flatMap(({ report }) => report)),
    ]);
    if (call.signal.aborted) return failure(cancelled);
    const report = judgeReach(
      {
        practice: deps.practice,
        verdict: 'blocked',
        email: request.email.address,
        domains,
        outlookVersion: request.officeVersion,
        findings: [
          ...(budget.expired() ? [budgetFinding(request, routes)] : []),
          ...withoutUnaskedDomain(
            withoutKnownToProxy(
              asked.flatMap(({ dns }) => dns.findings),
              results,
            ),
            routes,
            afterKeys,
          ),
          ...(dnsComparison ? [comparisonFinding(dnsComparison)] : []),
          ...results
            .filter(({ report }) => !isLeftOut(report, afterKeys))
            .flatMap(({ report, probe }) => ipv6Findings(probe?.exchanges ?? [], report.domain)),
          ...serverFindings(seen.server, seen.host, request.email.domain),
          ...expectedServerFindings(request.expectedHost, seen.externalHost),
          ...clockFindings(routes, deps.now()),
          ...signInFindings(seen.signIn, request.email, taken?.report.url ?? null, seen.server.product),
          ...passwordFindings(request.password, seen.signIn, request.email),
          ...splitDomainFindings(asking?.report, seen.server.product, request.email),
        ],
        routes,
        outlook: { now: afterKeys, afterKeys },
        server: seen.server,
        signIn: seen.signIn.state,
        ...(dnsComparison ? { dnsComparison } : {}),
        ms: performance.now() - started,
      },
      request,
    );
    report.findings.forEach(tell);
    return success(report);
  } finally {
    budget.done();
    // What was asked ahead and is not needed any more must not outlive the check.
    stop();
  }
}

function probeContext(deps: ReachDeps, request: ReachRequest, domains: readonly string[], signal: AbortSignal): ProbeContext {
  const consented = [request.valuesNow, request.valuesAfter({})].flatMap((values) => values.redirectServers);
  return {
    network: deps.network,
    now: () => deps.now(),
    signal,
    address: request.email.address,
    officeVersion: request.officeVersion,
    timeoutMs: request.timeoutMs,
    ownDomains: ownDomainsOf(domains),
    mapiHttpDisabled: isMapiHttpDisabled(request.valuesAfter({})),
    consented: new Set(consented),
  };
}

async function askDomain(
  { address, domain }: MailAddress,
  primary: boolean,
  context: ProbeContext,
  directory: Directory,
  request: ReachRequest,
  { onProgress, tell }: ReachCall & { readonly tell: (finding: Finding) => void },
) {
  const dns = askDns(context.network, domain, context);
  if (primary) void askServicesAhead(domain, dns, context, loginHostToAsk(request));
  const [results, findings] = await Promise.all([
    askRoutes(
      {
        ...context,
        address,
        domain,
        primary,
        dns,
        directory,
        localXml: primary ? request.valuesNow.localXml : undefined,
      },
      (route, state) => onProgress({ kind: 'probe', route, domain, state }),
    ),
    judgeDns(domain, dns, context, tell),
  ]);
  return { results, dns: findings };
}

/**
 * The host that DNS names first is nearly always the server: its services are asked while the routes still are, and whoever needs them
 * afterwards finds them asked. Nothing here decides anything, and nothing carries credentials.
 */
async function askServicesAhead(domain: string, dns: DnsQuestions, context: ProbeContext, loginHost: string | undefined): Promise<void> {
  const host = await dns.host;
  const target = isPublished(host) ? `autodiscover.${domain}` : firstTarget(await dns.srv)?.target;
  if (target === undefined || isMicrosoftHost(target) || isMicrosoftAlias(host)) return;
  const login = loginHost === undefined ? askExternalLoginAhead(domain, context) : askLogin(context.network, loginHost, context);
  await Promise.all([askServices(context.network, `https://${target}`, domain, context), login]);
}

/**
 * The login page under the external URL, which the redirect over plain http names (the route's own request, shared). A host that the
 * rules of redirects forbid is not asked, nor is one that only a person's consent allows.
 */
async function askExternalLoginAhead(domain: string, context: ProbeContext): Promise<void> {
  const { answer } = await context.network.exchange(redirectRequest(httpRedirectUrl(domain), context), context.signal);
  const to = urlIn(answer?.headers.location ?? '');
  const { ownDomains } = context;
  const refused = refusedRedirect({ to, visited: new Set(), followed: 0, domain, ownDomains, consented: new Set() });
  if (to && refused === undefined) await askLogin(context.network, to.hostname, context);
}

/** When Outlook will take no route: the autodiscover host, if it answered over a verified connection, can still tell who and how it is. */
function fallback(results: readonly RouteResult[], domain: string): RouteResult | undefined {
  return results.find(
    ({ report, probe }) =>
      report.domain === domain && report.route === 'autodiscoverDomain' && probe?.exchanges.at(-1)?.answer !== undefined,
  );
}

/** BlueMind's nginx sends plain http to its external URL, whatever host was asked: that is how it is known without a sign-in. */
function loginHosts(routes: readonly RouteReport[], domain: string): LoginHosts {
  const own = routes.filter((report) => report.address === undefined && report.domain === domain);
  const redirect = own.find(({ route }) => route === 'httpRedirect')?.redirects[0];
  const host = own.find(({ route, outcome }) => route === 'autodiscoverDomain' && outcome !== 'absent' && outcome !== 'office365');
  return {
    external: redirect?.followed === true ? (urlIn(redirect.to)?.hostname ?? null) : null,
    autodiscover: host ? `autodiscover.${domain}` : null,
  };
}

function budgetFinding({ budgetMs, email }: ReachRequest, routes: readonly RouteReport[]): Finding {
  const unfinished = routes.filter(({ reason }) => reason === 'check.budget').map(({ route, domain }) => `${route} ${domain}`);
  return finding('check.budget', 'fail', email.address, { data: { seconds: Math.round(budgetMs / 1000) }, evidence: unfinished });
}

export { judgeReach } from './judge.ts';
