// How the PC sees its network: as Outlook does, through Windows. Loaded when it is first asked, for much of the work needs no network.
import type { Network, Registry, Workstation } from '../port.ts';
import type { NodeNetworkOptions } from '../node/network.ts';
import type { WindowsEyes } from './eyes/index.ts';
import type { Koffi } from './koffi.ts';

/** Where a check is led instead of where Windows would go. */
export type Led = Pick<NodeNetworkOptions, 'dnsServer' | 'connectTo' | 'proxyFor' | 'trustedCertificates'>;

interface LateEyesOptions {
  readonly led: Led;
  /** Absent where this PC loads no add-ons: then Node looks alone. */
  readonly koffi: Koffi | undefined;
  readonly domainJoined: boolean;
  readonly registry: Registry;
  readonly now: () => Date;
}

/** A check that is led elsewhere (another DNS server, other addresses, a named proxy, extra roots) is Node's alone, for Windows cannot be led. */
export function createLateEyes(options: LateEyesOptions): Pick<Workstation, 'network' | 'directory' | 'noticed'> {
  const { led, koffi, domainJoined, registry, now } = options;
  const isLed =
    led.dnsServer !== undefined ||
    led.proxyFor !== undefined ||
    (led.connectTo?.().length ?? 0) > 0 ||
    (led.trustedCertificates ?? []).length > 0;
  let opened: WindowsEyes | undefined;
  let loading: Promise<{ readonly node: Network; readonly eyes: WindowsEyes | undefined }> | undefined;
  const load = async () => {
    const { createNodeNetwork } = await import('../node/network.ts');
    const node = createNodeNetwork({ ...led, now });
    if (koffi) {
      const inspectors = await (await import('./eyes/trustedRoots.ts')).readInspectors(registry);
      opened = (await import('./eyes/index.ts')).createWindowsEyes({ koffi, domainJoined, inspectors, node, now });
    }
    return { node, eyes: opened };
  };
  const ready = () => (loading ??= load());
  const node = async (): Promise<Network> => (await ready()).node;
  const chosen = async (): Promise<Network> => {
    const { node: alone, eyes } = await ready();
    return isLed ? alone : (eyes?.network ?? alone);
  };
  const network: Network = {
    resolve: async (...question) => (await chosen()).resolve(...question),
    exchange: async (...request) => (await chosen()).exchange(...request),
  };
  if (koffi && !isLed) return { network, ...directoryAndFindings() };
  return {
    network: {
      ...network,
      proxyFor: async (...question) => (await node()).proxyFor?.(...question) ?? { kind: 'direct' },
      resolveAt: async (...question) => (await node()).resolveAt?.(...question) ?? lacking(),
      // One server that was named answers every look-up: the hosts file plays no part then.
      ...(led.dnsServer ? {} : { resolvePastHosts: async (...question) => (await node()).resolvePastHosts?.(...question) ?? lacking() }),
    },
    ...directoryAndFindings(),
  };

  function directoryAndFindings(): Pick<Workstation, 'directory' | 'noticed'> {
    if (!koffi) return { directory: { serviceConnectionPoints: () => Promise.resolve({ kind: 'unavailable', reason: 'noAddOns' }) } };
    return {
      directory: {
        serviceConnectionPoints: async (signal) =>
          (await ready()).eyes?.directory.serviceConnectionPoints(signal) ?? { kind: 'unavailable', reason: 'noAddOns' },
      },
      // Nothing was noticed before anything was asked.
      noticed: () => opened?.findings() ?? [],
    };
  }
}

/** Node's network has every ability; the port leaves them open for others. */
function lacking(): never {
  throw new Error('the network of Node lacks an ability');
}
