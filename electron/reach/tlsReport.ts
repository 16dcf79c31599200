// A presented certificate as the report keeps it, with the days it has left and what else explains a refusal. Pure.
import type { RouteReport } from '../model/check.ts';
import type { CertificateCheck, Exchange } from '../model/exchange.ts';

const dayMs = 86_400_000;

/** Whole days until a moment (ISO 8601): 0 on its last day, negative after it; 0 for what is no moment. */
export function daysUntil(moment: string, now: Date): number {
  // `|| 0` also makes -0 a 0, which is the same number and another text.
  return Math.floor((Date.parse(moment) - now.getTime()) / dayMs) || 0;
}

/** The leaf and the certificates above it; `null` when none was presented. */
export function certificateReport({ chain, faults, protocol }: CertificateCheck, now: Date): RouteReport['certificate'] {
  const [leaf, ...above] = chain;
  if (!leaf) return null;
  const { subject, issuer, names, validFrom, validTo, fingerprint } = leaf;
  const issuerUrl = chain.at(-1)?.issuerUrl;
  return {
    subject,
    issuer,
    names: [...names],
    validFrom,
    validTo,
    fingerprint,
    faults: [...faults],
    daysLeft: daysUntil(validTo, now),
    ...strengthOf(leaf),
    ...(protocol === undefined ? {} : { protocol }),
    ...(above.length === 0
      ? {}
      : {
          chain: above.map((each) => ({
            subject: each.subject,
            issuer: each.issuer,
            validFrom: each.validFrom,
            validTo: each.validTo,
            ...strengthOf(each),
          })),
        }),
    ...(issuerUrl === undefined ? {} : { issuerUrl }),
  };
}

type Strength = Pick<NonNullable<RouteReport['certificate']>, 'signatureAlgorithm' | 'keyType' | 'keyBits'>;

function strengthOf({ signatureAlgorithm, keyType, keyBits }: CertificateCheck['chain'][number]): Strength {
  return {
    ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
    ...(keyType === undefined ? {} : { keyType }),
    ...(keyBits === undefined ? {} : { keyBits }),
  };
}

/**
 * Seconds by which the PC's clock is ahead of the server's, from the Date header (RFC 9110 6.6.1) of an answer that has just come.
 * An answer out of a cache (RFC 9111 5.1) tells an old time, and is left out.
 */
export function clockOffset(exchange: Exchange | undefined, now: Date): { readonly clockOffset?: number } {
  const headers = exchange?.answer?.headers;
  const said = Date.parse(headers?.date ?? '');
  if (Number.isNaN(said) || Number(headers?.age ?? 0) > 0) return {};
  return { clockOffset: Math.round((now.getTime() - said) / 1000) || 0 };
}
