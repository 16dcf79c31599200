// The network as Node reaches it: DNS questions and single HTTP requests, with every phase timed and every failure a value.
import { isIP } from 'node:net';
import type { ConnectTo } from '../../model/connectTo.ts';
import type { DnsServer } from '../../model/dns.ts';
import type { CertificateCheck, ConnectionAttempt, Exchange, ExchangeFailure, ExchangeRequest } from '../../model/exchange.ts';
import type { Network } from '../port.ts';
import { openConnection } from './connection.ts';
import { startDeadline, type Deadline } from '../../model/deadline.ts';
import { askDns, findAddresses } from './dnsQuestions.ts';
import { sendRequest } from './httpExchange.ts';
import { startTls } from './tlsSession.ts';
import { createTrust, type Trust } from './trust.ts';

export interface NodeNetworkOptions {
  /** Asked for every look-up instead of the PC's own DNS. */
  readonly dnsServer?: DnsServer;
  /** Asked anew for each connection; the first entry that matches decides. */
  readonly connectTo?: () => readonly ConnectTo[];
  /** Extra roots, as PEM texts. */
  readonly trustedCertificates?: readonly string[];
  now(): Date;
}

/** What was seen so far; becomes the Exchange when it ends. */
interface Seen {
  timings: { dns?: number; tcp?: number; tls?: number; firstByte?: number };
  addresses: readonly string[];
  address?: string;
  attempts?: readonly ConnectionAttempt[];
  certificate?: CertificateCheck;
}

/** Makes the network of this PC, as Node sees it. Certificates are checked against the system's roots and the extra ones. */
export function createNodeNetwork(options: NodeNetworkOptions): Network {
  let trust: Trust | undefined;
  return {
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
        const secure = url.protocol === 'https:' ? (trust ??= createTrust(options.trustedCertificates ?? [])) : undefined;
        return await go({ options, request, url, trust: secure, deadline, seen, since, started }, failed, end);
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
  readonly trust: Trust | undefined;
  readonly deadline: Deadline;
  readonly seen: Seen;
  readonly started: number;
  readonly since: () => number;
}

/** The phases one after the other: name, connection, certificate, request. */
async function go(
  { options, request, url, trust, deadline, seen, since, started }: Going,
  failed: (failure: ExchangeFailure, code?: string) => Exchange,
  end: (rest: Pick<Exchange, 'answer'>) => Exchange,
): Promise<Exchange> {
  const { signal } = deadline;
  const target = destination(url, options.connectTo?.() ?? []);
  const known = isIP(target.host) ? { addresses: [target.host] } : target.host === bareHost(url) ? request.resolved : undefined;
  const found = known ?? (await findAddresses(options.dnsServer, target.host, { timeoutMs: request.timeoutMs, signal }));
  seen.timings.dns = since();
  if ('failure' in found) {
    return failed({ phase: 'dns', reason: found.failure === 'cancelled' ? 'timeout' : found.failure }, found.code);
  }
  seen.addresses = found.addresses;

  const connection = await openConnection(found.addresses, target.port, signal);
  seen.timings.tcp = since();
  seen.attempts = connection.attempts;
  if ('failure' in connection) return failed({ phase: 'tcp', reason: connection.failure }, connection.code);
  seen.address = connection.address;

  let socket = connection.socket;
  if (trust) {
    const session = await startTls(socket, bareHost(url), { trust, now: options.now(), signal });
    seen.timings.tls = since();
    if ('certificate' in session) seen.certificate = session.certificate;
    if ('failure' in session) return failed({ phase: 'tls', reason: session.failure }, session.code);
    socket = session.socket;
  }

  const outcome = await sendRequest(socket, request, signal);
  if ('failure' in outcome) return failed({ phase: 'http', reason: outcome.failure }, outcome.code);
  seen.timings.firstByte = outcome.firstByteAt - started;
  return end({ answer: outcome.answer });
}

/** http and https only, and no name or password in front of the host: that would be a credential nobody decided to send. */
function usableUrl(text: string): URL | undefined {
  const url = parsedUrl(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username === '' && url.password === '' && url.hostname !== '' ? url : undefined;
}

/** URL.canParse would need Node 18.17. */
function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** A URL writes an IPv6 address in brackets; sockets and certificates do not. */
function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function destination(url: URL, table: readonly ConnectTo[]): { host: string; port: number } {
  const host = bareHost(url);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const entry = table.find((row) => (row.host === '' || row.host.toLowerCase() === host) && (row.port === 0 || row.port === port));
  return { host: nonEmpty(entry?.toAddress) ?? host, port: nonEmpty(entry?.toPort) ?? port };
}

/** In a connect-to entry an empty text and a port of 0 mean "the same". */
function nonEmpty<T extends string | number>(value: T | undefined): T | undefined {
  return value === '' || value === 0 ? undefined : value;
}
