// Finds programs that look into encrypted connections by the root certificates they had Windows trust, as these stand in the registry.
import type { RegistryData } from '../../../model/registry.ts';
import type { Registry } from '../../port.ts';
import { findInspectors, mayBeInspector, type TlsInspector } from './tlsInspectors.ts';

/**
 * The stores in which a program or an administrator puts a root for this person (Win32, "System Store Locations": Root of the current user
 * and, as its sibling, of the PC, with those of Group Policy and of the enterprise). Not AuthRoot: Microsoft alone fills it, with public
 * authorities. They are read here and not through CertOpenSystemStore, which would give the roots of whoever runs this process.
 */
const stores = [
  'HKCU\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates',
  'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates',
  'HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\Certificates',
  'HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\Root\\Certificates',
] as const;

/** Beyond this many roots a store is not read on; Windows has some hundred. */
const maxRoots = 2_000;

/** Of a property in a blob: number, a reserved word, length, each of four bytes (MS-GPEF 2.2.1.1.1.1); and the certificate's own number. */
const headBytes = 12;
const lengthAt = 8;
const certificateProperty = 32;

/** The certificate (DER) among the properties of a `Blob` value; `undefined` where there is none, or the lengths cannot be. Pure. */
export function certificateIn(blob: Buffer): Buffer | undefined {
  let rest = blob;
  while (rest.length > headBytes) {
    const end = headBytes + rest.readUInt32LE(lengthAt);
    if (end > rest.length) return undefined;
    if (rest.readUInt32LE(0) === certificateProperty) return rest.subarray(headBytes, end);
    rest = rest.subarray(end);
  }
  return undefined;
}

/**
 * The products, each once. A store that is not there or may not be read has none to tell. Each root is asked for by itself: a registry in
 * another process (reg.exe, scripts) would be busy with them for many seconds, and is not asked.
 */
export async function readInspectors(registry: Pick<Registry, 'backend' | 'readKey' | 'readValues'>): Promise<readonly TlsInspector[]> {
  if (registry.backend !== 'native') return [];
  const subjects: string[] = [];
  for (const store of stores) {
    const key = await registry.readKey(store);
    for (const name of (key.ok && key.value ? key.value.subkeys : []).slice(0, maxRoots)) {
      const read = await registry.readValues(`${store}\\${name}`, ['Blob']);
      subjects.push(...subjectOf(read.ok ? read.value[0] : null));
    }
  }
  return findInspectors(subjects);
}

/** One line; nothing for a certificate that names no inspector, or that OpenSSL cannot read. */
function subjectOf(blob: RegistryData | null | undefined): readonly string[] {
  const certificate = blob?.type === 'REG_BINARY' ? certificateIn(Buffer.from(blob.data, 'hex')) : undefined;
  if (!certificate || !mayBeInspector(certificate)) return [];
  try {
    // Fetched here and not imported: OpenSSL's start is a good part of an inspection's time, and most PCs have no inspector.
    const { X509Certificate } = process.getBuiltinModule('node:crypto');
    return [new X509Certificate(certificate).subject.split('\n').join(', ').slice(0, 300)];
  } catch {
    return [];
  }
}
