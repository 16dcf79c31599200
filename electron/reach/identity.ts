// Whether the server behind an answer is BlueMind, with what speaks for it. Pure.
import type { ServerReport } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import { printable } from './hosts.ts';

export interface Identity {
  readonly product: ServerReport['product'];
  /** Strongest first. */
  readonly fingerprint: readonly string[];
}

interface Clue {
  readonly product: 'bluemind' | 'other';
  /** What was seen, `undefined` when the answer does not show it. */
  readonly seen: (exchange: Exchange) => string | undefined;
}

/** Strongest first: the first clue that is seen decides. A realm is a hint and no proof, since anybody can send it. */
const clues: readonly Clue[] = [
  // BlueMind's BasicAuthHandler: `bm.basic.auth.v2` since 2021-06, `bm.basic.auth` before.
  { product: 'bluemind', seen: (exchange) => realmOf(exchange, (realm) => /^bm\.basic\.auth(?:\.|$)/.test(realm)) },
  { product: 'other', seen: (exchange) => headerOf(exchange, 'x-feserver') },
  { product: 'other', seen: (exchange) => headerOf(exchange, 'x-owa-version') },
  { product: 'other', seen: (exchange) => realmOf(exchange, (realm) => !realm.startsWith('bm.basic.auth')) },
  { product: 'bluemind', seen: (exchange) => titleOf(exchange, /\bbluemind\b/i) },
];

/** Judges by everything that was exchanged with the server; `unknown` when nothing told. */
export function identify(exchanges: readonly Exchange[]): Identity {
  const found = clues.flatMap(({ product, seen }) => exchanges.flatMap(textsOf(seen)).map((text) => ({ product, text })));
  return { product: found[0]?.product ?? 'unknown', fingerprint: [...new Set(found.map(({ text }) => text))].slice(0, 6) };
}

function textsOf(seen: Clue['seen']): (exchange: Exchange) => string[] {
  return (exchange) => {
    const text = seen(exchange);
    return text === undefined ? [] : [text];
  };
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
