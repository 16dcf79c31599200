// Facts about the PC that decide whether TLS works here: its clock, its time zone, and programs that look into connections.
import { X509Certificate } from 'node:crypto';
import type { Exchange } from '../../../model/exchange.ts';
import type { Finding } from '../../../model/finding.ts';
import { declareOnce, openLibrary, type Koffi, type Pointer } from '../koffi.ts';
import { eyesFinding } from './findings.ts';
import { certificateBytes } from './serverCertificate.ts';
import { findInspectors, mayBeInspector, type TlsInspector } from './tlsInspectors.ts';

interface PcFacts {
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
/** Kerberos allows five minutes, and certificates that were issued today are what suffers first. In milliseconds. */
const clockTolerance = 5 * 60_000;

/** DYNAMIC_TIME_ZONE_INFORMATION (timezoneapi.h): its size, and where its parts are. */
const timeZoneBytes = 432;
const keyNameAt = 172;
const keyNameEnd = 428;

const functions = declareOnce((koffi) => {
  const crypt32 = openLibrary(koffi, 'crypt32.dll');
  return {
    timeZone: openLibrary(koffi, 'kernel32.dll').declare<(into: Buffer) => number>(
      'uint32_t __stdcall GetDynamicTimeZoneInformation(void *into)',
    ),
    openStore: crypt32.declare<(provider: number, name: string) => Pointer>(
      'void * __stdcall CertOpenSystemStoreW(uintptr_t provider, str16 name)',
    ),
    next: crypt32.declare<(store: Pointer, previous: Pointer) => Pointer>(
      'void * __stdcall CertEnumCertificatesInStore(void *store, void *previous)',
    ),
    freeContext: crypt32.declare<(context: Pointer) => boolean>('bool __stdcall CertFreeCertificateContext(void *context)'),
    closeStore: crypt32.declare<(store: Pointer, flags: number) => boolean>('bool __stdcall CertCloseStore(void *store, uint32_t flags)'),
  };
});

/** Reads the facts; takes some tens of milliseconds for the roots. */
export function readPcFacts(koffi: Koffi): PcFacts {
  return { timeZone: readTimeZone(koffi), tlsInspectors: findInspectors(rootSubjects(koffi)) };
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

/** Subjects of the roots that may be an inspector's, of those that this user's programs trust: the user's and the machine's. */
function rootSubjects(koffi: Koffi): readonly string[] {
  const { openStore, next, freeContext, closeStore } = functions(koffi);
  const store = openStore(0, 'ROOT');
  if (store === null) return [];
  const subjects: string[] = [];
  try {
    // Each call frees the context it is given; the last one, beyond the limit, is freed here.
    let context = next(store, null);
    while (context !== null && subjects.length < maxRoots) {
      subjects.push(subjectOf(certificateBytes(koffi, context)));
      context = next(store, context);
    }
    if (context !== null) freeContext(context);
  } finally {
    closeStore(store, 0);
  }
  return subjects;
}

/** One line; empty for a certificate that names no inspector, or that OpenSSL cannot read. */
function subjectOf(bytes: Buffer | undefined): string {
  try {
    return bytes && mayBeInspector(bytes) ? new X509Certificate(bytes).subject.split('\n').join(', ').slice(0, 300) : '';
  } catch {
    return '';
  }
}

/** The finding `windows.clock` from an answer's Date header (RFC 9110 6.6.1), which is at most `total` old; `undefined` without one. */
export function clockFinding({ url, answer, timings }: Exchange, now: Date): Finding | undefined {
  const server = Date.parse(answer?.headers.date ?? '');
  if (Number.isNaN(server)) return undefined;
  const { hostname: host } = new URL(url);
  const off = now.getTime() - server;
  const wrong = Math.abs(off) > clockTolerance + timings.total;
  return eyesFinding('windows.clock', wrong ? 'fail' : 'pass', host, { data: { host, minutes: Math.round(Math.abs(off) / 60_000) } });
}

/** One finding `windows.tlsInspection` for each product. */
export function inspectionFindings({ tlsInspectors }: PcFacts): readonly Finding[] {
  return tlsInspectors.map(({ product, subject }) =>
    eyesFinding('windows.tlsInspection', 'info', product, { data: { product }, evidence: [subject] }),
  );
}
