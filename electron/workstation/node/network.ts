// The network as Node reaches it: DNS questions and single HTTP requests, with every phase timed and every failure a value.
import { isIP } from 'node:net';
import type { ConnectTo } from '../../model/connectTo.ts';
import type { DnsServer } from '../../model/dns.ts';
import type { CertificateCheck, ConnectionAttempt, Exchange, ExchangeFailure, ExchangeRequest, ProxyUse } from '../../model/exchange.ts';
import { authority, shownProxy, type ProxyChoice } from '../../model/proxy.ts';
import type { Network } from '../port.ts';
import { openConnection } from './connection.ts';
import { bareHost, destination, portOf, usableUrl } from './destination.ts';
import { startDeadline, type Deadline } from '../../model/deadline.ts';
import { askDns, findAddresses } from './dnsQuestions.ts';
import { sendRequest } from './httpExchange.ts';
import { openTunnel, type TunnelFailure } from './proxyTunnel.ts';
import { startTls } from './tlsSession.ts';
import { createTrust, type Trust } from './trust.ts';

export interface NodeNetworkOptions {
  /** Asked for every look-up instead of the PC's own DNS. */
  readonly dnsServer?: DnsServer;
  /** Asked anew for each connection; the first entry that matches decides. */
  readonly connectTo?: () => readonly ConnectTo[];
  /** Extra roots, as PEM texts. */
  readonly trustedCertificates?: readonly string[];
  /** The proxy for a URL; absent = every connection is direct. */
  readonly proxyFor?: (url: URL, signal: AbortSignal) => Promise<ProxyChoice>;
  now(): Date;
}

/** What was seen so far; becomes the Exchange when it ends. */
interface Seen {
  timings: { dns?: number; tcp?: number; tls?: number; firstByte?: number };
  addresses: readonly string[];
  address?: string;
  attempts?: readonly ConnectionAttempt[];
  certificate?: CertificateCheck;
  proxy?: ProxyUse;
}

/** Makes the network of this PC, as Node sees it. Certificates are checked against the system's roots and the extra ones. */
export function createNodeNetwork(options: NodeNetworkOptions): Network {
  let trust: Trust | undefined;
  const proxyFor = (url: URL, signal: AbortSignal): Promise<ProxyChoice> =>
    options.proxyFor?.(url, signal) ?? Promise.resolve({ kind: 'direct' });
  return {
    proxyFor: async (text, signal) => {
      const url = usableUrl(text);
      return url ? proxyFor(url, signal) : { kind: 'direct' };
    },
    resolve: (name, type, question) => askDns(options.dnsServer, name, type, question),
    // One server that was named answers every look-up: the hosts file plays no part then.
    ...(options.dnsServer ? {} : { resolvePastHosts: (name, type, question) => askDns('pastHosts', name, type, question) }),
    resolveAt: (server, name, type, question) => askDns(server, name, type, question),
    exchange: async (request, signal) => {
      const started = performance.now();
      const seen: Seen = { timings: {}, addresses: [] };
      const deadline = startDeadline(request.timeoutMs, signal);
      const end = (rest: Pick<Exchange, 'answer' | 'failure' | 'code'>): Exchange => ({
        method: request.method,
        url: request.url,
        ...seen,
        timings: { ...seen.timings, total: performance.now() - started },
        ...rest,
      });
      const since = (): number => performance.now() - started;
      const failed = (failure: ExchangeFailure, code?: string): Exchange =>
        end({
          failure: deadline.signal.aborted && !deadline.expired() ? { phase: 'cancelled', reason: 'cancelled' } : failure,
          ...(code === undefined ? {} : { code }),
        });
      try {
        const url = usableUrl(request.url);
        if (!url) return failed({ phase: 'url', reason: 'invalid' });
        if (url.protocol === 'http:' && holdsSecret(request)) return failed({ phase: 'url', reason: 'invalid' }, 'EPLAINTEXT');
        const proxy = await proxyFor(url, deadline.signal);
        const secure = url.protocol === 'https:' ? (trust ??= createTrust(options.trustedCertificates ?? [])) : undefined;
        return await go({ options, request, url, proxy, trust: secure, deadline, seen, since, started }, failed, end);
      } finally {
        deadline.done();
      }
    },
  };
}

interface Going {
  readonly options: NodeNetworkOptions;
  readonly request: ExchangeRequest;
  readonly url: URL;
  readonly proxy: ProxyChoice;
  readonly trust: Trust | undefined;
  readonly deadline: Deadline;
  readonly seen: Seen;
  readonly started: number;
  readonly since: () => number;
}

/** The phases one after the other: name, connection, way through the proxy, certificate, request. */
async function go(
  { options, request, url, proxy, trust, deadline, seen, since, started }: Going,
  failed: (failure: ExchangeFailure, code?: string) => Exchange,
  end: (rest: Pick<Exchange, 'answer'>) => Exchange,
): Promise<Exchange> {
  const { signal } = deadline;
  const target = destination(url, options.connectTo?.() ?? []);
  const findHost = async (host: string): ReturnType<typeof findAddresses> => {
    if (isIP(host)) return { addresses: [host] };
    const known = host === bareHost(url) ? request.resolved : undefined;
    return known ?? findAddresses(options.dnsServer, host, { timeoutMs: request.timeoutMs, signal });
  };

  // A named DNS server is asked for every name; then the proxy is told the address, as it would not find the same one.
  const through = proxy.kind === 'direct' ? undefined : proxyUse(proxy);
  if (through) seen.proxy = through;
  if (proxy.kind === 'unusable') return failed({ phase: 'proxy', reason: 'unusable' });
  const found = through && !options.dnsServer ? { addresses: [target.host] } : await findHost(target.host);
  if ('failure' in found) {
    seen.timings.dns = since();
    return failed({ phase: 'dns', reason: found.failure === 'cancelled' ? 'timeout' : found.failure }, found.code);
  }
  const hop = proxy.kind === 'proxy' ? proxy : target;
  const hopFound = proxy.kind === 'proxy' ? await findHost(proxy.host) : found;
  seen.timings.dns = since();
  if ('failure' in hopFound) {
    const reason = hopFound.failure === 'timeout' || hopFound.failure === 'cancelled' ? 'timeout' : 'unknownName';
    return failed({ phase: 'proxy', reason }, hopFound.code);
  }
  seen.addresses = hopFound.addresses;

  const connection = await openConnection(hopFound.addresses, hop.port, signal);
  seen.timings.tcp = since();
  // What a proxy could not reach says nothing about the server.
  if (!through) seen.attempts = connection.attempts;
  if ('failure' in connection) return failed({ phase: through ? 'proxy' : 'tcp', reason: connection.failure }, connection.code);
  seen.address = connection.address;

  let socket = connection.socket;
  // A proxy fetches a plain URL itself; where we decide the address, it must be a tunnel, else the proxy would look the name up.
  const forwarded = through !== undefined && !trust && !options.dnsServer && target.host === bareHost(url) && target.port === portOf(url);
  if (through && !forwarded) {
    const tunnel = await openTunnel(socket, authority(found.addresses[0] ?? target.host, target.port), signal);
    if ('failure' in tunnel) {
      if (tunnel.answer) seen.proxy = { ...through, answer: tunnel.answer };
      return failed(failureOfTunnel(tunnel.failure), tunnel.code);
    }
    socket = tunnel.socket;
  }
  if (trust) {
    const session = await startTls(socket, bareHost(url), {
      trust,
      now: options.now(),
      signal,
      // Only straight to the server: through a proxy a second tunnel would be asked for, just to explain.
      ...(through ? {} : { reconnect: () => openConnection([connection.address], hop.port, signal) }),
    });
    seen.timings.tls = since();
    if ('certificate' in session) seen.certificate = session.certificate;
    if ('failure' in session) return failed({ phase: 'tls', reason: session.failure }, session.code);
    socket = session.socket;
  }

  const outcome = await sendRequest(socket, request, signal, forwarded ? 'absolute' : 'origin');
  if ('failure' in outcome) return failed({ phase: 'http', reason: outcome.failure }, outcome.code);
  seen.timings.firstByte = outcome.firstByteAt - started;
  return end({ answer: outcome.answer });
}

function proxyUse(proxy: Exclude<ProxyChoice, { readonly kind: 'direct' }>): ProxyUse {
  return { url: proxy.kind === 'proxy' ? shownProxy(proxy) : proxy.url, source: proxy.source };
}

function failureOfTunnel(failure: TunnelFailure): ExchangeFailure {
  return failure === 'unknownHost' ? { phase: 'dns', reason: 'noName' } : { phase: 'proxy', reason: failure };
}

/** What must not cross a network, or a proxy, in plain text. */
function holdsSecret({ headers }: ExchangeRequest): boolean {
  return Object.keys(headers).some((name) => /^(?:proxy-)?authorization$|^cookie$/i.test(name));
}
