// Decides whether a redirect may be followed: a table of what forbids it, pure.
import { isMicrosoftHost, registrableDomain } from './hosts.ts';

/** MS-OXDISCO: a client gives up after this many; a chain of changed addresses (redirectAddr) ends sooner. */
export const maxRedirects = 10;
export const maxAddressChanges = 2;

export interface RedirectRequest {
  /** Absolute; `undefined` when what the server sent is no URL. */
  readonly to: URL | undefined;
  readonly visited: ReadonlySet<string>;
  readonly followed: number;
  /** The mail domain (ASCII) that is being looked up. */
  readonly domain: string;
  /** Registrable domains that the person named with the address and its aliases. */
  readonly ownDomains: ReadonlySet<string>;
  /** Lower-case hosts that the workstation was told to follow (RedirectServers, KB 2480582). */
  readonly consented: ReadonlySet<string>;
}

export type RefusedRedirect =
  'invalid' | 'notHttps' | 'credentialsInUrl' | 'tooMany' | 'loop' | 'microsoft' | 'parentDomain' | 'foreignHost';

/** First row that applies forbids the redirect. */
const rules: readonly (readonly [RefusedRedirect, (request: RedirectRequest, to: URL) => boolean])[] = [
  // Never https to http, and from http only to https: what comes over http can be anybody's (MS-OXDISCO 3.1.5.4).
  ['notHttps', (_, to) => to.protocol !== 'https:'],
  ['credentialsInUrl', (_, to) => to.username !== '' || to.password !== ''],
  ['loop', ({ visited }, to) => visited.has(to.href)],
  ['tooMany', ({ followed }) => followed >= maxRedirects],
  ['microsoft', (_, to) => isMicrosoftHost(to.hostname)],
  // The 2021 leak: clients that went up from a mail domain to its parents, and asked autodiscover.<suffix>.
  ['parentDomain', ({ domain }, to) => domain.endsWith(`.${to.hostname}`)],
  ['foreignHost', ({ ownDomains, consented }, to) => !consented.has(to.hostname) && !ownDomains.has(registrableDomain(to.hostname) ?? '')],
];

/** The reason that forbids following, `undefined` when the redirect may be followed. */
export function refusedRedirect(request: RedirectRequest): RefusedRedirect | undefined {
  const { to } = request;
  if (!to) return 'invalid';
  const named = withoutRootDot(to);
  return rules.find(([, applies]) => applies(request, named))?.[0];
}

/** `corp.example.` is the same host as `corp.example` (RFC 1034 3.1), and must meet the same rules. */
function withoutRootDot(to: URL): URL {
  const named = new URL(to);
  named.hostname = named.hostname.replace(/\.+$/, '');
  return named;
}
