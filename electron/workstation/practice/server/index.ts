// The practice server: an embedded BlueMind-like server on loopback with its own DNS and certificates, whose faults can be switched while it runs.
import type { ConnectTo } from '../../../model/connectTo.ts';
import { openBlackHole, type BlackHole } from './blackHole.ts';
import { holdClosedPort, type ClosedPort } from './closedPort.ts';
import { startDnsServer } from './dnsServer.ts';
import { effectsOf, practiceFaults, type ConnectionFault, type Effects, type PracticeFault } from './faults.ts';
import { createPki, type Credentials, type Pki } from './pki.ts';
import { logRequest, type LoggedRequest } from './requestLog.ts';
import { answerRequest } from './siteAnswers.ts';
import { aliasDomains, hostsOf, mailboxes, mailDomain, practicePassword, roleOf, type HostRole } from './site.ts';
import { startWebServer } from './webServer.ts';
import { answerQuestion, zoneRecords } from './zone.ts';

export { practiceFaults, type PracticeFault } from './faults.ts';

export interface PracticeServer {
  readonly domain: string;
  readonly aliases: readonly string[];
  /** Who can sign in, and the password. */
  readonly address: string;
  readonly password: string;
  readonly dns: { readonly address: string; readonly port: number };
  /** Where connections to its hosts go; changes with the faults, so ask anew for each connection. First match wins. */
  connectTo(): readonly ConnectTo[];
  /** The root certificate to trust, PEM. */
  readonly caCertificate: string;
  readonly faults: readonly PracticeFault[];
  /** Replaces the faults; done when connections, names and answers are as they say. Does nothing once closed. */
  setFaults(faults: readonly PracticeFault[]): Promise<void>;
  /** Every HTTP request that was read, oldest first, the last thousand. */
  readonly requests: readonly LoggedRequest[];
  /** Lets go of every socket and thread; may be called more than once. */
  close(): Promise<void>;
}

type CredentialsByRole = Readonly<Record<HostRole, Credentials>>;

async function credentialsFor(pki: Pki, effects: Effects): Promise<CredentialsByRole> {
  const of = (role: HostRole): Promise<Credentials> => pki.credentialsFor(role, effects.certificate.get(role));
  const [mail, autodiscover, website, elsewhere] = await Promise.all([of('mail'), of('autodiscover'), of('website'), of('elsewhere')]);
  return { mail, autodiscover, website, elsewhere };
}

/** Ports that do not answer; opened when a fault first needs them, then kept. */
const openPort: Readonly<Record<ConnectionFault, () => Promise<BlackHole | ClosedPort>>> = {
  blackHole: openBlackHole,
  refused: holdClosedPort,
};

/** What the faults that are on lead to; replaced as a whole when they change. */
interface Situation {
  readonly faults: readonly PracticeFault[];
  readonly effects: Effects;
  readonly records: ReturnType<typeof zoneRecords>;
  readonly credentials: CredentialsByRole;
  /** Where connections to the autodiscover hosts end instead. */
  readonly deadPort: number | undefined;
}

/**
 * Starts the server on free loopback ports, with these faults from the first moment.
 * When `signal` fires it closes; a signal that fires before it is up makes this reject with the signal's reason.
 */
export async function startPracticeServer(
  options: { readonly faults?: readonly PracticeFault[]; readonly signal?: AbortSignal } = {},
): Promise<PracticeServer> {
  options.signal?.throwIfAborted();
  const pki = await createPki();
  const requests: LoggedRequest[] = [];
  const ports = new Map<ConnectionFault, Promise<BlackHole | ClosedPort>>();

  async function deadPort(fault: ConnectionFault | undefined): Promise<number | undefined> {
    if (fault === undefined) return undefined;
    const port = ports.get(fault) ?? openPort[fault]();
    ports.set(fault, port);
    return (await port).port;
  }
  async function situationWith(faults: readonly PracticeFault[]): Promise<Situation> {
    const effects = effectsOf(faults);
    const [credentials, dead] = await Promise.all([credentialsFor(pki, effects), deadPort(effects.connection)]);
    const on = practiceFaults.filter((fault) => faults.includes(fault));
    return { faults: on, effects, records: zoneRecords(effects.zone), credentials, deadPort: dead };
  }

  let situation = await situationWith(options.faults ?? []);
  const [dns, web] = await Promise.all([
    startDnsServer((question) => answerQuestion(situation.records, question)),
    startWebServer({
      credentialsFor: (name) => situation.credentials[roleOf(name)],
      answer: (request, bodyLength) => {
        logRequest(requests, request, bodyLength);
        return answerRequest(request, situation.effects.web);
      },
    }),
  ]);

  const webPorts = [
    { port: 443, toPort: web.httpsPort },
    { port: 80, toPort: web.httpPort },
  ];
  function connectTo(): readonly ConnectTo[] {
    const dead = situation.deadPort;
    const instead =
      dead === undefined ? [] : hostsOf('autodiscover').flatMap((host) => webPorts.map(({ port }) => ({ host, port, toPort: dead })));
    const usual = webPorts.map((ports) => ({ host: '', ...ports }));
    return [...instead, ...usual].map((rule) => ({ ...rule, toAddress: '' }));
  }

  let closing: Promise<void> | undefined;
  let changing: Promise<void> = Promise.resolve();
  async function change(faults: readonly PracticeFault[], before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    if (closing !== undefined) return;
    situation = await situationWith(faults);
    web.renew();
  }

  async function closeAll(): Promise<void> {
    options.signal?.removeEventListener('abort', onAbort);
    await changing.catch(() => undefined);
    const dead = await Promise.all(ports.values());
    await Promise.all([dns, web, ...dead].map((part) => part.close()));
  }
  const close = (): Promise<void> => (closing ??= closeAll());
  const onAbort = (): void => void close();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted === true) {
    await close();
    options.signal.throwIfAborted();
  }

  return {
    domain: mailDomain,
    aliases: aliasDomains,
    address: mailboxes[0].address,
    password: practicePassword,
    dns: { address: dns.address, port: dns.port },
    connectTo,
    caCertificate: pki.caCertificate,
    get faults() {
      return situation.faults;
    },
    setFaults: (faults) => (changing = change(faults, changing)),
    requests,
    close,
  };
}
