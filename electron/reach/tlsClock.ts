// Tells a PC's clock that is wrong from certificates that are wrong, by the servers' own time and by what certificates have in common. Pure.
import type { RouteReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { finding } from './findings.ts';
import { hostOf } from './hosts.ts';

/** Kerberos' tolerance, which domain-joined PCs are held to (RFC 4120 5.2.2 leaves it to the site; Windows: 5 minutes). */
const toleratedSeconds = 300;

/** At most one finding: `clock.off` where a server told its time, `clock.behind` where only the certificates speak for it. */
export function clockFindings(routes: readonly RouteReport[], now: Date): readonly Finding[] {
  const reading = clockReading(routes);
  if (reading) return Math.abs(reading.offset) <= toleratedSeconds ? [] : [offFinding(reading, routes, now)];
  return behindFinding(routes, now);
}

interface Reading {
  readonly host: string;
  /** Seconds; positive when the PC is ahead. */
  readonly offset: number;
}

/** The middle one of what the servers say; those whose certificate was accepted count alone if there are any, for plain http can be anybody. */
function clockReading(routes: readonly RouteReport[]): Reading | undefined {
  const all = routes.flatMap(({ url, certificate, clockOffset: offset }) =>
    url === null || offset === undefined ? [] : [{ host: hostOf(url), offset, proven: certificate?.faults.length === 0 }],
  );
  const proven = all.filter((reading) => reading.proven);
  const sorted = (proven.length > 0 ? proven : all).sort((a, b) => a.offset - b.offset);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function offFinding({ host, offset }: Reading, routes: readonly RouteReport[], now: Date): Finding {
  const there = new Date(now.getTime() - offset * 1000);
  const toBlame = routes.some((route) => isOutOfDate(route) && isValidAt(route, there));
  return finding('clock.off', toBlame ? 'fail' : 'warn', host, {
    data: { host, difference: duration(offset), pcTime: minute(now), serverTime: minute(there) },
    copy: 'w32tm /resync /force',
  });
}

function isOutOfDate({ certificate }: RouteReport): boolean {
  return certificate?.faults.some((fault) => fault === 'expired' || fault === 'notYetValid') === true;
}

function isValidAt({ certificate }: RouteReport, moment: Date): boolean {
  if (!certificate) return false;
  const time = moment.getTime();
  return [certificate, ...(certificate.chain ?? [])].every(
    ({ validFrom, validTo }) => Date.parse(validFrom) <= time && time <= Date.parse(validTo),
  );
}

/** When all certificates that were seen, and at least two different ones, are not valid yet, it is rather the PC that lives in the past. */
function behindFinding(routes: readonly RouteReport[], now: Date): readonly Finding[] {
  const seen = new Map(
    routes.flatMap(({ url, certificate }) => (url && certificate ? [[certificate.fingerprint, { url, certificate }]] : [])),
  );
  const [first, ...others] = seen.values();
  if (!first || others.length === 0 || ![first, ...others].every(({ certificate }) => certificate.faults.includes('notYetValid')))
    return [];
  const starts = [first, ...others].map(({ certificate }) => Date.parse(certificate.validFrom));
  const missing = Math.max(...starts.filter((start) => !Number.isNaN(start))) - now.getTime();
  if (!(missing > 0 && Number.isFinite(missing))) return [];
  const host = hostOf(first.url);
  return [
    finding('clock.behind', 'fail', host, {
      data: { host, difference: duration(missing / 1000), pcTime: minute(now) },
      evidence: [first, ...others].map(({ url, certificate }) => `${hostOf(url)}: ${certificate.validFrom}`),
      copy: 'w32tm /resync /force',
    }),
  ];
}

/** `2026-11-23 18:40 UTC`. */
function minute(moment: Date): string {
  return Number.isNaN(moment.getTime()) ? '' : `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Days, hours and minutes with the symbols of the International System of Units, which need no translation: `3 d 2 h 10 min`. */
export function duration(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}\u00a0${unit}`);
  return told.length > 0 ? told.join(' ') : '0\u00a0min';
}
