// One HTTP request and everything that was seen on the way to its answer.
import type { AddressAnswer } from './dns.ts';
import type { ProxySource } from './proxy.ts';

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
  /** What the URL's host resolved to, where the caller has just asked; absent = it is looked up. */
  readonly resolved?: AddressAnswer;
}

/** One try to connect to one address (RFC 8305). */
export interface ConnectionAttempt {
  readonly address: string;
  /** `pending` = it had not answered yet when another address did, or when the time was over. */
  readonly state: 'connected' | 'failed' | 'pending';
  /** Low-level word of a failure, e.g. `ECONNREFUSED`. */
  readonly code?: string;
  /** Milliseconds that it took, or had taken by then. */
  readonly ms: number;
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
  /** OpenSSL's name of the algorithm it was signed with, e.g. `sha256WithRSAEncryption`; absent where the runtime cannot tell. */
  readonly signatureAlgorithm?: string;
  /** Kind of its public key (`rsa`, `ec` …) and the bits of an RSA modulus. */
  readonly keyType?: string;
  readonly keyBits?: number;
  /** Where its issuer's certificate is published over http (RFC 5280 4.2.2.1, caIssuers). */
  readonly issuerUrl?: string;
}

/** Everything that is wrong with a chain, not only the first thing OpenSSL stopped at. */
export type CertificateFault =
  | 'expired'
  | 'notYetValid'
  | 'wrongName'
  | 'selfSigned'
  | 'unknownAuthority'
  | 'incompleteChain'
  | 'weakSignature'
  | 'weakKey'
  | 'revoked'
  | 'other';

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
  | {
      readonly phase: 'proxy';
      /** `denied` = the proxy said no, `gateway` = it could not get further itself, `unusable` = no HTTP proxy. */
      readonly reason:
        'unusable' | 'unknownName' | 'unreachable' | 'refused' | 'timeout' | 'authentication' | 'denied' | 'gateway' | 'malformed';
    }
  | { readonly phase: 'tcp'; readonly reason: 'refused' | 'timeout' | 'unreachable' }
  | { readonly phase: 'tls'; readonly reason: 'handshake' | 'timeout' | 'certificate' | 'oldProtocol' }
  | { readonly phase: 'http'; readonly reason: 'timeout' | 'malformed' | 'closed' | 'headersTooLarge' }
  | { readonly phase: 'cancelled'; readonly reason: 'cancelled' };

/** The proxy that an exchange went to instead of the server. */
export interface ProxyUse {
  /** `http://host:port`, without name and password. */
  readonly url: string;
  readonly source: ProxySource;
  /** What the proxy itself said when it gave no way through. */
  readonly answer?: Pick<HttpAnswer, 'status' | 'headers'>;
}

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
  /** Every address that was tried, in this order. */
  readonly attempts?: readonly ConnectionAttempt[];
  readonly certificate?: CertificateCheck;
  /** Absent when the server was connected directly; with a proxy the addresses are the proxy's. */
  readonly proxy?: ProxyUse;
  readonly answer?: HttpAnswer;
  readonly failure?: ExchangeFailure;
  /** Low-level word for a failure, e.g. `ECONNREFUSED`; for evidence, not for sentences. */
  readonly code?: string;
}
