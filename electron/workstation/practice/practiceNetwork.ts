// The practice PC's network: the practice server, started at the first use, unless another DNS server is named.
import type { ConnectTo } from '../../model/connectTo.ts';
import type { Network } from '../port.ts';
import type { ProxySetting } from '../../model/proxy.ts';
import { askDns } from '../node/dnsQuestions.ts';
import { createNodeNetwork } from '../node/network.ts';
import { chooseProxy } from '../node/proxyChoice.ts';
import type { PracticeFault } from './server/faults.ts';
import type { PracticeServer } from './server/index.ts';

/** A person's own network instead of the practice one, or added to it. */
export interface NetworkChoice {
  /** Answers every look-up; then the practice server and its ports are left out altogether. */
  readonly dnsServer?: { readonly address: string; readonly port: number };
  /** Rules that come before the practice server's own. */
  readonly connectTo?: readonly ConnectTo[];
  /** Roots to trust besides the system's and the practice server's, as PEM texts. */
  readonly trustedCertificates?: readonly string[];
  /** A proxy to go through; `system` concerns a network of the person's own, never the practice server. */
  readonly proxy?: ProxySetting;
}

export interface PracticeNetwork {
  readonly network: Network;
  readonly faults: readonly PracticeFault[];
  setFaults(faults: readonly PracticeFault[]): Promise<void>;
  close(): Promise<void>;
}

/** Makes the network; nothing listens before its first question. `close` lets go of whatever was started. */
export function createPracticeNetwork(choice: NetworkChoice, firstFaults: readonly PracticeFault[], now: () => Date): PracticeNetwork {
  let faults = firstFaults;
  let server: Promise<PracticeServer> | undefined;
  let network: Promise<Network> | undefined;
  let closed = false;
  const own = { connectTo: choice.connectTo ?? [], certificates: choice.trustedCertificates ?? [] };

  async function startServer(): Promise<PracticeServer> {
    // Loaded when needed: its certificate library would slow down every command that stays off the network.
    const { startPracticeServer } = await import('./server/index.ts');
    return startPracticeServer({ faults });
  }

  async function start(): Promise<Network> {
    if (choice.dnsServer) {
      return createNodeNetwork({
        dnsServer: choice.dnsServer,
        connectTo: () => own.connectTo,
        trustedCertificates: own.certificates,
        proxyFor: chooseProxy(choice.proxy ?? { kind: 'system' }),
        now,
      });
    }
    const started = await (server ??= startServer());
    return createNodeNetwork({
      dnsServer: started.dns,
      connectTo: () => [...own.connectTo, ...started.connectTo()],
      trustedCertificates: [...own.certificates, started.caCertificate],
      proxyFor: chooseProxy(choice.proxy?.kind === 'http' ? choice.proxy : { kind: 'none' }),
      now,
    });
  }

  const ready = (): Promise<Network> => {
    if (closed) throw new Error('the practice workstation is closed');
    return (network ??= start());
  };

  return {
    network: {
      resolve: async (name, type, options) => (await ready()).resolve(name, type, options),
      resolveAt: (server, name, type, options) => askDns(server, name, type, options),
      exchange: async (request, signal) => (await ready()).exchange(request, signal),
      proxyFor: async (url, signal) => (await ready()).proxyFor?.(url, signal) ?? { kind: 'direct' },
    },
    get faults() {
      return faults;
    },
    async setFaults(next) {
      faults = next;
      await (await server)?.setFaults(next);
    },
    async close() {
      closed = true;
      await (await server)?.close();
    },
  };
}
