// What a route's certificate means, as findings: in order, ending soon, weak or made by an inspecting program; and the data that explain faults. Pure.
import type { RouteReport } from '../model/check.ts';
import { weaknessesOf } from '../model/certificateStrength.ts';
import type { Finding } from '../model/finding.ts';
import type { PlainData } from '../model/problem.ts';
import { finding, type ReachFindingId } from './findings.ts';
import { hostOf } from './hosts.ts';
import { inspectorOf } from './tlsInspection.ts';
import { explainNames } from './tlsNames.ts';
import { daysUntil } from './tlsReport.ts';

type ReportedCertificate = NonNullable<RouteReport['certificate']>;
type ChainMember = Pick<ReportedCertificate, 'subject' | 'issuer' | 'validFrom' | 'validTo' | 'signatureAlgorithm' | 'keyType' | 'keyBits'>;

/** Days before its end from which a certificate is worth a warning; an automatic renewal has long been done by then. */
const expiresSoonDays = 21;
/** Of a short life it is the last quarter instead: renewals come at its last third (RFC 9773 leaves the moment to the authority). */
const lastPart = 1 / 4;

/** Whether a certificate should have been renewed by now. */
export function expiresSoon({ validFrom, validTo, daysLeft }: Pick<ReportedCertificate, 'validFrom' | 'validTo' | 'daysLeft'>): boolean {
  const life = daysUntil(validTo, new Date(validFrom));
  return daysLeft < Math.min(expiresSoonDays, life * lastPart);
}

/** Findings about the certificate of one route besides the faults for which it was refused. `spare` = Outlook does not need the route. */
export function certificateFindings(report: RouteReport, spare: boolean, data: PlainData): readonly Finding[] {
  const { certificate } = report;
  if (!certificate) return [];
  const host = String(data.host);
  const evidence = certificateEvidence(certificate);
  const inspected = inspectionFinding(certificate, spare, data, host);
  // With an old protocol nothing was agreed on, whatever the certificate is like.
  if (certificate.faults.length > 0 || spare || report.reason === 'tls.oldProtocol') return inspected;
  const weak = [...new Set(chainOf(certificate).flatMap(weaknessesOf))];
  return [
    ...inspected,
    ...weak.map((weakness) => finding(`tls.${weakness}`, 'warn', host, { data, evidence, ...copyOf(`tls.${weakness}`, report) })),
    expiresSoon(certificate)
      ? finding('tls.expiresSoon', 'warn', host, { data, evidence, ...copyOf('tls.expiresSoon', report) })
      : finding('tls.valid', 'pass', host, { data, evidence }),
  ];
}

function inspectionFinding(certificate: ReportedCertificate, spare: boolean, data: PlainData, host: string): readonly Finding[] {
  if (data.inspector === '') return [];
  const status = spare ? 'info' : certificate.faults.length > 0 ? 'fail' : 'warn';
  return [finding('tls.inspected', status, host, { data, evidence: certificateEvidence(certificate), copy: host })];
}

/** Without a root: nobody checks the signature of what is trusted for itself. */
function chainOf(certificate: ReportedCertificate): readonly ChainMember[] {
  return [certificate, ...(certificate.chain ?? []).filter(({ subject, issuer }) => subject !== issuer)];
}

/** What was presented, for the person who wants to look closer: each certificate with its issuer and dates, and the leaf's fingerprint. */
export function certificateEvidence(certificate: ReportedCertificate): readonly string[] {
  const lines = [certificate, ...(certificate.chain ?? [])].map(
    ({ subject, issuer, validFrom, validTo }) => `${subject} ← ${issuer} (${validFrom.slice(0, 10)} – ${validTo.slice(0, 10)})`,
  );
  return [...lines.slice(0, 5), `SHA-256 ${certificate.fingerprint}`];
}

/** How Outlook treats a certificate at each of its steps (KB 3211279); what a redirect led to is always checked. */
function stepOf({ route, redirects }: RouteReport): 'silent' | 'shown' | 'redirect' | 'checked' {
  if (redirects.some(({ followed }) => followed)) return 'redirect';
  if (route === 'rootDomain') return 'silent';
  return route === 'autodiscoverDomain' ? 'shown' : 'checked';
}

/** Names and figures for the sentences about TLS; every value is there for every route, so that no sentence stays unfilled. */
export function tlsData(report: RouteReport): PlainData {
  const { certificate, url, domain } = report;
  const empty = { nameReason: 'noNames', nearest: '', culprit: '', missing: '', missingKind: 'unpublished', issuerUrl: '', inspector: '' };
  const step = stepOf(report);
  if (!certificate)
    return { ...empty, step, names: '', missingName: domain, algorithm: '', keyBits: 0, protocol: '', validFrom: '', validTo: '' };
  const host = url === null ? domain : hostOf(url);
  const { reason, nearest } = explainNames(host, certificate.names);
  const members = [certificate, ...(certificate.chain ?? [])];
  const culprit = culpritOf(certificate);
  const weak = chainOf(certificate).find((member) => weaknessesOf(member).length > 0) ?? certificate;
  return {
    step,
    names: namesOf(certificate),
    missingName: host,
    nameReason: reason,
    nearest: nearest ?? '',
    culprit: culprit.subject,
    validFrom: culprit.validFrom.slice(0, 10),
    validTo: culprit.validTo.slice(0, 10),
    missing: members.at(-1)?.issuer ?? '',
    missingKind: certificate.issuerUrl === undefined ? 'unpublished' : 'published',
    issuerUrl: certificate.issuerUrl ?? '',
    inspector: inspectorOf(members.map(({ issuer }) => issuer)) ?? '',
    algorithm: weak.signatureAlgorithm ?? '',
    keyBits: weak.keyBits ?? 0,
    protocol: (certificate.protocol ?? '').replace('TLSv', 'TLS ').replace(/^TLS 1$/, 'TLS 1.0'),
  };
}

/** The certificate whose dates are to blame: where the leaf is in date, it may be one above it. Of all in date, the leaf. */
function culpritOf(certificate: ReportedCertificate): ChainMember {
  const now = Date.parse(certificate.validTo) - certificate.daysLeft * 86_400_000;
  const members = [certificate, ...(certificate.chain ?? [])];
  if (certificate.faults.includes('expired')) return members.find(({ validTo }) => Date.parse(validTo) < now) ?? certificate;
  if (certificate.faults.includes('notYetValid')) return members.find(({ validFrom }) => Date.parse(validFrom) > now) ?? certificate;
  return certificate;
}

const shownNames = 8;

/** The names a person compares with: the first few, how many more, and where there are none the subject, which counts for nothing. */
function namesOf({ names, subject }: ReportedCertificate): string {
  if (names.length === 0) return subject;
  const more = names.length - shownNames;
  return names.slice(0, shownNames).join(', ') + (more > 0 ? ` … (+${more})` : '');
}

/** What each remedy needs word for word. */
const copies: Partial<Readonly<Record<ReachFindingId, (report: RouteReport, host: string) => string | undefined>>> = {
  'tls.wrongName': (_, host) => host,
  'tls.selfSigned': (_, host) => host,
  'tls.expired': renewal,
  'tls.expiresSoon': renewal,
  'tls.revoked': renewal,
  'tls.notYetValid': () => 'w32tm /query /status',
  'tls.unknownAuthority': () => 'certutil -addstore Root authority.cer',
  'tls.incompleteChain': ({ certificate }) => certificate?.issuerUrl,
  'tls.weakSignature': strongRequest,
  'tls.weakKey': strongRequest,
  'tls.oldProtocol': () => 'ssl_protocols TLSv1.2 TLSv1.3;',
  'tls.other': (_, host) => (plainHost.test(host) ? `openssl s_client -connect ${host}:443 -servername ${host} -showcerts` : undefined),
};

/** The names that the new certificate must carry. */
function renewal({ certificate }: RouteReport): string | undefined {
  return certificate && certificate.names.length > 0 ? certificate.names.join(', ') : undefined;
}

/** A host of a redirect or an SRV record may hold what a shell would run: then there is no command to copy. */
const plainHost = /^[a-z0-9.-]+$/;

function strongRequest(_: RouteReport, host: string): string | undefined {
  if (!plainHost.test(host)) return undefined;
  return `openssl req -new -newkey rsa:3072 -sha256 -nodes -keyout ${host}.key -out ${host}.csr -subj /CN=${host} -addext subjectAltName=DNS:${host}`;
}

/** The exact name, address or command for the remedy of a finding about TLS; nothing for others. */
export function copyOf(id: ReachFindingId, report: RouteReport): { readonly copy?: string } {
  const copy = copies[id]?.(report, report.url === null ? report.domain : hostOf(report.url));
  return copy === undefined ? {} : { copy };
}
