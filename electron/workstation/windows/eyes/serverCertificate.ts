// Reads the certificate that a server showed to WinHTTP, with the chain that Windows built for it.
import { X509Certificate } from 'node:crypto';
import type { Certificate } from '../../../model/exchange.ts';
import { describeCertificate } from '../../node/certificateFaults.ts';
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from '../koffi.ts';
import { certificateBytes, certificateContext } from './certificateBytes.ts';

/** CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL: nothing is downloaded for what is only shown. */
const cacheOnly = 0x4;
const maxChain = 10;

const functions = declareOnce((koffi) => {
  const crypt32 = openLibrary(koffi, 'crypt32.dll');
  return {
    /** Beginning of CERT_CHAIN_CONTEXT and of CERT_SIMPLE_CHAIN: size, trust status, number and list. */
    chain: koffi.struct({ cbSize: 'uint32_t', error: 'uint32_t', info: 'uint32_t', count: 'uint32_t', items: 'void *' }),
    /** Beginning of CERT_CHAIN_ELEMENT. */
    element: koffi.struct({ cbSize: 'uint32_t', context: 'void *' }),
    getChain: crypt32.declare<
      (
        engine: null,
        leaf: Pointer,
        time: null,
        store: Pointer,
        parameters: Buffer,
        flags: number,
        reserved: null,
        chain: Out<Pointer>,
      ) => boolean
    >(
      'bool __stdcall CertGetCertificateChain(void *engine, void *leaf, void *time, void *store, void *parameters, uint32_t flags, void *reserved, _Out_ void **chain)',
    ),
    freeChain: crypt32.declare<(chain: Pointer) => void>('void __stdcall CertFreeCertificateChain(void *chain)'),
    freeCertificate: crypt32.declare<(context: Pointer) => boolean>('bool __stdcall CertFreeCertificateContext(void *context)'),
  };
});

/** The chain that Windows builds for a leaf, leaf first, and frees the leaf's context. Only the leaf where Windows builds none. */
export function takeChain(koffi: Koffi, leaf: bigint): readonly Certificate[] {
  const { getChain, freeChain, freeCertificate } = functions(koffi);
  const chain: Out<Pointer> = [null];
  try {
    const { hCertStore } = certificateContext(koffi, leaf);
    const built = getChain(null, leaf, null, hCertStore, anyUsage(koffi), cacheOnly, null, chain);
    const contexts = built && chain[0] ? elementsOf(koffi, chain[0]) : [leaf];
    return contexts.flatMap((each) => describe(certificateBytes(koffi, each)));
  } finally {
    if (chain[0]) freeChain(chain[0]);
    freeCertificate(leaf);
  }
}

/** CERT_CHAIN_PARA without its optional end: its size, then an empty CERT_USAGE_MATCH, each part aligned to a pointer. */
function anyUsage(koffi: Koffi): Buffer {
  const parameters = Buffer.alloc(4 * koffi.sizeof('void *'));
  parameters.writeUInt32LE(parameters.length);
  return parameters;
}

/** The contexts of the first simple chain. */
function elementsOf(koffi: Koffi, chain: bigint): readonly bigint[] {
  const { chain: layout, element } = functions(koffi);
  const outer = koffi.decode(chain, layout) as { readonly count: number; readonly items: Pointer };
  if (outer.count === 0 || outer.items === null) return [];
  const first = koffi.decode(outer.items, 'void *') as bigint;
  const simple = koffi.decode(first, layout) as { readonly count: number; readonly items: Pointer };
  if (simple.items === null) return [];
  const count = Math.min(simple.count, maxChain);
  const elements = koffi.decode(simple.items, 'void *', count) as readonly bigint[];
  return elements.map((each) => (koffi.decode(each, element) as { readonly context: bigint }).context);
}

function describe(bytes: Buffer | undefined): Certificate[] {
  if (!bytes) return [];
  try {
    return [describeCertificate(new X509Certificate(bytes))];
  } catch {
    // Windows took a certificate that OpenSSL cannot read: there is nothing to show of it.
    return [];
  }
}
