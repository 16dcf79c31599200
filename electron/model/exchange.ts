// One HTTP request and everything that was seen on the way to its answer.

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  /** http: or https: only. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Wall time for the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest body that is read, in bytes; what comes after it is not waited for. */
  readonly maxBytes: number;
}

/** One certificate as it was presented, leaf first in the chain. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses of the subject alternative name, without their `DNS:` prefix. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, lower-case hexadecimal without separators. */
  readonly fingerprint: string;
  readonly selfSigned: boolean;
}

/** Everything that is wrong with a chain, not only the first thing OpenSSL stopped at. */
export type CertificateFault = 'expired' | 'notYetValid' | 'wrongName' | 'selfSigned' | 'unknownAuthority' | 'incompleteChain' | 'other';

export interface CertificateCheck {
  readonly chain: readonly Certificate[];
  /** Empty = accepted. */
  readonly faults: readonly CertificateFault[];
  /** OpenSSL's word for it, e.g. `CERT_HAS_EXPIRED`. */
  readonly code?: string;
  readonly protocol?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; a repeated header's values are joined by `, ` (set-cookie is left out). */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8, at most `maxBytes`. */
  readonly body: string;
  /** The body went on after `maxBytes`. */
  readonly truncated: boolean;
}

/** Where an exchange ended when it brought no complete answer. */
export type ExchangeFailure =
  | { readonly phase: 'url'; readonly reason: 'invalid' }
  | { readonly phase: 'dns'; readonly reason: 'noName' | 'noData' | 'timeout' | 'failed' }
  | { readonly phase: 'tcp'; readonly reason: 'refused' | 'timeout' | 'unreachable' }
  | { readonly phase: 'tls'; readonly reason: 'handshake' | 'timeout' | 'certificate' }
  | { readonly phase: 'http'; readonly reason: 'timeout' | 'malformed' | 'closed' | 'headersTooLarge' }
  | { readonly phase: 'cancelled'; readonly reason: 'cancelled' };

export interface Exchange {
  readonly method: string;
  readonly url: string;
  /** Milliseconds from the start to the end of each phase that was reached, and in all. */
  readonly timings: {
    readonly dns?: number;
    readonly tcp?: number;
    readonly tls?: number;
    readonly firstByte?: number;
    readonly total: number;
  };
  /** Addresses the host resolved to, and the one that was connected. */
  readonly addresses: readonly string[];
  readonly address?: string;
  /** Host of the proxy that the request went through, where that is known. */
  readonly proxy?: string;
  readonly certificate?: CertificateCheck;
  readonly answer?: HttpAnswer;
  readonly failure?: ExchangeFailure;
  /** Low-level word for a failure, e.g. `ECONNREFUSED`; for evidence, not for sentences. */
  readonly code?: string;
}
