// What the PC's own facts mean for TLS: a wrong clock, and programs that look into connections.
import type { Exchange } from '../../../model/exchange.ts';
import type { Finding } from '../../../model/finding.ts';
import { eyesFinding } from './findings.ts';
import type { TlsInspector } from './tlsInspectors.ts';

/** Kerberos allows five minutes, and certificates that were issued today are what suffers first. In milliseconds. */
const clockTolerance = 5 * 60_000;

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
export function inspectionFindings(inspectors: readonly TlsInspector[]): readonly Finding[] {
  return inspectors.map(({ product, subject }) =>
    eyesFinding('windows.tlsInspection', 'info', product, { data: { product }, evidence: [subject] }),
  );
}
