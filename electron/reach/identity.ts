// Whether the server behind an answer is BlueMind, with what speaks for it and how sure that is. Pure.
import type { ServerReport } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import { printable, urlIn } from './hosts.ts';

export interface Identity {
  readonly product: ServerReport['product'];
  readonly confidence: NonNullable<ServerReport['confidence']>;
  /** Strongest first. */
  readonly fingerprint: readonly string[];
}

interface Clue {
  readonly product: 'bluemind' | 'other';
  /** Marks of two kinds that agree make sure; a weak one alone does not. */
  readonly kind: 'realm' | 'routes' | 'header' | 'title';
  readonly weak?: true;
  /** What was seen, `undefined` when the answers do not show it. */
  readonly seen: (exchanges: readonly Exchange[]) => readonly string[];
}

/** BlueMind's BasicAuthHandler: `bm.basic.auth.v2` since 2021-06, `bm.basic.auth` before. */
const bluemindRealm = /^bm\.basic\.auth(?:\.|$)/;
/** So many different paths behind the same handler are no chance: BlueMind's nginx hands /autodiscover, /mapi, /EWS and /OAB to bm-mapi. */
const routesThatTell = 3;

/** Strongest first: the first clue that is seen decides. A realm is a hint and no proof, since anybody can send it. */
const clues: readonly Clue[] = [
  { product: 'bluemind', kind: 'realm', seen: each((exchange) => realmOf(exchange, (realm) => bluemindRealm.test(realm))) },
  { product: 'bluemind', kind: 'routes', seen: routesBehindRealm },
  { product: 'other', kind: 'header', seen: each((exchange) => headerOf(exchange, 'x-feserver')) },
  { product: 'other', kind: 'header', seen: each((exchange) => headerOf(exchange, 'x-owa-version')) },
  { product: 'other', kind: 'realm', seen: each((exchange) => realmOf(exchange, (realm) => !bluemindRealm.test(realm))) },
  { product: 'bluemind', kind: 'title', weak: true, seen: each((exchange) => titleOf(exchange, /\bbluemind\b/i)) },
];

/** Judges by everything that was exchanged with the server; `unknown` when nothing told. */
export function identify(exchanges: readonly Exchange[]): Identity {
  const found = clues.map((clue) => ({ ...clue, texts: clue.seen(exchanges) })).filter(({ texts }) => texts.length > 0);
  const product = found[0]?.product ?? 'unknown';
  const agreeing = found.filter((clue) => clue.product === product);
  return {
    product,
    confidence: agreeing.length < found.length ? 'low' : confidenceOf(agreeing),
    fingerprint: [...new Set(found.flatMap(({ texts }) => texts))].slice(0, 6),
  };
}

function confidenceOf(agreeing: readonly Clue[]): Identity['confidence'] {
  if (new Set(agreeing.map(({ kind }) => kind)).size > 1) return 'high';
  return agreeing.some(({ weak }) => weak !== true) ? 'medium' : 'low';
}

function each(seen: (exchange: Exchange) => string | undefined): Clue['seen'] {
  return (exchanges) => exchanges.flatMap((exchange) => seen(exchange) ?? []);
}

function routesBehindRealm(exchanges: readonly Exchange[]): readonly string[] {
  const behind = exchanges.filter((exchange) => realmOf(exchange, (realm) => bluemindRealm.test(realm)) !== undefined);
  const paths = new Set(behind.flatMap(({ url }) => urlIn(url)?.pathname.toLowerCase() ?? []));
  return paths.size >= routesThatTell ? [`routes ${[...paths].map((path) => printable(path, 40)).join(' ')}`] : [];
}

/** The realm of a 401's Basic challenge (RFC 7617); every quoted realm of the header is looked at. */
function realmOf(exchange: Exchange, fits: (realm: string) => boolean): string | undefined {
  if (exchange.answer?.status !== 401) return undefined;
  const challenges = (exchange.answer.headers['www-authenticate'] ?? '').slice(0, 2_000);
  const realms = [...challenges.matchAll(/realm="([^"]*)"/gi)].map((match) => match[1] ?? '');
  const realm = realms.find(fits);
  return realm === undefined ? undefined : `realm ${printable(realm, 80)}`;
}

function headerOf(exchange: Exchange, name: string): string | undefined {
  const value = exchange.answer?.headers[name];
  return value === undefined ? undefined : `${name}: ${printable(value, 80)}`;
}

function titleOf(exchange: Exchange, fits: RegExp): string | undefined {
  const title = /<title[^>]{0,200}>([^<]{0,300})<\/title>/i.exec(exchange.answer?.body ?? '')?.[1];
  return title !== undefined && fits.test(title) ? `title ${printable(title, 80)}` : undefined;
}

/** Whether a 401 offers Basic, the only way BlueMind signs in. */
export function offersBasic(exchange: Exchange | undefined): boolean {
  return /(?:^|,\s*)basic\b/i.test(exchange?.answer?.headers['www-authenticate'] ?? '');
}
