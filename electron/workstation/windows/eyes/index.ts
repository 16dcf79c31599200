// Outlook's own eyes: the network and the directory as this Windows PC sees them, with Node's view beside it for the detail.
import type { Exchange, ExchangeRequest } from '../../../model/exchange.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Directory, Network } from '../../port.ts';
import type { Koffi } from '../koffi.ts';
import { clientCertificateFinding, compareExchanges, withDetail } from './compare.ts';
import { createDnsQuery } from './dnsQuery.ts';
import type { LdapServer } from './ldapApi.ts';
import { clockFinding, inspectionFindings } from './pcFindings.ts';
import { createProxyFor, type ProxyFor } from './proxy.ts';
import { createScpDirectory } from './scp.ts';
import type { TlsInspector } from './tlsInspectors.ts';
import { createWinHttpExchange } from './winHttp.ts';

export interface WindowsEyesOptions {
  readonly koffi: Koffi;
  /** Whether this PC belongs to an Active Directory domain. */
  readonly domainJoined: boolean;
  /** Programs that look into TLS on this PC. */
  readonly inspectors: readonly TlsInspector[];
  /** Asked beside Windows, for what WinHTTP does not tell and for the comparison. */
  readonly node: Network;
  /** IPv4 addresses of DNS servers to ask instead of the PC's, on port 53. */
  readonly dnsServers?: readonly string[];
  /** Asked instead of the domain's controller. */
  readonly ldapServer?: LdapServer;
  now(): Date;
}

export interface WindowsEyes {
  readonly network: Network;
  readonly directory: Directory;
  readonly proxyFor: ProxyFor;
  /** What this PC's own eyes noticed so far, worst status first for each host: differences, a wrong clock, programs that look into TLS. */
  findings(): readonly Finding[];
}

/**
 * How long Node's answer is waited for when Windows has its own, in milliseconds: on a network that only a proxy leads out of, Node would
 * wait until the time is over.
 */
const graceMs = 1_000;

const severity: Readonly<Record<Finding['status'], number>> = { fail: 0, warn: 1, info: 2, pass: 3, skipped: 4 };

/**
 * Opens Windows' eyes. Not for a check that is led elsewhere (`--connect-to`, a DNS port, extra roots): Windows cannot be led, and then
 * Node's network is the one to use alone.
 */
export function createWindowsEyes(options: WindowsEyesOptions): WindowsEyes {
  const { koffi, node } = options;
  const proxyFor = createProxyFor(koffi);
  const overWinHttp = createWinHttpExchange(koffi, proxyFor);
  const noticed = new Map<string, Finding>();
  const notice = (finding: Finding | undefined): void => {
    if (!finding) return;
    const place = `${finding.id} ${finding.subject}`;
    const before = noticed.get(place);
    if (!before || severity[finding.status] < severity[before.status]) noticed.set(place, finding);
  };
  const exchange: Network['exchange'] = async (request, signal): Promise<Exchange> => {
    // A password goes out once: servers lock out after a few wrong ones.
    if (Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization')) return overWinHttp(request, signal);
    const [windows, other] = await askBoth(request, signal);
    notice(compareExchanges(windows, other));
    notice(clientCertificateFinding(windows, other));
    notice(clockFinding(windows, options.now()));
    return withDetail(windows, other);
  };
  async function askBoth(request: ExchangeRequest, signal: AbortSignal): Promise<readonly [Exchange, Exchange]> {
    const detail = new AbortController();
    const stop = (): void => detail.abort();
    signal.addEventListener('abort', stop, { once: true });
    const other = node.exchange(request, detail.signal);
    const windows = await overWinHttp(request, signal);
    const grace = setTimeout(stop, graceMs);
    try {
      return [windows, await other];
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
    }
  }
  return {
    network: { resolve: createDnsQuery(koffi, options.dnsServers), exchange },
    directory: createScpDirectory(koffi, {
      joined: options.domainJoined,
      ...(options.ldapServer ? { server: options.ldapServer } : {}),
    }),
    proxyFor,
    findings: () => [...noticed.values(), ...inspectionFindings(options.inspectors)],
  };
}
