// Judges how strong a certificate's signature and key are: what can be forged is no proof of a name.
import type { Certificate } from './exchange.ts';

export type Strength = Pick<Certificate, 'signatureAlgorithm' | 'keyType' | 'keyBits'>;
export type Weakness = 'weakSignature' | 'weakKey';

/** Digests for which collisions are known (RFC 9155 for MD5 and SHA-1; MD2 and MD4 fell long before). */
const brokenDigest = /md[245]|sha-?1(?!\d)/i;
/** CA/Browser Forum Baseline Requirements 6.1.5. */
const leastRsaBits = 2048;

/** What is weak about a certificate; empty also for what the runtime could not tell. Not for roots: nobody checks their signature. */
export function weaknessesOf({
  signatureAlgorithm,
  keyType,
  keyBits,
}: { readonly [K in keyof Strength]: Strength[K] | undefined }): readonly Weakness[] {
  return [
    ...(signatureAlgorithm !== undefined && brokenDigest.test(signatureAlgorithm) ? (['weakSignature'] as const) : []),
    ...(keyType === 'rsa' && keyBits !== undefined && keyBits < leastRsaBits ? (['weakKey'] as const) : []),
  ];
}
