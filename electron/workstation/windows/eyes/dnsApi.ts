// The part of dnsapi.dll that is used here, and how its record lists are read out of Windows' memory.
import type { KoffiFunc } from 'koffi';
import type { DnsRecord, DnsType } from '../../../model/dns.ts';
import { declareOnce, openLibrary, type Koffi, type Out, type Pointer } from '../koffi.ts';
import { copyBytes, textAt } from './nativeCalls.ts';

/** DNS_TYPE_* (windns.h, RFC 1035 3.2.2, RFC 3596, RFC 2782). */
export const typeNumbers: Readonly<Record<DnsType, number>> = { A: 1, CNAME: 5, TXT: 16, AAAA: 28, SRV: 33 };

/** More records than this in one answer are not looked at; a longer text is cut. */
const maxRecords = 64;
const maxTextLength = 1_000;
const maxTextParts = 64;

/** Section of a record (two lowest bits of its flags) that is not the answer's: authority and additional. */
const otherSections: ReadonlySet<number> = new Set([2, 3]);

interface Head {
  readonly pNext: Pointer;
  readonly pName: Pointer;
  readonly wType: number;
  readonly flags: number;
}

export const dnsFunctions = declareOnce((koffi) => {
  const dnsapi = openLibrary(koffi, 'dnsapi.dll');
  return {
    /** DNS_RECORDW up to its data. */
    head: koffi.struct({
      pNext: 'void *',
      pName: 'void *',
      wType: 'uint16_t',
      wDataLength: 'uint16_t',
      flags: 'uint32_t',
      dwTtl: 'uint32_t',
      dwReserved: 'uint32_t',
    }),
    service: koffi.struct({ target: 'void *', priority: 'uint16_t', weight: 'uint16_t', port: 'uint16_t', pad: 'uint16_t' }),
    query: dnsapi.declare<
      KoffiFunc<(name: string, type: number, options: number, servers: Buffer | null, records: Out<Pointer>, reserved: null) => number>
    >('int32_t __stdcall DnsQuery_W(str16 name, uint16_t type, uint32_t options, void *servers, _Out_ void **records, void *reserved)'),
    free: dnsapi.declare<(records: Pointer, kind: number) => void>('void __stdcall DnsFree(void *records, int kind)'),
  };
});

/** Reads the answer's records and frees the list (DnsFreeRecordList). Aliases come first, as they lead to the rest. */
export function takeRecords(koffi: Koffi, list: Pointer): readonly DnsRecord[] {
  const { head, free } = dnsFunctions(koffi);
  if (list === null) return [];
  const records: DnsRecord[] = [];
  try {
    let at: Pointer = list;
    for (let count = 0; at !== null && at !== 0n && count < maxRecords; count += 1) {
      const record = koffi.decode(at, head) as Head;
      if (!otherSections.has(record.flags & 3)) records.push(...readRecord(koffi, record, at + BigInt(koffi.sizeof(head))));
      at = record.pNext;
    }
  } finally {
    free(list, 1);
  }
  return [...records.filter(({ type }) => type === 'CNAME'), ...records.filter(({ type }) => type !== 'CNAME')];
}

/** One record, none when its type is not one of ours. */
function readRecord(koffi: Koffi, { pName, wType }: Head, data: bigint): DnsRecord[] {
  const name = hostName(textAt(koffi, pName, 255));
  switch (wType) {
    case typeNumbers.A:
      return [{ type: 'A', name, address: [...copyBytes(koffi, data, 4)].join('.') }];
    case typeNumbers.AAAA:
      return [{ type: 'AAAA', name, address: addressText(copyBytes(koffi, data, 16)) }];
    case typeNumbers.CNAME:
      return [{ type: 'CNAME', name, target: hostName(textAt(koffi, koffi.decode(data, 'void *') as Pointer, 255)) }];
    case typeNumbers.TXT: {
      // DNS_TXT_DATAW: a count, then that many pointers, aligned.
      const count = Math.min(koffi.decode.uint32(data), maxTextParts);
      const parts = koffi.decode(data + BigInt(koffi.sizeof('void *')), 'void *', count) as readonly Pointer[];
      return [
        {
          type: 'TXT',
          name,
          text: parts
            .map((part) => textAt(koffi, part, 255) ?? '')
            .join('')
            .slice(0, maxTextLength),
        },
      ];
    }
    case typeNumbers.SRV: {
      const { target, priority, weight, port } = koffi.decode(data, dnsFunctions(koffi).service) as {
        readonly target: Pointer;
        readonly priority: number;
        readonly weight: number;
        readonly port: number;
      };
      return [{ type: 'SRV', name, priority, weight, port, target: hostName(textAt(koffi, target, 255)) }];
    }
    default:
      return [];
  }
}

/** DNS compares names without regard to case and may end them with the root's dot (RFC 1035 2.3.3); the root itself stays a dot. */
function hostName(name = ''): string {
  return name === '.' ? name : name.toLowerCase().replace(/\.$/, '');
}

/** Text of an IPv6 address with its longest run of zeros left out (RFC 5952), as the URL standard writes it. */
function addressText(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
