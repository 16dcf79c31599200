// Sets what WinHTTP saw against what Node saw of the same URL: a difference is a finding, and Node's detail completes Windows' verdict.
import type { Exchange, ExchangeFailure } from '../../../model/exchange.ts';
import type { Finding } from '../../../model/finding.ts';
import { eyesFinding } from './findings.ts';

/**
 * The finding `windows.differs` of one URL: `pass` when both got the same answer, `fail` when only Node got one ("the browser would connect,
 * Outlook will not"), `warn` when only Windows did or when the answers differ. `undefined` when neither got one or one was stopped,
 * and where only Windows went through a proxy, for then the two say nothing about each other.
 */
export function compareExchanges(windows: Exchange, node: Exchange): Finding | undefined {
  if (isStopped(windows) || isStopped(node) || (!windows.answer && !node.answer)) return undefined;
  if (windows.answer && windows.proxy !== undefined && node.proxy === undefined && !node.answer) return undefined;
  const { hostname: host } = new URL(windows.url);
  const same = windows.answer?.status === node.answer?.status;
  const status = same ? 'pass' : windows.answer ? 'warn' : 'fail';
  const evidence = [`WinHTTP: ${outcomeOf(windows)}`, `Node: ${outcomeOf(node)}`];
  return eyesFinding('windows.differs', status, host, { data: { host, url: windows.url }, ...(same ? {} : { evidence }) });
}

/** ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED (winhttp.h), and the alert certificate_required (RFC 8446, 6.2) as OpenSSL names it. */
const certificateWanted: readonly string[] = ['ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'];

/**
 * The finding `windows.clientCertificate` where a server says that it lets nobody in without a certificate of their own; none is ever
 * offered. TLS 1.2 has no alert of its own for it: there, the handshake just fails.
 */
export function clientCertificateFinding(windows: Exchange, node: Exchange): Finding | undefined {
  const code = [windows.code, node.code].find((each) => each !== undefined && certificateWanted.includes(each));
  if (windows.answer || code === undefined) return undefined;
  const { hostname: host } = new URL(windows.url);
  return eyesFinding('windows.clientCertificate', 'fail', host, { data: { host }, evidence: [code] });
}

/** Stopped by a person or at the end of the time: that says nothing about the difference of the two. */
function isStopped({ failure }: Exchange): boolean {
  return failure?.phase === 'cancelled';
}

function outcomeOf({ answer, failure, certificate, code, proxy }: Exchange): string {
  const through = proxy === undefined ? [] : [`proxy ${proxy.url}`];
  if (answer) return [`HTTP ${answer.status}`, ...through].join(', ');
  const faults = certificate && certificate.faults.length > 0 ? [certificate.faults.join(' '), certificate.code ?? []].flat() : [];
  return [failure ? `${failure.phase} ${failure.reason}` : 'no answer', ...faults, code ?? [], ...through].flat().join(', ');
}

/**
 * Windows' exchange, completed with what WinHTTP does not tell: why a name has no address, whether a port refuses or is out of reach, the
 * chain of a certificate that was not accepted and all its faults. Whether the exchange succeeded stays as Windows says.
 */
export function withDetail(windows: Exchange, node: Exchange): Exchange {
  const addresses = windows.addresses.length > 0 ? windows.addresses : node.addresses;
  const failure = windows.failure && moreExact(windows.failure, node.failure);
  // A reason comes with its own code, where it has one: what is judged goes by the two together.
  const code = failure === windows.failure ? windows.code : node.code;
  const certificate = certificateOf(windows, node);
  return {
    ...windows,
    addresses,
    ...(failure ? { failure } : {}),
    ...(code === undefined ? {} : { code }),
    ...(certificate ? { certificate } : {}),
  };
}

/** Where both failed in the same phase, Node's word is the more exact one; a handshake's failure that WinHTTP does not explain also. */
function moreExact(windows: ExchangeFailure, node: ExchangeFailure | undefined): ExchangeFailure {
  return node?.phase === windows.phase && windows.reason !== 'certificate' ? node : windows;
}

function certificateOf(windows: Exchange, node: Exchange): Exchange['certificate'] {
  const [own, other] = [windows.certificate, node.certificate];
  if (!other || (own && own.chain.length > 0)) return own;
  // What a proxy answered in the server's place came without a certificate, and the one that Node met on another way is not its.
  if (windows.answer && windows.proxy && !own) return undefined;
  // An answer came, so Windows accepted the chain, whatever Node thinks of it.
  if (windows.answer) return { ...other, faults: [] };
  if (!own) return windows.failure?.phase === 'tls' && other.faults.length > 0 ? other : undefined;
  const faults = [...new Set([...own.faults.filter((fault) => fault !== 'other' || other.faults.length === 0), ...other.faults])];
  return { ...own, chain: other.chain, faults };
}
