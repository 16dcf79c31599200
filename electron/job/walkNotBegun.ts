// The report of a walk that ended before its first step: what ended it, and what is on the PC all the same.
import type { Finding } from '../model/finding.ts';
import type { Problem } from '../model/problem.ts';
import { stepIds, type ReportDocument } from '../model/walk.ts';
import type { Call, JobContext } from './context.ts';
import { inspect } from './inspect.ts';
import { reportDocument, type ReportContext } from './report.ts';
import { noResults } from './results.ts';

export interface NotBegun {
  /** '' while nobody has said which. */
  readonly email: string;
  readonly catalogue: string;
  readonly problem: Problem;
  /** Findings of why it ended, with what can be done. */
  readonly notices: readonly Finding[];
}

/** Makes the report; reads the PC and changes nothing. Without a workstation it holds no more than why. */
export async function walkNotBegun(
  { job, ...context }: ReportContext & { readonly job?: JobContext },
  { email, catalogue, problem, notices }: NotBegun,
  call: Call,
): Promise<ReportDocument> {
  const inspection = job ? await inspect(job, { catalogue }, call) : undefined;
  const results = { ...noResults, email, notices, inspection: inspection?.ok ? inspection.value : null };
  const skipped = stepIds.filter((step) => step !== 'report' && (step !== 'inspect' || results.inspection === null));
  return reportDocument(job ?? context, results, { skipped, problem });
}
