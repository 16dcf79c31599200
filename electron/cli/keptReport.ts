// The report that an unattended run leaves in a folder of IT's, one file a run.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { ReportDocument } from '../model/walk.ts';
import { policyFinding } from '../policy/findings.ts';
import { renderReport } from '../report/render.ts';
import { replaceFile } from './replaceFile.ts';

/**
 * Writes the document as JSON, from which `report --from` prints every other format; the folder is made where it is missing. A folder that
 * cannot be written is a finding and nothing more: the set-up is done. `undefined` = it is there.
 */
export async function keepReport(document: ReportDocument, folder: string): Promise<Finding | undefined> {
  const notKept = (reason: string): Finding => policyFinding('policy.reportNotKept', folder, { folder, reason });
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return notKept((error as NodeJS.ErrnoException).code ?? 'unknown');
  }
  const { content } = renderReport(document, 'json', 'en');
  const written = await replaceFile(join(folder, fileName(document)), content);
  return written.ok ? undefined : notKept(String(written.problem.data.reason));
}

/** Computer, user and moment (UTC), in characters that every file system takes: `outlook-setup-DESK-042-CORP.user-20261127T134500.json`. */
function fileName({ inspection, createdAt, practice }: ReportDocument): string {
  const plain = (text: string): string =>
    text
      .replace(/[^\p{L}\p{N}_-]+/gu, '.')
      .replace(/^\.+|\.+$/g, '')
      .slice(0, 60);
  const moment = createdAt.replace(/[^0-9T]/g, '').slice(0, 15);
  const parts = ['outlook-setup', practice ? 'practice' : '', plain(inspection?.computer ?? ''), plain(inspection?.user ?? ''), moment];
  return `${parts.filter((part) => part !== '').join('-')}.json`;
}
