// The report that an unattended run leaves in a folder of IT's, one file a run.
import { mkdir } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { startDeadline, untilAborted } from '../model/deadline.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportDocument } from '../model/walk.ts';
import { policyFinding } from '../policy/findings.ts';
import { renderReport } from '../report/render.ts';
import { replaceFile } from './replaceFile.ts';

export interface KeptReport {
  /** Why it is not there; absent = it is. */
  readonly notKept?: Finding;
  /** The system has not answered yet, and nobody waits for it any more. */
  readonly gaveUp: boolean;
}

/**
 * Writes the document as JSON, from which `report --from` prints every other format; the folder is made where it is missing. A folder that
 * cannot be written is a finding and nothing more: the set-up is done. So is one that does not answer in time: Windows may look for a file
 * server that is switched off for minutes.
 */
export async function keepReport(
  document: ReportDocument,
  folder: string,
  limit: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<KeptReport> {
  const deadline = startDeadline(limit.timeoutMs, limit.signal);
  try {
    const ended = await untilAborted(write(document, folder), deadline.signal);
    if (ended === 'kept') return { gaveUp: false };
    if (ended !== undefined) return { gaveUp: false, notKept: policyFinding('policy.reportNotKept', folder, { folder, reason: ended }) };
    const late = deadline.expired()
      ? policyFinding('policy.reportTooSlow', folder, { folder, seconds: limit.timeoutMs / 1000 })
      : policyFinding('policy.reportNotKept', folder, { folder, reason: 'ECANCELED' });
    return { gaveUp: true, notKept: late };
  } finally {
    deadline.done();
  }
}

/** `kept`, or the system's code of why not. */
async function write(document: ReportDocument, folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
  const { content } = renderReport(document, 'json', 'en');
  const written = await replaceFile(join(folder, fileName(document)), content);
  return written.ok ? 'kept' : String(written.problem.data.reason);
}

/** Computer, user and moment (UTC), in characters that every file system takes: `outlook-setup-DESK-042-CORP.user-20261127T134500.json`. */
function fileName(document: ReportDocument): string {
  const { createdAt, practice } = document;
  const { computer, user } = whose(document);
  const plain = (text: string): string =>
    text
      .replace(/[^\p{L}\p{N}_-]+/gu, '.')
      .replace(/^\.+|\.+$/g, '')
      .slice(0, 60);
  const moment = createdAt.replace(/[^0-9T]/g, '').slice(0, 15);
  const parts = ['outlook-setup', practice ? 'practice' : '', plain(computer), plain(user), moment];
  return `${parts.filter((part) => part !== '').join('-')}.json`;
}

/** As the inspection says; where there is none, as this process sees it, but for a pretend PC, which is nobody's. */
function whose({ inspection, practice }: ReportDocument): { readonly computer: string; readonly user: string } {
  if (inspection) return inspection;
  if (practice) return { computer: '', user: '' };
  try {
    return { computer: hostname(), user: userInfo().username };
  } catch {
    // An account without a name (os.userInfo throws then).
    return { computer: hostname(), user: '' };
  }
}
