// A certificate authority made in memory, whose certificates carry exactly the names and dates a test asks for.
import 'reflect-metadata';
import { webcrypto as nodeCrypto } from 'node:crypto';

const webCrypto = nodeCrypto as Crypto;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

/** What a TLS server shows and signs with, PEM. */
export interface ServerCredentials {
  readonly key: string;
  readonly cert: string;
}

export interface LeafWishes {
  readonly dnsNames: readonly string[];
  /** First and last day of validity, counted from today; a certificate that is valid now when absent. */
  readonly days?: readonly [number, number];
}

export interface Authority {
  /** The root certificate, DER. */
  readonly root: Buffer;
  leaf(wishes: LeafWishes): Promise<ServerCredentials>;
}

/**
 * Whether both numbers of an ECDSA signature (RFC 3279 2.2.3, DER) fill their 32 bytes. Wine's crypt32 reads them without filling them up,
 * and refuses about every hundredth certificate, which Windows takes. Can go when Wine does not.
 */
function fillsItsBytes(signature: ArrayBuffer): boolean {
  const bytes = Buffer.from(signature);
  const first = bytes.readUInt8(3);
  return first >= 32 && bytes.readUInt8(3 + first + 2) >= 32;
}

/** Signs again until the signature is one that Wine can read, too. */
async function signed<T extends { readonly signature: ArrayBuffer }>(sign: () => Promise<T>): Promise<T> {
  for (;;) {
    const certificate = await sign();
    if (fillsItsBytes(certificate.signature)) return certificate;
  }
}

/** Makes a root that nobody trusts until a test says so. */
export async function createAuthority(name: string): Promise<Authority> {
  const { cryptoProvider, ...x509 } = await import('@peculiar/x509');
  cryptoProvider.set(webCrypto);
  const newKeys = () => webCrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const days = ([first, last]: readonly [number, number]) => ({
    notBefore: new Date(Date.now() + first * dayMs),
    notAfter: new Date(Date.now() + last * dayMs),
  });

  const rootKeys = await newKeys();
  const identifier = await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey);
  const root = await signed(() =>
    x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      keys: rootKeys,
      signingAlgorithm: algorithm,
      ...days([-1000, 3650]),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        identifier,
      ],
    }),
  );

  async function leaf(wishes: LeafWishes): Promise<ServerCredentials> {
    const keys = await newKeys();
    const issuedBy = await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey);
    const certificate = await signed(() =>
      x509.X509CertificateGenerator.create({
        subject: `CN=${wishes.dnsNames[0] ?? ''}`,
        issuer: root.subject,
        publicKey: keys.publicKey,
        signingKey: rootKeys.privateKey,
        signingAlgorithm: algorithm,
        ...days(wishes.days ?? [-30, 335]),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension(wishes.dnsNames.map((value) => ({ type: 'dns' as const, value }))),
          issuedBy,
        ],
      }),
    );
    const key = x509.PemConverter.encode(await webCrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
    return { key, cert: certificate.toString('pem') };
  }
  return { root: Buffer.from(root.rawData), leaf };
}
