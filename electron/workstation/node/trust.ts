// The certificate authorities this PC trusts: the system's, the administrator's extra ones, and those the caller adds.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

export interface Trust {
  /** What a TLS connection verifies against; built once, since reading some hundred roots takes tens of milliseconds. */
  readonly context: tls.SecureContext;
  /** The same roots for TLS 1.0 and 1.1, which the context above refuses: to explain a refusal, never to send anything. */
  readonly oldContext: () => tls.SecureContext;
  /** Whether a certificate is itself one of the trusted roots. */
  readonly isRoot: (certificate: X509Certificate) => boolean;
}

let systemRoots: readonly string[] | undefined;

/** Collects the trusted roots; `extra` are PEM texts. A PEM that cannot be read is a bug of the caller and throws. */
export function createTrust(extra: readonly string[]): Trust {
  systemRoots ??= [...readSystemRoots(), ...readExtraRoots()];
  const roots = [...systemRoots, ...extra];
  let fingerprints: ReadonlySet<string> | undefined;
  let oldContext: tls.SecureContext | undefined;
  return {
    context: tls.createSecureContext({ ca: roots }),
    oldContext: () => (oldContext ??= createOldContext(roots)),
    isRoot: (certificate) => {
      fingerprints ??= new Set(roots.flatMap(certificatesIn).map((root) => root.fingerprint256));
      return fingerprints.has(certificate.fingerprint256);
    },
  };
}

/** OpenSSL 3 has the signatures of TLS 1.0 and 1.1 only at security level 0; BoringSSL, in Electron, has no levels and refuses the word. */
function createOldContext(roots: string[]): tls.SecureContext {
  const versions = { ca: roots, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const;
  try {
    return tls.createSecureContext({ ...versions, ciphers: 'DEFAULT@SECLEVEL=0' });
  } catch {
    return tls.createSecureContext(versions);
  }
}

/**
 * The system's store where this Node can read it (22.15 and later), else, or where the system has none, Mozilla's roots that
 * come with Node. Electron 25 and Node 18 have no `getCACertificates`.
 */
function readSystemRoots(): readonly string[] {
  // A store such as /etc/ssl/certs holds each certificate several times; each would be parsed for every context.
  const system = canReadStores() ? [...new Set(tls.getCACertificates('system'))] : [];
  return system.length > 0 ? system : tls.rootCertificates;
}

/** NODE_EXTRA_CA_CERTS: passing our own list of roots makes Node leave it out, so it is read here. */
function readExtraRoots(): readonly string[] {
  if (canReadStores()) return tls.getCACertificates('extra');
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (file === undefined || file === '') return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    // Node itself warns at start-up that it could not read the file and goes on without it.
    return [];
  }
}

function canReadStores(): boolean {
  return typeof (tls as Partial<typeof tls>).getCACertificates === 'function';
}

function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}
