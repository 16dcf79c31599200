// What WinHTTP's error codes and certificate flags mean in the words of an exchange.
import type { CertificateFault, ExchangeFailure } from '../../../model/exchange.ts';

/** How far a request had come when it ended. */
export type Reached = 'start' | 'resolving' | 'connecting' | 'securing' | 'sent';

/** The phase that was under way. */
const timeouts: Readonly<Record<Reached, ExchangeFailure>> = {
  start: { phase: 'dns', reason: 'timeout' },
  resolving: { phase: 'dns', reason: 'timeout' },
  connecting: { phase: 'tcp', reason: 'timeout' },
  securing: { phase: 'tls', reason: 'timeout' },
  sent: { phase: 'http', reason: 'timeout' },
};

/** A connection that broke: before anything was sent it is the handshake that failed. */
const brokenConnections: Readonly<Record<Reached, ExchangeFailure>> = {
  start: { phase: 'tcp', reason: 'unreachable' },
  resolving: { phase: 'tcp', reason: 'unreachable' },
  connecting: { phase: 'tcp', reason: 'unreachable' },
  securing: { phase: 'tls', reason: 'handshake' },
  sent: { phase: 'http', reason: 'closed' },
};

const certificate: ExchangeFailure = { phase: 'tls', reason: 'certificate' };
const handshake: ExchangeFailure = { phase: 'tls', reason: 'handshake' };
const malformed: ExchangeFailure = { phase: 'http', reason: 'malformed' };
const headersTooLarge: ExchangeFailure = { phase: 'http', reason: 'headersTooLarge' };

interface ErrorRow {
  readonly name: string;
  readonly means?: ExchangeFailure;
}

/** ERROR_WINHTTP_* (winhttp.h). A row without a meaning is told by how far the request had come. */
const errors: Readonly<Record<number, ErrorRow>> = {
  12002: { name: 'TIMEOUT' },
  12005: { name: 'INVALID_URL', means: { phase: 'url', reason: 'invalid' } },
  12006: { name: 'UNRECOGNIZED_SCHEME', means: { phase: 'url', reason: 'invalid' } },
  12007: { name: 'NAME_NOT_RESOLVED', means: { phase: 'dns', reason: 'noName' } },
  12017: { name: 'OPERATION_CANCELLED' },
  // Refused and unreachable are one code; a wait without an answer has its own.
  12029: { name: 'CANNOT_CONNECT', means: { phase: 'tcp', reason: 'refused' } },
  12030: { name: 'CONNECTION_ERROR' },
  12037: { name: 'SECURE_CERT_DATE_INVALID', means: certificate },
  12038: { name: 'SECURE_CERT_CN_INVALID', means: certificate },
  12044: { name: 'CLIENT_AUTH_CERT_NEEDED', means: handshake },
  12045: { name: 'SECURE_INVALID_CA', means: certificate },
  12057: { name: 'SECURE_CERT_REV_FAILED', means: certificate },
  12152: { name: 'INVALID_SERVER_RESPONSE', means: malformed },
  12157: { name: 'SECURE_CHANNEL_ERROR', means: handshake },
  12166: { name: 'BAD_AUTO_PROXY_SCRIPT', means: { phase: 'tcp', reason: 'unreachable' } },
  12167: { name: 'UNABLE_TO_DOWNLOAD_SCRIPT', means: { phase: 'tcp', reason: 'unreachable' } },
  12169: { name: 'SECURE_INVALID_CERT', means: certificate },
  12170: { name: 'SECURE_CERT_REVOKED', means: certificate },
  12175: { name: 'SECURE_FAILURE', means: certificate },
  12179: { name: 'SECURE_CERT_WRONG_USAGE', means: certificate },
  12181: { name: 'HEADER_COUNT_EXCEEDED', means: headersTooLarge },
  12182: { name: 'HEADER_SIZE_OVERFLOW', means: headersTooLarge },
  12183: { name: 'CHUNKED_ENCODING_HEADER_SIZE_OVERFLOW', means: malformed },
};

/** The error's name as people search for it, e.g. `ERROR_WINHTTP_TIMEOUT`, or its number where it is not WinHTTP's. */
export function errorName(error: number): string {
  const row = errors[error];
  return row ? `ERROR_WINHTTP_${row.name}` : `Windows ${error}`;
}

export function timeoutFailure(reached: Reached): ExchangeFailure {
  return timeouts[reached];
}

/**
 * Where a request ended. `flags` are those of the secure-failure status: without one about the certificate, SECURE_FAILURE is a
 * handshake that Schannel could not do.
 */
export function failureOf(error: number, reached: Reached, flags: number): ExchangeFailure {
  if (error === 12002) return timeoutFailure(reached);
  const means = errors[error]?.means ?? brokenConnections[reached];
  return means === certificate && flags !== 0 && faultsOf(flags).length === 0 ? handshake : means;
}

interface FlagRow {
  readonly flag: number;
  readonly name: string;
  readonly fault: CertificateFault;
}

/** WINHTTP_CALLBACK_STATUS_FLAG_* of the secure-failure status. Windows does not say on which side a date is wrong. */
const flagRows: readonly FlagRow[] = [
  { flag: 0x20, name: 'CERT_DATE_INVALID', fault: 'expired' },
  { flag: 0x10, name: 'CERT_CN_INVALID', fault: 'wrongName' },
  { flag: 0x08, name: 'INVALID_CA', fault: 'unknownAuthority' },
  { flag: 0x01, name: 'CERT_REV_FAILED', fault: 'other' },
  { flag: 0x02, name: 'INVALID_CERT', fault: 'other' },
  { flag: 0x04, name: 'CERT_REVOKED', fault: 'revoked' },
  { flag: 0x40, name: 'CERT_WRONG_USAGE', fault: 'other' },
];

/** Every fault that the flags name, each once. SECURITY_CHANNEL_ERROR (0x80000000) is none of the certificate's. */
export function faultsOf(flags: number): readonly CertificateFault[] {
  return [...new Set(flagRows.filter((row) => (flags & row.flag) !== 0).map((row) => row.fault))];
}

/** The flags' names, for evidence. */
export function flagNames(flags: number): string {
  return flagRows
    .filter((row) => (flags & row.flag) !== 0)
    .map((row) => row.name)
    .join(', ');
}
