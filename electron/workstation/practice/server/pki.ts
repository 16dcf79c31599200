// The practice server's own certificate authority: made in memory at start-up, with leaf certificates that are right or wrong on purpose.
import 'reflect-metadata';
import { webcrypto as nodeCrypto } from 'node:crypto';
import type { CertificateFlaw } from './faults.ts';
import { hostsOf, mailHost, type HostRole } from './site.ts';

/** The same object by the type that the certificate library knows. */
const webCrypto = nodeCrypto as Crypto;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

/** Names in the certificate of each role's host. BlueMind has one certificate for the external URL and all autodiscover names. */
const serverNames = [mailHost, ...hostsOf('autodiscover')];
const namesOf: Readonly<Record<HostRole, readonly string[]>> = {
  mail: serverNames,
  autodiscover: serverNames,
  website: hostsOf('website'),
  elsewhere: hostsOf('elsewhere'),
};

/** First and last day of a leaf certificate, relative to now. */
const rightDays = [-30, 335] as const;
const expiredDays = [-400, -35] as const;

/** What a TLS server shows and signs with, PEM; `cert` holds the leaf and the intermediate. */
export interface Credentials {
  readonly key: string;
  readonly cert: string;
}

export interface Pki {
  /** The root certificate that clients must trust, PEM. */
  readonly caCertificate: string;
  /** Certificate and key for a host of this role, with the given flaw; made when first asked for, then kept. */
  credentialsFor(role: HostRole, flaw: CertificateFlaw | undefined): Promise<Credentials>;
}

// Loaded only when a practice server starts: it takes longer to load than all certificates take to make.
async function createIssuer() {
  const { cryptoProvider, ...x509 } = await import('@peculiar/x509');
  cryptoProvider.set(webCrypto);

  const days = (first: number, last: number) => ({
    notBefore: new Date(Date.now() + first * dayMs),
    notAfter: new Date(Date.now() + last * dayMs),
  });
  const newKeys = () => webCrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

  /** A root and the intermediate that signs leaves, as real authorities have. */
  async function authority(name: string) {
    const [rootKeys, issuingKeys] = await Promise.all([newKeys(), newKeys()]);
    const caUsage = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true);
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name} Root, O=BlueMind practice`,
      keys: rootKeys,
      signingAlgorithm: algorithm,
      ...days(-1000, 3650),
      extensions: [
        new x509.BasicConstraintsExtension(true, 1, true),
        caUsage,
        await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
      ],
    });
    const issuing = await x509.X509CertificateGenerator.create({
      subject: `CN=${name} Issuing, O=BlueMind practice`,
      issuer: root.subject,
      publicKey: issuingKeys.publicKey,
      signingKey: rootKeys.privateKey,
      signingAlgorithm: algorithm,
      ...days(-1000, 1825),
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        caUsage,
        await x509.SubjectKeyIdentifierExtension.create(issuingKeys.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
      ],
    });
    return { root: root.toString('pem'), issuing, issuingKeys };
  }

  async function leaf(
    signer: Awaited<ReturnType<typeof authority>>,
    names: readonly string[],
    valid: readonly [number, number],
  ): Promise<Credentials> {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${names[0] ?? ''}`,
      issuer: signer.issuing.subject,
      publicKey: keys.publicKey,
      signingKey: signer.issuingKeys.privateKey,
      signingAlgorithm: algorithm,
      ...days(...valid),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
        await x509.AuthorityKeyIdentifierExtension.create(signer.issuingKeys.publicKey),
      ],
    });
    return {
      key: x509.PemConverter.encode(await webCrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
      cert: `${certificate.toString('pem')}\n${signer.issuing.toString('pem')}\n`,
    };
  }
  return { authority, leaf };
}

/** Makes the authority; takes some 100 ms, most of it loading the library. */
export async function createPki(): Promise<Pki> {
  const { authority, leaf } = await createIssuer();
  const trusted = await authority('Practice');
  const made = new Map<string, Promise<Credentials>>();

  const make: Readonly<Record<CertificateFlaw | 'none', (role: HostRole) => Promise<Credentials>>> = {
    none: (role) => leaf(trusted, namesOf[role], rightDays),
    expired: (role) => leaf(trusted, namesOf[role], expiredDays),
    wrongName: () => leaf(trusted, [mailHost], rightDays),
    unknownAuthority: async (role) => leaf(await authority('Unheard-of'), namesOf[role], rightDays),
  };
  return {
    caCertificate: trusted.root,
    credentialsFor: (role, flaw) => {
      const kind = flaw ?? 'none';
      const id = `${namesOf[role].join()} ${kind}`;
      const credentials = made.get(id) ?? make[kind](role);
      made.set(id, credentials);
      return credentials;
    },
  };
}
