// Starts TLS on a connected socket and judges the certificate before anything else may be sent over it.
import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { CertificateCheck } from '../../model/exchange.ts';
import type { ConnectionOutcome } from './connection.ts';
import { certificateFaults, describeCertificate } from './certificateFaults.ts';
import { errorCode } from './dnsAnswers.ts';
import type { Trust } from './trust.ts';

export type TlsOutcome =
  | { readonly socket: tls.TLSSocket; readonly certificate: CertificateCheck }
  | { readonly failure: 'certificate' | 'oldProtocol'; readonly certificate: CertificateCheck; readonly code: string }
  | { readonly failure: 'handshake' | 'timeout'; readonly code: string };

export interface TlsOptions {
  readonly trust: Trust;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** A second connection to the same address, to find out why the first handshake failed; without it nothing is found out. */
  readonly reconnect?: () => Promise<ConnectionOutcome>;
}

/** Handshake errors behind which an old server may stand: what it says to our versions, what we say to its, and what some say instead. */
const versionErrors: ReadonlySet<string> = new Set([
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  // The same by BoringSSL, in Electron.
  'ERR_SSL_SSLV3_ALERT_PROTOCOL_VERSION',
]);

/** Certificates of a chain that are looked at; real chains have two to four. */
const maxChain = 10;

/**
 * Shakes hands with `host` (SNI and name check) over `socket`; ends when the signal fires, as `timeout`. The socket is destroyed unless
 * it comes out. `oldProtocol` = the server speaks TLS 1.0 or 1.1 only, which RFC 8996 forbids: that was found out over a second
 * connection, which was closed without sending anything.
 */
export async function startTls(socket: Socket, host: string, options: TlsOptions): Promise<TlsOutcome> {
  const outcome = await shakeHands(socket, host, options.trust.context, options);
  if (!('failure' in outcome) || outcome.failure !== 'handshake' || !versionErrors.has(outcome.code)) return outcome;
  const again = await options.reconnect?.();
  if (again === undefined || 'failure' in again) return outcome;
  const old = await shakeHands(again.socket, host, options.trust.oldContext(), options);
  if ('socket' in old) old.socket.destroy();
  return 'certificate' in old ? { failure: 'oldProtocol', certificate: old.certificate, code: outcome.code } : outcome;
}

/**
 * `rejectUnauthorized: false` does not turn verification off here: with `true` Node destroys the socket before the certificate can be
 * read, and then nobody could be told which name or date is wrong. OpenSSL verifies all the same, its verdict is
 * `authorizationError`. We take that verdict, check the name ourselves, and destroy the socket on any fault. That happens in the same
 * turn in which the handshake ends, before the socket is handed to HTTP: not one byte of a request goes to a host that did not prove
 * its name.
 */
function shakeHands(socket: Socket, host: string, secureContext: tls.SecureContext, options: TlsOptions): Promise<TlsOutcome> {
  return new Promise((resolve) => {
    const session = tls.connect({
      socket,
      secureContext,
      rejectUnauthorized: false,
      // RFC 6066 section 3 allows no literal addresses in SNI.
      ...(isIP(host) ? { host } : { servername: host }),
      ALPNProtocols: ['http/1.1'],
    });
    const end = (outcome: TlsOutcome): void => {
      options.signal.removeEventListener('abort', stop);
      if (!('socket' in outcome)) session.destroy();
      resolve(outcome);
    };
    const stop = (): void => end({ failure: 'timeout', code: 'ETIMEDOUT' });
    session.on('error', (error) => end({ failure: 'handshake', code: errorCode(error) }));
    session.once('close', () => end({ failure: 'handshake', code: 'ECONNRESET' }));
    session.once('secureConnect', () => {
      const certificate = judge(session, host, options);
      end(
        certificate.faults.length === 0
          ? { socket: session, certificate }
          : { failure: 'certificate', certificate, code: certificate.code ?? 'unknown' },
      );
    });
    if (options.signal.aborted) stop();
    else options.signal.addEventListener('abort', stop, { once: true });
  });
}

function judge(session: tls.TLSSocket, host: string, options: { readonly trust: Trust; readonly now: Date }): CertificateCheck {
  const leaf = session.getPeerCertificate(true);
  const chain = presentedChain(leaf);
  const nameError = chain.length === 0 ? new Error('no certificate') : tls.checkServerIdentity(host, leaf);
  // Node puts its own name check's error there too when the chain is in order; typed as Error, it is a code string in fact.
  const verdict: unknown = session.authorized ? undefined : session.authorizationError;
  const code = session.authorized ? undefined : verdict instanceof Error ? errorCode(verdict) : String(verdict);
  const faults = certificateFaults({ chain, code, nameMatches: nameError === undefined }, options.now, options.trust.isRoot);
  const protocol = session.getProtocol();
  return {
    chain: chain.map(describeCertificate),
    faults,
    ...(faults.length === 0 ? {} : { code: code ?? 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    ...(protocol === null ? {} : { protocol }),
  };
}

/** Node links each certificate to its issuer, completed from the trusted roots; the root is linked to itself. Without a certificate it is an empty object. */
function presentedChain(leaf: Partial<tls.DetailedPeerCertificate>): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let current: Partial<tls.DetailedPeerCertificate> | undefined = leaf;
  while (current?.raw && chain.length < maxChain) {
    const certificate = new X509Certificate(current.raw);
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    chain.push(certificate);
    current = current.issuerCertificate;
  }
  return chain;
}
