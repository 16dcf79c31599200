// Reads certificates where Windows keeps them in memory.
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

/** CERT_CONTEXT (wincrypt.h). */
const layout = declareOnce((koffi) =>
  koffi.struct({
    dwCertEncodingType: 'uint32_t',
    pbCertEncoded: 'void *',
    cbCertEncoded: 'uint32_t',
    pCertInfo: 'void *',
    hCertStore: 'void *',
  }),
);

/** The fields of the CERT_CONTEXT at an address. */
export function certificateContext(koffi: Koffi, address: bigint): CertificateContext {
  return koffi.decode(address, layout(koffi)) as CertificateContext;
}

/** The DER bytes of a certificate context; `undefined` for one that is empty or too large to be believed. */
export function certificateBytes(koffi: Koffi, address: bigint): Buffer | undefined {
  const { pbCertEncoded, cbCertEncoded } = certificateContext(koffi, address);
  const believable = pbCertEncoded !== null && cbCertEncoded > 0 && cbCertEncoded <= maxCertificateBytes;
  return believable ? copyBytes(koffi, pbCertEncoded, cbCertEncoded) : undefined;
}
