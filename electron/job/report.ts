// The report step: one document of everything the job has found and done, without prose and without secrets.
import { findingOfNext, nextStep } from '../model/nextStep.ts';
import type { Finding } from '../model/finding.ts';
import type { Problem } from '../model/problem.ts';
import type { ReportDocument, StepId } from '../model/walk.ts';
import type { JobContext } from './context.ts';
import { allFindings } from './findings.ts';
import { jobVerdict, stepReports, type Results } from './results.ts';

/** How a job ended that did not get to all of its steps. */
export interface EarlyEnd {
  /** Steps that were not tried. */
  readonly skipped: readonly StepId[];
  /** The step in which a problem came up, and the problem. */
  readonly step?: StepId;
  readonly problem?: Problem;
}

/** The circumstances that a report names; known also where no workstation could be opened. */
export interface ReportContext {
  readonly program: JobContext['program'];
  readonly workstation: Pick<JobContext['workstation'], 'kind' | 'now'>;
}

/** Makes the document that every format is printed from. A job that a problem ended is blocked, whatever was done before. */
export function reportDocument(context: ReportContext, results: Results, end: EarlyEnd = { skipped: [] }): ReportDocument {
  const steps = stepReports(results, end.skipped).map((report) =>
    report.step === end.step ? { ...report, state: 'failed' as const } : report,
  );
  return {
    format: 'bluemind-outlook-setup/report',
    formatVersion: 1,
    practice: context.workstation.kind === 'practice',
    program: { ...context.program },
    createdAt: context.workstation.now().toISOString(),
    verdict: end.problem ? 'blocked' : jobVerdict(steps),
    email: results.email,
    steps,
    findings: [...allFindings(results)],
    inspection: results.inspection,
    check: results.check,
    plan: results.plan,
    applied: results.applied.at(-1) ?? null,
    profile: results.profile,
    next: nextStep(nextCandidates(results)),
    ...(end.problem ? { ended: end.problem } : {}),
  };
}

/** Of the check only what it calls the first thing to do: it knows which domain is the address's own. */
function nextCandidates(results: Results): readonly Finding[] {
  const ofCheck = findingOfNext(results.check?.findings ?? [], results.check?.next);
  return [...allFindings({ ...results, check: null }), ...(ofCheck ? [ofCheck] : [])];
}
