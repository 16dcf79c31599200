// What to do first: of all findings the one that stands most in the way, with its remedy. Pure.
import type { NextStep } from './check.ts';
import type { Finding, FindingStatus } from './finding.ts';

/**
 * Prefixes of finding ids in the order in which a person should take them up: what keeps everything else from being seen comes before
 * what it hides. A host must have a name before it can be connected, be connected before its certificate counts, and so on. Where Outlook
 * ends up stands last, since the causes are in the list too; only that the settings cure it today (`outlook.now` as a warning) comes
 * first. An id that is not named here stands in the middle.
 */
const order: readonly string[] = [
  'outlook.installed',
  'keys.interrupted',
  'outlook.now',
  'clock.',
  'http.captivePortal',
  'dns.',
  'tcp.',
  'tls.',
  'http.',
  'outlook.mapiHttp',
  '',
  'autodiscover.',
  'server.identity',
  'mapi.',
  'signIn.',
  'dns.srv',
  'dns.office365',
  'dns.differs',
  'server.',
  'keys.',
  'profile.',
  'outlook.closed',
  'signIns.',
  'route.',
  'outlook.',
  'check.',
];
/** Says only that the other findings are to be solved: never the first thing to do while there are others. */
const summarising = 'solveTheRest';
/** Puts right what the registry can put right; while the network or the server fails it helps nobody. */
const ownWork = 'applyKeys';
const statuses: readonly FindingStatus[] = ['fail', 'warn'];

/**
 * The first thing to do, `null` when nothing fails or warns with a remedy. Failures come before warnings; among failures, what a server or
 * a network has wrong comes before what the registry settings cure, since those can be applied at any time.
 */
export function nextStep(findings: readonly Finding[]): NextStep | null {
  const open = findings.filter(({ status, remedy }) => statuses.includes(status) && remedy !== undefined);
  const [first] = [...open].sort((a, b) => compare(rankOf(a), rankOf(b)));
  return first?.remedy ? { finding: first.id, subject: first.subject, remedy: first.remedy.id } : null;
}

/** The finding that a next step is about, for its sentences. */
export function findingOfNext(findings: readonly Finding[], next: NextStep | null | undefined): Finding | undefined {
  if (!next) return undefined;
  return findings.find(({ id, subject, remedy }) => id === next.finding && subject === next.subject && remedy?.id === next.remedy);
}

function rankOf({ id, status, remedy }: Finding): readonly number[] {
  return [Number(remedy?.id === summarising), statuses.indexOf(status), Number(status === 'fail' && remedy?.id === ownWork), placeOf(id)];
}

/** The longest prefix counts, so that one id can stand apart from its family. */
function placeOf(id: string): number {
  const [longest] = order.filter((prefix) => id.startsWith(prefix)).sort((a, b) => b.length - a.length);
  return order.indexOf(longest ?? '');
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
