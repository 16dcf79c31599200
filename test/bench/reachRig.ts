// A whole check and each of its chains alone, against the far practice server, each with a network that has asked nothing yet.
import { parseMailAddress } from '../../electron/model/mailAddress.ts';
import type { ConnectTo } from '../../electron/model/connectTo.ts';
import { checkReach, type ReachCall } from '../../electron/reach/check.ts';
import { askedOnce } from '../../electron/reach/askedOnce.ts';
import { askDns } from '../../electron/reach/dnsQuestions.ts';
import { askService, serviceIds } from '../../electron/reach/endpoints.ts';
import { ownDomainsOf, probeRoute, type ProbeContext } from '../../electron/reach/probe.ts';
import { createNodeNetwork } from '../../electron/workstation/node/network.ts';
import type { startFar } from './farProcess.ts';

const parsed = parseMailAddress('user@practice.example');
if (!parsed.ok) throw new Error('the practice address is one');
const email = parsed.value;
const { domain } = email;
const never = new AbortController().signal;
const nothingSet = { user: {}, policy: {}, redirectServers: [] };

export interface ReachRig {
  /** One whole check; milliseconds. */
  check(options?: {
    readonly instead?: readonly ConnectTo[];
    readonly timeoutMs?: number;
    readonly onProgress?: ReachCall['onProgress'];
  }): Promise<number>;
  /** Every chain that a tester would go one after the other, each measured alone; milliseconds by name. */
  chains(): Promise<ReadonlyMap<string, number>>;
}

export function reachRig(far: Awaited<ReturnType<typeof startFar>>): ReachRig {
  const usual: readonly ConnectTo[] = [
    { host: '', port: 443, toAddress: '', toPort: far.httpsPort },
    { host: '', port: 80, toAddress: '', toPort: far.httpPort },
  ];
  let instead: readonly ConnectTo[] = [];
  const network = createNodeNetwork({
    dnsServer: { address: '127.0.0.1', port: far.dnsPort },
    connectTo: () => [...instead, ...usual],
    trustedCertificates: [far.authority],
    now: () => new Date(),
  });

  const fresh = (): ProbeContext => ({
    network: askedOnce(network),
    now: () => new Date(),
    signal: never,
    address: email.address,
    officeVersion: '16.0',
    timeoutMs: 5_000,
    ownDomains: ownDomainsOf([domain]),
    consented: new Set(),
  });

  async function timed(work: () => Promise<unknown>): Promise<number> {
    const started = performance.now();
    await work();
    return performance.now() - started;
  }

  /** DNS, then the route with its redirects, as the check goes it. */
  async function route(id: 'rootDomain' | 'autodiscoverDomain' | 'httpRedirect'): Promise<void> {
    const context = fresh();
    const host = id === 'rootDomain' ? domain : `autodiscover.${domain}`;
    if (id !== 'rootDomain') await askDns(context.network, domain, context).host;
    const url = `${id === 'httpRedirect' ? 'http' : 'https'}://${host}/autodiscover/autodiscover.xml`;
    await probeRoute({ route: id, domain, url, method: id === 'httpRedirect' ? 'GET' : 'POST' }, context);
  }

  return {
    async check(options = {}) {
      instead = options.instead ?? [];
      return timed(async () => {
        const directory = { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' } as const) };
        const result = await checkReach(
          { network, directory, practice: true, now: () => new Date() },
          {
            email,
            aliases: [],
            officeVersion: '16.0',
            valuesNow: nothingSet,
            valuesAfter: () => nothingSet,
            password: null,
            timeoutMs: options.timeoutMs ?? 5_000,
            budgetMs: 15_000,
          },
          { signal: never, onProgress: options.onProgress ?? (() => undefined) },
        );
        if (!result.ok || result.value.outlook.now.route !== 'autodiscoverDomain') throw new Error('the far server is not healthy');
      });
    },
    async chains() {
      const times = new Map<string, number>();
      times.set('txt', await timed(() => askDns(fresh().network, domain, fresh()).txt));
      times.set('srv', await timed(() => askDns(fresh().network, domain, fresh()).srv));
      for (const id of ['rootDomain', 'autodiscoverDomain', 'httpRedirect'] as const) times.set(id, await timed(() => route(id)));
      for (const id of serviceIds) {
        times.set(id, await timed(() => askService(network, id, `https://autodiscover.${domain}/${id}`, fresh())));
      }
      return times;
    },
  };
}
