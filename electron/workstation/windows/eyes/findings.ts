// The findings that only Windows' own eyes can make: every id with its statuses and who can put it right. One row each.
import type { Finding, FindingStatus, Remedy } from '../../../model/finding.ts';
import type { PlainData } from '../../../model/problem.ts';

interface FindingRow {
  readonly statuses: readonly FindingStatus[];
  /** What to do about `fail` and `warn`; its sentence is `findings:remedy.<id>`. */
  readonly remedy?: { readonly id: string; readonly who: readonly Remedy['who'][number][] };
}

export const eyesFindings = {
  /** fail: others would connect, Outlook will not. warn: the other way round, or both get different answers. */
  'windows.differs': { statuses: ['pass', 'warn', 'fail'], remedy: { id: 'alignWindows', who: ['technician'] } },
  'windows.clientCertificate': { statuses: ['fail'], remedy: { id: 'noClientCertificate', who: ['serverAdmin'] } },
  'windows.clock': { statuses: ['pass', 'fail'], remedy: { id: 'setClock', who: ['technician'] } },
  'windows.tlsInspection': { statuses: ['info'] },
} as const satisfies Record<string, FindingRow>;

export type EyesFindingId = keyof typeof eyesFindings;

const rows: Readonly<Record<EyesFindingId, FindingRow>> = eyesFindings;

/** Makes a finding; `fail` and `warn` get the row's remedy. */
export function eyesFinding(
  id: EyesFindingId,
  status: FindingStatus,
  subject: string,
  details: { readonly data: PlainData; readonly evidence?: readonly string[] },
): Finding {
  const { remedy } = rows[id];
  const data = { subject, ...details.data };
  return {
    id,
    status,
    subject,
    data,
    ...(details.evidence ? { evidence: [...details.evidence] } : {}),
    ...(remedy && (status === 'fail' || status === 'warn') ? { remedy: { id: remedy.id, who: [...remedy.who], data } } : {}),
  };
}
