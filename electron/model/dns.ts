// What a DNS question brought back, with the ways of failing kept apart (RFC 1035, RFC 2308).

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'TXT';

export type DnsRecord =
  | { readonly type: 'A' | 'AAAA'; readonly name: string; readonly address: string }
  | { readonly type: 'CNAME'; readonly name: string; readonly target: string }
  | { readonly type: 'TXT'; readonly name: string; readonly text: string }
  | {
      readonly type: 'SRV';
      readonly name: string;
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };

/** The CNAME chain that led to a name without an answer; absent when there is none. */
interface Unanswered {
  readonly aliases?: readonly DnsRecord[];
  readonly ms: number;
}

/**
 * `answer` holds the records of the asked type and, before them, the CNAME chain that led there.
 * `noData`: the name exists, the type does not. `failed`: any other response code (SERVFAIL, REFUSED …) or no usable reply.
 */
export type DnsAnswer =
  | { readonly kind: 'answer'; readonly records: readonly DnsRecord[]; readonly ms: number }
  | ({ readonly kind: 'noName' | 'noData' | 'timeout' | 'cancelled' } & Unanswered)
  | ({ readonly kind: 'failed'; readonly reason: string } & Unanswered);

/**
 * Words for the failures that are told apart (RFC 1035 4.1.1, and a PC without a DNS server): `reason` of a `failed` answer and `code` of an
 * exchange. Node's resolver says them; whoever else asks DNS says the same ones.
 */
export const dnsFailureWords = { refused: 'EREFUSED', serverFailure: 'ESERVFAIL', noServer: 'ECONNREFUSED' } as const;

/** A DNS server that is asked instead of the PC's own, or beside it. */
export interface DnsServer {
  readonly address: string;
  readonly port: number;
}

/** What a host's name resolved to. */
export type AddressAnswer =
  | { readonly addresses: readonly string[] }
  | { readonly failure: 'noName' | 'noData' | 'timeout' | 'cancelled' | 'failed'; readonly code?: string };

/** The addresses in the answers to AAAA and A, in this order; where there are none, the failure that says most. */
export function addressesIn(answers: readonly [ipv6: DnsAnswer, ipv4: DnsAnswer]): AddressAnswer {
  const addresses = addressesOf(answers);
  if (addresses.length > 0) return { addresses };
  // Any other failure says more than "no record of this type".
  const failure = answers.findLast((answer) => answer.kind !== 'noData') ?? answers[1];
  if (failure.kind === 'failed') return { failure: 'failed', code: failure.reason };
  return { failure: failure.kind === 'answer' ? 'noData' : failure.kind };
}

/** The addresses in answers, in their order. */
export function addressesOf(answers: readonly DnsAnswer[]): readonly string[] {
  return answers.flatMap((answer) => (answer.kind === 'answer' ? answer.records : [])).flatMap(addressOf);
}

function addressOf(record: DnsRecord): string[] {
  return record.type === 'A' || record.type === 'AAAA' ? [record.address] : [];
}
