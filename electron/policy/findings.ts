// What is to be said about decisions made outside the program, as findings: every id with its statuses and its remedy.
import type { Finding, FindingStatus, Remedy } from '../model/finding.ts';
import type { PlainData } from '../model/problem.ts';

interface PolicyFindingRow {
  readonly statuses: readonly FindingStatus[];
  /** Its sentence is `findings:remedy.<id>`. */
  readonly remedy?: { readonly id: string; readonly who: readonly Remedy['who'][number][] };
}

export const policyFindings = {
  'policy.invalid': { statuses: ['warn'], remedy: { id: 'correctPolicy', who: ['policyAdmin'] } },
  'policy.unknown': { statuses: ['warn'], remedy: { id: 'removePolicy', who: ['policyAdmin'] } },
  'policy.unreadable': { statuses: ['fail'], remedy: { id: 'letPolicyBeRead', who: ['policyAdmin'] } },
  'policy.overrides': { statuses: ['info'] },
  'policy.otherDomain': { statuses: ['warn'], remedy: { id: 'checkMailDomain', who: ['user', 'policyAdmin'] } },
  'policy.assumedAddress': { statuses: ['info'] },
  'policy.mailDomainMissing': { statuses: ['fail'], remedy: { id: 'decideMailDomain', who: ['policyAdmin'] } },
  'policy.reportNotKept': { statuses: ['warn'], remedy: { id: 'openReportFolder', who: ['policyAdmin', 'technician'] } },
  'policy.reportTooSlow': { statuses: ['warn'], remedy: { id: 'reachReportFolder', who: ['policyAdmin', 'technician'] } },
} as const satisfies Record<string, PolicyFindingRow>;

export type PolicyFindingId = keyof typeof policyFindings;
const rows: Readonly<Record<PolicyFindingId, PolicyFindingRow>> = policyFindings;

/** Makes a finding with its row's remedy; `subject` is what is copied with it. The status is the row's one. */
export function policyFinding(id: PolicyFindingId, subject: string, data: PlainData): Finding {
  const { statuses, remedy } = rows[id];
  const [status] = statuses;
  if (!status) throw new Error(`finding ${id} knows no status`);
  return {
    id,
    status,
    subject,
    data: { subject, ...data },
    ...(remedy ? { remedy: { id: remedy.id, who: [...remedy.who], data: { subject, ...data }, copy: subject } } : {}),
  };
}
