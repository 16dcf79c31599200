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

/**
 * `answer` holds the records of the asked type and, before them, the CNAME chain that led there.
 * `noData`: the name exists, the type does not. `failed`: any other response code (SERVFAIL, REFUSED …) or no usable reply.
 */
export type DnsAnswer =
  | { readonly kind: 'answer'; readonly records: readonly DnsRecord[]; readonly ms: number }
  | { readonly kind: 'noName' | 'noData' | 'timeout' | 'cancelled'; readonly ms: number }
  | { readonly kind: 'failed'; readonly reason: string; readonly ms: number };
