// One check's view of the network: whatever several routes want to know of the same place is asked once, and its answer shared.
import { addressesIn, type DnsAnswer, type DnsType } from '../model/dns.ts';
import type { Exchange, ExchangeRequest } from '../model/exchange.ts';
import type { Network } from '../workstation/port.ts';
import { hostOf, urlIn } from './hosts.ts';

/**
 * Wraps the network for the length of one check. A name is resolved once, also for the connections to it. Requests are shared when they
 * are the same and nobody signs in; a request with credentials is always sent by itself. For one signal only: whoever stops one shared
 * question stops it for all.
 */
export function askedOnce(network: Network): Network {
  const answers = new Map<string, Promise<DnsAnswer>>();
  const exchanges = new Map<string, Promise<Exchange>>();

  const resolve: Network['resolve'] = (name, type, options) =>
    remembered(answers, questionKey(name, type), () => network.resolve(name, type, options));

  /** With what is known of its host already, so that the connection does not ask again. */
  const exchange = async (request: ExchangeRequest, signal: AbortSignal): Promise<Exchange> => {
    const url = urlIn(request.url);
    const host = url ? hostOf(url.href) : '';
    const known = [answers.get(questionKey(host, 'AAAA')), answers.get(questionKey(host, 'A'))] as const;
    if (!known[0] || !known[1]) return network.exchange(request, signal);
    return network.exchange({ ...request, resolved: addressesIn(await Promise.all([known[0], known[1]])) }, signal);
  };

  return {
    ...network,
    resolve,
    exchange: (request, signal) =>
      isAnonymous(request) ? remembered(exchanges, requestKey(request), () => exchange(request, signal)) : exchange(request, signal),
  };
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const earlier = known.get(key);
  if (earlier) return earlier;
  const asked = ask();
  known.set(key, asked);
  return asked;
}

function questionKey(name: string, type: DnsType): string {
  return `${type} ${name.toLowerCase()}`;
}

function isAnonymous({ headers }: ExchangeRequest): boolean {
  return Object.keys(headers).every((name) => !/^(?:proxy-)?authorization$|^cookie$/i.test(name));
}

/** Headers that number a request (MS-OXCMAPIHTTP 2.2.3.3) make it no other question. */
const serialNumbers: ReadonlySet<string> = new Set(['x-requestid', 'x-clientinfo']);

function requestKey({ method, url, headers, body, maxBytes }: ExchangeRequest): string {
  const asked = Object.entries(headers).filter(([name]) => !serialNumbers.has(name.toLowerCase()));
  return JSON.stringify([method, url, asked, body ?? null, maxBytes]);
}
