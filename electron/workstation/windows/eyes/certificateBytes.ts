// Reads certificates where Windows keeps them in memory; a file of its own, so that listing roots loads nothing that judges chains.
import { declareOnce, type Koffi, type Pointer } from '../koffi.ts';
import { copyBytes } from './nativeCalls.ts';

const maxCertificateBytes = 100_000;

interface CertificateContext {
  readonly dwCertEncodingType: number;
  readonly pbCertEncoded: Pointer;
  readonly cbCertEncoded: number;
  readonly pCertInfo: Pointer;
  readonly hCertStore: Pointer;
}

/** CERT_CONTEXT, and CERT_INFO as far as it is read (wincrypt.h). */
const layouts = declareOnce((koffi) => {
  const blob = koffi.struct({ cbData: 'uint32_t', pbData: 'void *' });
  const time = koffi.struct({ dwLowDateTime: 'uint32_t', dwHighDateTime: 'uint32_t' });
  const info = koffi.struct({
    dwVersion: 'uint32_t',
    SerialNumber: blob,
    SignatureAlgorithm: koffi.struct({ pszObjId: 'void *', Parameters: blob }),
    Issuer: blob,
    NotBefore: time,
    NotAfter: time,
    Subject: blob,
  });
  return {
    blob,
    subjectAt: koffi.offsetof(info, 'Subject'),
    context: koffi.struct({
      dwCertEncodingType: 'uint32_t',
      pbCertEncoded: 'void *',
      cbCertEncoded: 'uint32_t',
      pCertInfo: 'void *',
      hCertStore: 'void *',
    }),
  };
});

/** The fields of the CERT_CONTEXT at an address. */
export function certificateContext(koffi: Koffi, address: bigint): CertificateContext {
  return koffi.decode(address, layouts(koffi).context) as CertificateContext;
}

/** The DER bytes of a certificate context; `undefined` for one that is empty or too large to be believed. */
export function certificateBytes(koffi: Koffi, address: bigint): Buffer | undefined {
  const { pbCertEncoded, cbCertEncoded } = certificateContext(koffi, address);
  return boundedBytes(koffi, pbCertEncoded, cbCertEncoded);
}

/** The DER bytes of a certificate's subject, an eighth of the whole; `undefined` as above. */
export function subjectBytes(koffi: Koffi, address: bigint): Buffer | undefined {
  const { pCertInfo } = certificateContext(koffi, address);
  if (pCertInfo === null) return undefined;
  const { blob, subjectAt } = layouts(koffi);
  const { cbData, pbData } = koffi.decode(pCertInfo, subjectAt, blob) as { readonly cbData: number; readonly pbData: Pointer };
  return boundedBytes(koffi, pbData, cbData);
}

function boundedBytes(koffi: Koffi, at: Pointer, length: number): Buffer | undefined {
  return at === null || length === 0 || length > maxCertificateBytes ? undefined : copyBytes(koffi, at, length);
}
