// Reads a presented certificate chain and lists everything that is wrong with it, not only what OpenSSL stopped at.
import { type X509Certificate } from 'node:crypto';
import { weaknessesOf } from '../../model/certificateStrength.ts';
import type { Certificate, CertificateFault } from '../../model/exchange.ts';
import { issuerUrlOf, strengthOf } from './certificateKey.ts';

/** What OpenSSL's verdict (X509_V_ERR_*, as Node spells them) means. Any other word is the fault `other`. */
const faultOfCode: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
  CERT_UNTRUSTED: 'unknownAuthority',
  CERT_REVOKED: 'revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongName',
};

export interface PresentedChain {
  /** Leaf first. */
  readonly chain: readonly X509Certificate[];
  /** The verdict of the handshake, absent when the chain was accepted. */
  readonly code: string | undefined;
  /** Whether the leaf carries the name that was asked for (RFC 9525). */
  readonly nameMatches: boolean;
}

/** All faults of a chain at a moment; empty exactly when the handshake accepted it and the name fits. */
export function certificateFaults(
  presented: PresentedChain,
  now: Date,
  isRoot: (certificate: X509Certificate) => boolean,
): readonly CertificateFault[] {
  const { chain, code, nameMatches } = presented;
  if (code === undefined && nameMatches) return [];
  const faults = new Set<CertificateFault>();
  const own = chain.filter((certificate) => !isRoot(certificate));
  if (own.some((certificate) => Date.parse(certificate.validTo) < now.getTime())) faults.add('expired');
  if (own.some((certificate) => Date.parse(certificate.validFrom) > now.getTime())) faults.add('notYetValid');
  if (!nameMatches) faults.add('wrongName');
  const trustFault = faultOfTrust(chain, isRoot);
  if (trustFault) faults.add(trustFault);
  const weaknesses = own.flatMap((certificate) => weaknessesOf(strengthOf(certificate)));
  for (const weakness of weaknesses) faults.add(weakness);
  const told = code === undefined ? undefined : (faultOfCode[code] ?? 'other');
  // The codes about authorities are less exact than what the chain itself shows (RFC 5280 4.2.2.1 tells an incomplete one), and
  // OpenSSL's words for what its security level refuses (CA_MD_TOO_WEAK …) are unknown to Node, which calls them all UNSPECIFIED.
  const explained = (told === 'unknownAuthority' && trustFault !== undefined) || (code === 'UNSPECIFIED' && weaknesses.length > 0);
  if (told !== undefined && !explained) faults.add(told);
  return [...faults];
}

/** OpenSSL reports one error only, and a date hides an unknown authority: so whether the chain ends at a root is looked at apart. */
function faultOfTrust(chain: readonly X509Certificate[], isRoot: (certificate: X509Certificate) => boolean): CertificateFault | undefined {
  const leaf = chain[0];
  const last = chain.at(-1);
  if (!leaf || !last || chain.some(isRoot)) return undefined;
  if (isSelfSigned(leaf)) return 'selfSigned';
  if (isSelfSigned(last)) return 'unknownAuthority';
  // An issuer that is published for fetching (RFC 5280 4.2.2.1) is an intermediate that the server should have sent, except where it is
  // a company's own root, which servers leave out rightly and whose name says what it is.
  const published = last.infoAccess?.includes('CA Issuers') === true;
  return published && !/\broot\b/i.test(last.issuer) ? 'incompleteChain' : 'unknownAuthority';
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}

/** A certificate as plain data, its texts bounded: a server may put anything into its names. */
export function describeCertificate(certificate: X509Certificate): Certificate {
  const issuerUrl = issuerUrlOf(certificate);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: alternativeNames(certificate.subjectAltName),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    selfSigned: isSelfSigned(certificate),
    ...strengthOf(certificate),
    ...(issuerUrl === undefined ? {} : { issuerUrl }),
  };
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ').slice(0, 300);
}

/** Node's text form is `DNS:a.example, IP Address:192.0.2.1`; entries of other kinds name no host. */
function alternativeNames(text: string | undefined): string[] {
  return (text ?? '')
    .slice(0, 20_000)
    .split(', ')
    .flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? [])
    .slice(0, 100);
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}
