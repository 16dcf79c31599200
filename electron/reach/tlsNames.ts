// Explains why the names in a certificate do not cover a host, by the rules for wildcards (RFC 9525 6.3). Pure.
import { isIP } from 'node:net';
import { registrableDomain } from './hosts.ts';

/**
 * covered = the host is named · noNames = no host is named at all · address = an address is asked for, which only an address entry
 * covers · wildcardBare = `*.d` does not cover `d` · wildcardDepth = `*.d` does not cover `a.b.d` · wildcardForm = a wildcard that
 * nobody accepts (`*`, `*.tld`, `a*.d`, `a.*.d`) · sameDomain = other hosts of the same domain are named · foreignDomain = none of its
 * names has to do with the host's domain.
 */
export type NameReason =
  'covered' | 'noNames' | 'address' | 'wildcardBare' | 'wildcardDepth' | 'wildcardForm' | 'sameDomain' | 'foreignDomain';

export interface NameExplanation {
  readonly reason: NameReason;
  /** The name that covers the host or comes nearest to it. */
  readonly nearest: string | null;
}

interface Asked {
  readonly host: string;
  readonly labels: readonly string[];
  readonly domain: string | null;
}

/** First row that fits a name of the certificate explains it; the rows that say most come first. */
const rules: readonly (readonly [NameReason, (name: string, asked: Asked) => boolean])[] = [
  ['covered', (name, { host, labels }) => name === host || (isWildcard(name) && labels.length > 1 && name.slice(2) === parentOf(labels))],
  ['wildcardBare', (name, { host }) => isWildcard(name) && name.slice(2) === host],
  ['wildcardDepth', (name, { host }) => isWildcard(name) && host.endsWith(name.slice(1))],
  ['wildcardForm', (name, asked) => name.includes('*') && !isWildcard(name) && (name === '*' || isNear(name, asked))],
  ['sameDomain', (name, asked) => isNear(name, asked)],
];

/** Explains the `names` of a certificate (DNS names and addresses) to a host. Letter case and a final dot make no difference. */
export function explainNames(host: string, names: readonly string[]): NameExplanation {
  const clean = names.map(bare);
  const wanted = bare(host);
  const asked = { host: wanted, labels: wanted.split('.'), domain: registrableDomain(wanted) };
  if (clean.length === 0) return { reason: 'noNames', nearest: null };
  if (isIP(asked.host) !== 0)
    return clean.includes(asked.host) ? { reason: 'covered', nearest: asked.host } : { reason: 'address', nearest: null };
  for (const [reason, applies] of rules) {
    const nearest = clean.find((name) => isIP(name) === 0 && applies(name, asked));
    if (nearest !== undefined) return { reason, nearest };
  }
  return { reason: 'foreignDomain', nearest: clean[0] ?? null };
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** One star, alone in the first label, before at least two more: the only form that all clients accept. */
function isWildcard(name: string): boolean {
  return name.startsWith('*.') && !name.includes('*', 1) && name.slice(2).includes('.');
}

function parentOf(labels: readonly string[]): string {
  return labels.slice(1).join('.');
}

/** Whether a name lies in the host's registrable domain. */
function isNear(name: string, { domain }: Asked): boolean {
  return domain !== null && (name === domain || name.endsWith(`.${domain}`));
}
