// Reads a certificate's signature algorithm and key, and where its issuer is published.
import { type X509Certificate } from 'node:crypto';
import type { Strength } from '../../model/certificateStrength.ts';

/** Signature algorithm and key. What the runtime does not know (signatureAlgorithm came with Node 24.9) or cannot read is absent. */
export function strengthOf(certificate: X509Certificate): Strength {
  const { signatureAlgorithm } = certificate as Partial<X509Certificate>;
  return { ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }), ...keyOf(certificate) };
}

function keyOf(certificate: X509Certificate): Pick<Strength, 'keyType' | 'keyBits'> {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    const bits = asymmetricKeyDetails?.modulusLength;
    return { ...(asymmetricKeyType === undefined ? {} : { keyType: asymmetricKeyType }), ...(bits === undefined ? {} : { keyBits: bits }) };
  } catch {
    // A key of a kind that this OpenSSL does not know.
    return {};
  }
}

/** The http address of the issuer's certificate (RFC 5280 4.2.2.1, caIssuers), bounded; `undefined` where none is named. */
export function issuerUrlOf(certificate: X509Certificate): string | undefined {
  return /^CA Issuers - URI:(https?:\/\/[\x21-\x7e]{1,500})$/m.exec((certificate.infoAccess ?? '').slice(0, 10_000))?.[1];
}
