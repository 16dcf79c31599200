// The report that an unattended run leaves in a folder of IT's: one file a run, at sign-in one file a person.
import { mkdir } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { accountName } from '../model/accountName.ts';
import { startDeadline, untilAborted } from '../model/deadline.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportDocument } from '../model/walk.ts';
import { policyFinding } from '../policy/findings.ts';
import { renderReport } from '../report/render.ts';
import { replaceFile } from '../report/savedFile.ts';

export interface KeptReport {
  /** Why it is not there; absent = it is. */
  readonly notKept?: Finding;
  /** The system has not answered yet, and nobody waits for it any more. */
  readonly gaveUp: boolean;
}

/**
 * Writes the document as JSON, from which `report --from` prints every other format; the folder is made where it is missing. A folder that
 * cannot be written is a finding and nothing more: the set-up is done. So is one that does not answer in time: Windows may look for a file
 * server that is switched off for minutes. A sign-in that cannot be finished comes again every day: its report takes the place of the
 * person's earlier one, where that may be replaced.
 */
export async function keepReport(
  document: ReportDocument,
  { folder, atLogon }: { readonly folder: string; readonly atLogon: boolean },
  limit: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<KeptReport> {
  const deadline = startDeadline(limit.timeoutMs, limit.signal);
  try {
    const ended = await untilAborted(write(document, folder, atLogon ? ['signIn', 'moment'] : ['moment']), deadline.signal);
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

/** What a file's name ends with. */
type Ending = 'signIn' | 'moment';

/** Tries one name after the other: `kept`, or the system's code of why not. */
async function write(document: ReportDocument, folder: string, endings: readonly Ending[]): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
  const { content } = renderReport(document, 'json', 'en');
  let reason = '';
  for (const ending of endings) {
    const written = await replaceFile(join(folder, fileName(document, ending)), content);
    if (written.ok) return 'kept';
    reason = String(written.problem.data.reason);
  }
  return reason;
}

/**
 * Computer, user and moment (UTC), in characters that every file system takes: `outlook-setup-DESK-042-CORP.user-20261127T134500.json`, or
 * `…-sign-in.json` for the latest of this person's sign-ins.
 */
function fileName(document: ReportDocument, ending: Ending): string {
  const { createdAt, practice } = document;
  const { computer, user } = whose(document);
  const plain = (text: string): string =>
    text
      .replace(/[^\p{L}\p{N}_-]+/gu, '.')
      .replace(/^\.+|\.+$/g, '')
      .slice(0, 60);
  const last = ending === 'signIn' ? 'sign-in' : createdAt.replace(/[^0-9T]/g, '').slice(0, 15);
  const parts = ['outlook-setup', practice ? 'practice' : '', plain(computer), plain(user), last];
  return `${parts.filter((part) => part !== '').join('-')}.json`;
}

/** As the inspection says; where there is none, as this process sees it, but for a pretend PC, which is nobody's. */
function whose({ inspection, practice }: ReportDocument): { readonly computer: string; readonly user: string } {
  if (inspection) return inspection;
  if (practice) return { computer: '', user: '' };
  try {
    // Named as an inspection would name them: the file is the same person's.
    return { computer: hostname(), user: accountName(process.env) || userInfo().username };
  } catch {
    // An account without a name (os.userInfo throws then).
    return { computer: hostname(), user: '' };
  }
}
