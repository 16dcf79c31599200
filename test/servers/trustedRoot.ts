// Makes Windows trust a root certificate while a test runs: in the machine's store, where no dialog asks. Needs administrator rights.
import { X509Certificate } from 'node:crypto';
import koffi, { type KoffiFunc } from 'koffi';
import native from 'native-reg';

/** CERT_STORE_PROV_SYSTEM_W, CERT_SYSTEM_STORE_LOCAL_MACHINE and CERT_STORE_ADD_REPLACE_EXISTING (wincrypt.h). */
const systemStore = 10;
const localMachine = 0x2_0000;
const replaceExisting = 3;

interface Crypt32 {
  readonly open: KoffiFunc<(kind: number, encoding: number, provider: number, flags: number, name: string) => bigint | null>;
  readonly add: KoffiFunc<(store: bigint, encoding: number, der: Buffer, length: number, how: number, context: null) => boolean>;
  readonly close: KoffiFunc<(store: bigint, flags: number) => boolean>;
}

function declare(): Crypt32 {
  const library = koffi.load('crypt32.dll');
  return {
    open: library.func('void * __stdcall CertOpenStore(uintptr_t kind, uint32_t encoding, uintptr_t provider, uint32_t flags, str16 name)'),
    add: library.func(
      'bool __stdcall CertAddEncodedCertificateToStore(void *store, uint32_t encoding, void *der, uint32_t length, uint32_t how, void *context)',
    ),
    close: library.func('bool __stdcall CertCloseStore(void *store, uint32_t flags)'),
  };
}

/** Adds the root (DER) and gives the way to take it out again, which may be gone more than once. */
export function trustRoot(der: Buffer): () => void {
  const crypt32 = declare();
  const store = crypt32.open(systemStore, 0, 0, localMachine, 'ROOT');
  if (store === null) throw new Error('the machine’s root store cannot be opened: run as administrator');
  const added = crypt32.add(store, 1, der, der.length, replaceExisting, null);
  // Windows writes the store when it is closed.
  crypt32.close(store, 0);
  if (!added) throw new Error('the root certificate was not added: run as administrator');
  // By the registry, where the store lives: Wine 8 never writes that a certificate was deleted.
  const thumbprint = new X509Certificate(der).fingerprint.replaceAll(':', '');
  return () => native.deleteTree(native.HKLM, `SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\${thumbprint}`);
}
