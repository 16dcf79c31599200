// Active Directory's service connection points for Autodiscover, asked through Windows' own LDAP with the user's sign-in.
import { atMost, untilAborted } from '../../../model/deadline.ts';
import type { Directory, DirectoryAnswer } from '../../port.ts';
import type { Koffi } from '../koffi.ts';
import { openLdap, scope, type LdapAnswer, type LdapServer } from './ldapApi.ts';
import { readSite } from './adSite.ts';
import { createLanes } from './nativeCalls.ts';
import { readScp, scpAttributes, scpFilter, type ScpMeaning } from './scpEntries.ts';

/** A domain controller answers within milliseconds, or is on the other side of a VPN that is down. */
const timeoutSeconds = 3;
/** The controller has answered by then, and knows the site; without it the points are in no order of nearness. In milliseconds. */
const longestSiteMs = 1_000;

export interface ScpOptions {
  /** Whether this PC belongs to an Active Directory domain. */
  readonly joined: boolean;
  /** Asked instead of the domain's controller, whether this PC is joined or not. */
  readonly server?: LdapServer;
  /** Tells the PC's site; Windows where it is absent. */
  readonly site?: () => Promise<string | undefined>;
}

type Read = ScpMeaning | { readonly failure: string };

/**
 * Makes the directory of the port. `notJoined` when this PC belongs to no Active Directory domain; `unavailable` {reason: name of the
 * LDAP result} when its controller does not answer. Pointers to other directories are followed once, not further (MS-OXDISCO 3.1.5.2).
 */
export function createScpDirectory(koffi: Koffi, options: ScpOptions): Directory {
  const lane = createLanes(1);
  const look = async (signal: AbortSignal): Promise<DirectoryAnswer> => {
    if (!options.server && !options.joined) return { kind: 'notJoined' };
    let asked: Promise<string | undefined> | undefined;
    const site = () => (asked ??= atMost(longestSiteMs, options.site?.() ?? readSite(koffi), signal));
    const first = await readDirectory(koffi, options.server ?? { host: null, port: 389 }, site);
    if ('failure' in first) return { kind: 'unavailable', reason: first.failure };
    const urls = [...first.urls];
    for (const { host, port } of first.pointers) {
      if (signal.aborted) break;
      const { simple } = options.server ?? {};
      const further = await readDirectory(koffi, { host, port, ...(simple ? { simple } : {}) }, site);
      if ('urls' in further) urls.push(...further.urls);
    }
    return { kind: 'found', urls: [...new Set(urls)] };
  };
  return {
    serviceConnectionPoints: async (signal) =>
      (await untilAborted(
        lane(() => look(signal), signal),
        signal,
      )) ?? { kind: 'unavailable', reason: 'cancelled' },
  };
}

/** The root says where the configuration is kept (`configurationNamingContext`), and there the points are. */
async function readDirectory(koffi: Koffi, server: LdapServer, site: () => Promise<string | undefined>): Promise<Read> {
  const session = await openLdap(koffi, server, timeoutSeconds);
  if ('failure' in session) return session;
  try {
    const root = await session.search('', scope.base, '(objectClass=*)', ['configurationNamingContext', 'defaultNamingContext']);
    const base = baseOf(root);
    if (base === undefined) return { failure: 'failure' in root ? root.failure : 'noNamingContext' };
    const found = await session.search(base, scope.subtree, scpFilter, scpAttributes);
    if ('failure' in found) return found;
    // Only now: away from its network the question may wait for what the connection has just found missing.
    return readScp(found.entries, found.entries.length > 0 ? await site() : undefined);
  } finally {
    await session.close();
  }
}

function baseOf(root: LdapAnswer): string | undefined {
  if ('failure' in root) return undefined;
  const entry = root.entries[0];
  return entry?.configurationNamingContext?.[0] ?? entry?.defaultNamingContext?.[0];
}
