// One HTTP request as Outlook would do it: over WinHTTP, with the system's proxies, Schannel and Windows' own trust.
import { startDeadline, untilAborted, type Deadline } from '../../../model/deadline.ts';
import type { CertificateCheck, Exchange, ExchangeFailure, ExchangeRequest, HttpAnswer, ProxyUse } from '../../../model/exchange.ts';
import type { Koffi } from '../koffi.ts';
import type { ProxyFor } from './proxy.ts';
import { readProxySettings } from './userProxy.ts';
import { takeChain } from './serverCertificate.ts';
import { status } from './winHttpApi.ts';
import { errorName, failureOf, faultsOf, flagNames, timeoutFailure, type Reached } from './winHttpMeaning.ts';
import { openRequest, type StatusReport, type WinHttpRequest } from './winHttpRequest.ts';

/** What was seen so far; becomes the Exchange when it ends. */
interface Seen {
  timings: { dns?: number; tcp?: number; tls?: number; firstByte?: number };
  addresses: readonly string[];
  address?: string;
  proxy?: ProxyUse;
  certificate?: CertificateCheck;
}

interface Going {
  readonly koffi: Koffi;
  readonly proxyFor: ProxyFor;
  readonly request: ExchangeRequest;
  readonly secure: boolean;
  readonly seen: Seen;
  readonly deadline: Deadline;
  reached: Reached;
  flags: number;
  since(): number;
}

type Outcome = { readonly answer: HttpAnswer } | { readonly failure: ExchangeFailure; readonly code?: string };

/**
 * Makes the exchange of the port over WinHTTP. The proxy is the one Windows finds (settings, WPAD or PAC), the certificate is judged by
 * Schannel against Windows' stores; redirects, cookies, kept connections and the Windows sign-in are off. It cannot be led to another
 * address or DNS server: for that there is Node's own stack.
 */
export function createWinHttpExchange(
  koffi: Koffi,
  proxyFor: ProxyFor,
): (request: ExchangeRequest, signal: AbortSignal) => Promise<Exchange> {
  return async (request, signal) => {
    const started = performance.now();
    const seen: Seen = { timings: {}, addresses: [] };
    const deadline = startDeadline(request.timeoutMs, signal);
    const since = (): number => performance.now() - started;
    const url = usableUrl(request.url);
    const going: Going = {
      koffi,
      proxyFor,
      request,
      secure: url?.protocol === 'https:',
      seen,
      deadline,
      reached: 'start',
      flags: 0,
      since,
    };
    try {
      const outcome: Outcome = url ? await go(going, url) : { failure: { phase: 'url', reason: 'invalid' } };
      return { method: request.method, url: request.url, ...seen, timings: { ...seen.timings, total: since() }, ...outcome };
    } finally {
      deadline.done();
    }
  };
}

async function go(going: Going, url: URL): Promise<Outcome> {
  const stopped = (): Outcome =>
    going.deadline.expired()
      ? { failure: timeoutFailure(going.reached), code: errorName(12_002) }
      : { failure: { phase: 'cancelled', reason: 'cancelled' } };
  const proxies = await knownProxies(going, url);
  if (going.deadline.signal.aborted) return stopped();
  const opened = openRequest(going.koffi, going.request, proxies, (report) => note(going, url, report));
  if ('error' in opened) return failed(going, opened.error);
  const outcome = await untilAborted(ask(going, opened), going.deadline.signal);
  const closed = opened.close();
  if (outcome) await closed;
  return outcome ?? stopped();
}

/**
 * The proxies that the user's settings or their script name. What Windows has to search for (WPAD) is left to it: its service remembers
 * what it found, and a search of our own would cost each request its time.
 */
async function knownProxies({ koffi, proxyFor, request, deadline, seen }: Going, url: URL): Promise<string | undefined> {
  if (readProxySettings(koffi).detect) return undefined;
  const found = await proxyFor(url.href, { timeoutMs: request.timeoutMs, signal: deadline.signal });
  if (found.kind !== 'proxy') return undefined;
  seen.proxy = proxyUse(found.proxy);
  return found.list;
}

/** Send, headers, body: each waits for Windows' word that it is done. */
async function ask(going: Going, opened: WinHttpRequest): Promise<Outcome> {
  const sent = await opened.send();
  if ('error' in sent) return failed(going, sent.error);
  const received = await opened.receive();
  if ('error' in received) return failed(going, received.error);
  going.seen.timings.firstByte = going.since();
  if (going.secure) noteCertificate(going, opened);

  const { maxBytes } = going.request;
  const parts: Buffer[] = [];
  let length = 0;
  while (length <= maxBytes) {
    const part = await opened.read();
    if ('error' in part) return failed(going, part.error);
    if (part.bytes.length === 0) break;
    parts.push(part.bytes);
    length += part.bytes.length;
  }
  const head = readHead(opened.headers());
  if (!head) return { failure: { phase: 'http', reason: 'malformed' }, code: errorName(12_152) };
  const body = Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
  return { answer: { ...head, body, truncated: length > maxBytes } };
}

function failed(going: Going, error: number): Outcome {
  const failure = failureOf(error, going.reached, going.flags);
  if (failure.reason === 'certificate' && !going.seen.certificate) {
    const faults = faultsOf(going.flags);
    going.seen.certificate = {
      chain: [],
      faults: faults.length > 0 ? faults : ['other'],
      code: flagNames(going.flags) || errorName(error),
    };
  }
  return { failure, code: errorName(error) };
}

/** A proxy as Windows names it, `host:port`. */
function proxyUse(proxy: string): ProxyUse {
  return { url: `http://${proxy}`, source: 'system' };
}

/** Follows the statuses: how far the request has come, when, and where to. */
function note(going: Going, url: URL, { what, text, value }: StatusReport): void {
  const { seen } = going;
  switch (what) {
    case status.resolvingName:
      going.reached = 'resolving';
      if (text !== undefined && text.toLowerCase() !== bareHost(url)) seen.proxy ??= proxyUse(text);
      break;
    case status.nameResolved:
      seen.timings.dns = going.since();
      if (text !== undefined) seen.addresses = text.split(/[;,\s]+/).filter((address) => address !== '');
      break;
    case status.connecting:
      going.reached = 'connecting';
      if (text !== undefined) seen.address = text;
      break;
    case status.connected:
      seen.timings.tcp = going.since();
      going.reached = going.secure ? 'securing' : 'sent';
      break;
    case status.sendingRequest:
      if (going.secure && seen.timings.tls === undefined) seen.timings.tls = going.since();
      going.reached = 'sent';
      break;
    case status.secureFailure:
      going.flags |= value;
      break;
  }
}

/** An answer came, so Windows accepted the certificate. */
function noteCertificate(going: Going, opened: WinHttpRequest): void {
  const leaf = opened.certificate();
  if (leaf !== null) going.seen.certificate = { chain: takeChain(going.koffi, leaf), faults: [] };
}

/** Status and headers of the raw head; names in lower case, repeated ones joined, set-cookie left out. */
function readHead(text: string): { status: number; headers: Record<string, string> } | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const found = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(first)?.[1];
  if (found === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name === '' || name === 'set-cookie') continue;
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return { status: Number(found), headers };
}

/** http and https only, and no name or password in front of the host: that would be a credential nobody decided to send. */
function usableUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    const usable = url.protocol === 'https:' || url.protocol === 'http:';
    return usable && url.username === '' && url.password === '' && url.hostname !== '' ? url : undefined;
  } catch {
    return undefined;
  }
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}
