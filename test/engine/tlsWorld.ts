// What the TLS tests share: a small authority, a real nginx with a host for each case, and a reach check of a mail domain against it.
import type { DnsAnswer } from '../../electron/model/dns.ts';
import type { CheckReport } from '../../electron/model/check.ts';
import { checkReach } from '../../electron/reach/check.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import type { Network } from '../../electron/workstation/port.ts';
import { startNginx, type NginxHost } from '../servers/nginx.ts';
import { createOpensslAuthority, type OpensslAuthority } from '../servers/opensslAuthority.ts';
import { address, reportOf, untouched } from './reachFixture.ts';

export interface TlsWorld {
  readonly authority: OpensslAuthority;
  readonly network: Network;
  /** What nginx was asked so far. */
  accessLog(): Promise<string>;
  /** Checks `user@<domain>`; `clockMs` is by how much the PC's clock is ahead. */
  check(domain: string, clockMs?: number): Promise<CheckReport>;
  close(): Promise<void>;
}

export interface TlsWorldWishes {
  /** nginx' directives for plain http. */
  readonly plain?: string;
  /** Instead of nginx, where plain http is answered. */
  readonly plainPort?: number;
  /** SRV targets by mail domain. */
  readonly srv?: Readonly<Record<string, string>>;
}

/** Nothing listens there: the discard port. */
const closedPort = 9;

/** Opens the world; `hosts` is given the authority to have its certificates made. */
export async function openTlsWorld(
  hosts: (authority: OpensslAuthority) => Promise<readonly NginxHost[]>,
  wishes: TlsWorldWishes = {},
): Promise<TlsWorld> {
  const authority = await createOpensslAuthority('Corp');
  const served = await hosts(authority);
  const nginx = await startNginx(served, wishes.plain);
  const to = (host: string, port: number, toPort: number) => ({ host, port, toAddress: '127.0.0.1', toPort });
  const own = createNodeNetwork({
    connectTo: () => [
      ...served.map(({ name }) => to(name, 443, nginx.portOf(name))),
      to('', 80, wishes.plainPort ?? nginx.httpPort),
      to('', 0, closedPort),
    ],
    trustedCertificates: [authority.root],
    now: () => new Date(),
  });
  // This world's names are its own: the hosts file of the PC that runs the test has no part in them.
  const network: Network = { resolve: own.resolve.bind(own), exchange: own.exchange.bind(own) };
  const resolve: Network['resolve'] = (name, type) => Promise.resolve(answerTo(name, type, wishes.srv ?? {}));
  return {
    authority,
    network,
    accessLog: () => nginx.accessLog(),
    check: async (domain, clockMs = 0) =>
      reportOf(
        await checkReach(
          {
            network: { ...network, resolve },
            directory: { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' }) },
            practice: false,
            now: () => new Date(Date.now() + clockMs),
          },
          {
            email: address(`user@${domain}`),
            aliases: [],
            officeVersion: '16.0',
            valuesNow: untouched,
            valuesAfter: () => untouched,
            password: null,
            timeoutMs: 5_000,
            budgetMs: 15_000,
          },
          { signal: new AbortController().signal, onProgress: () => undefined },
        ),
      ),
    close: async () => {
      await nginx.close();
      await authority.close();
    },
  };
}

/** The DNS of the port: every host is on loopback, and the domains have the SRV records a test wishes. */
function answerTo(name: string, type: string, srv: Readonly<Record<string, string>>): DnsAnswer {
  const target = srv[name.replace(/^_autodiscover\._tcp\./, '')];
  if (type === 'A') return { kind: 'answer', ms: 0, records: [{ type: 'A', name, address: '127.0.0.1' }] };
  if (type !== 'SRV' || target === undefined) return { kind: 'noData', ms: 0 };
  return { kind: 'answer', ms: 0, records: [{ type: 'SRV', name, priority: 0, weight: 0, port: 443, target }] };
}
