// Facts about the PC that decide whether TLS works here: its clock, its time zone, and programs that look into connections.
import { declareOnce, openLibrary, type Koffi, type Pointer } from '../koffi.ts';
import { certificateBytes, subjectBytes } from './certificateBytes.ts';
import { findInspectors, mayBeInspector, type TlsInspector } from './tlsInspectors.ts';

export interface PcFacts {
  readonly timeZone: {
    /** Windows' own name, the same in every language, e.g. `Romance Standard Time`. */
    readonly name: string;
    /** East of Greenwich, in minutes, without daylight saving time. */
    readonly offsetMinutes: number;
    /** The person turned daylight saving time off: half the year the clock is an hour off. */
    readonly daylightOff: boolean;
  };
  readonly tlsInspectors: readonly TlsInspector[];
}

/** Beyond this many roots a store is not read on; Windows has some hundred. */
const maxRoots = 2_000;

/** DYNAMIC_TIME_ZONE_INFORMATION (timezoneapi.h): its size, and where its parts are. */
const timeZoneBytes = 432;
const keyNameAt = 172;
const keyNameEnd = 428;

const openStore = 'void * __stdcall CertOpenSystemStoreW(uintptr_t provider, str16 name)';

const functions = declareOnce((koffi) => {
  const crypt32 = openLibrary(koffi, 'crypt32.dll');
  return {
    timeZone: openLibrary(koffi, 'kernel32.dll').declare<(into: Buffer) => number>(
      'uint32_t __stdcall GetDynamicTimeZoneInformation(void *into)',
    ),
    openStore: crypt32.declare<(provider: number, name: string) => Pointer>(openStore),
    openStoreAside: crypt32.declareWaiting<[provider: number, name: string], Pointer>(openStore),
    next: crypt32.declare<(store: Pointer, previous: Pointer) => Pointer>(
      'void * __stdcall CertEnumCertificatesInStore(void *store, void *previous)',
    ),
    freeContext: crypt32.declare<(context: Pointer) => boolean>('bool __stdcall CertFreeCertificateContext(void *context)'),
    closeStore: crypt32.declare<(store: Pointer, flags: number) => boolean>('bool __stdcall CertCloseStore(void *store, uint32_t flags)'),
  };
});

/** The user's and the machine's trusted roots. */
const rootStore = [0, 'ROOT'] as const;

/** Reads the facts; takes some tens of milliseconds for the roots. */
export function readPcFacts(koffi: Koffi): PcFacts {
  return factsWith(koffi, functions(koffi).openStore(...rootStore));
}

/** The same while this thread does something else: opening the roots is nearly all of the time. */
export async function readPcFactsAside(koffi: Koffi): Promise<PcFacts> {
  return factsWith(koffi, await functions(koffi).openStoreAside(...rootStore));
}

function factsWith(koffi: Koffi, roots: Pointer): PcFacts {
  return { timeZone: readTimeZone(koffi), tlsInspectors: findInspectors(roots === null ? [] : takeSubjects(koffi, roots)) };
}

function readTimeZone(koffi: Koffi): PcFacts['timeZone'] {
  const into = Buffer.alloc(timeZoneBytes);
  functions(koffi).timeZone(into);
  return {
    name: into.toString('utf16le', keyNameAt, keyNameEnd).split('\0')[0] ?? '',
    // UTC = local time + bias.
    offsetMinutes: -into.readInt32LE(0),
    daylightOff: into.readUInt8(keyNameEnd) !== 0,
  };
}

/** Subjects of the roots that may be an inspector's, of those in a store, which is closed. */
function takeSubjects(koffi: Koffi, store: Pointer): readonly string[] {
  const { next, freeContext, closeStore } = functions(koffi);
  const subjects: string[] = [];
  try {
    // Each call frees the context it is given; the last one, beyond the limit, is freed here.
    let context = next(store, null);
    while (context !== null && subjects.length < maxRoots) {
      subjects.push(subjectOf(koffi, context));
      context = next(store, context);
    }
    if (context !== null) freeContext(context);
  } finally {
    closeStore(store, 0);
  }
  return subjects;
}

/** One line; empty for a certificate that names no inspector, or that OpenSSL cannot read. */
function subjectOf(koffi: Koffi, context: bigint): string {
  const subject = subjectBytes(koffi, context);
  const bytes = subject && mayBeInspector(subject) ? certificateBytes(koffi, context) : undefined;
  if (!bytes) return '';
  try {
    // Fetched here and not imported: OpenSSL's start is a good part of an inspection's time, and most PCs have no inspector.
    const { X509Certificate } = process.getBuiltinModule('node:crypto');
    return new X509Certificate(bytes).subject.split('\n').join(', ').slice(0, 300);
  } catch {
    return '';
  }
}
