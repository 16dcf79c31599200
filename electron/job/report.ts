// The report step: one document of everything the job has found and done, without prose and without secrets.
import { findingOfNext, nextStep } from '../model/nextStep.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportDocument, StepId } from '../model/walk.ts';
import type { JobContext } from './context.ts';
import { allFindings } from './findings.ts';
import { jobVerdict, stepReports, type Results } from './results.ts';

/** Makes the document that every format is printed from. `stopped`: steps that were not tried. */
export function reportDocument(context: JobContext, results: Results, stopped: readonly StepId[] = []): ReportDocument {
  const steps = [...stepReports(results, stopped)];
  return {
    format: 'bluemind-outlook-setup/report',
    formatVersion: 1,
    practice: context.workstation.kind === 'practice',
    program: { ...context.program },
    createdAt: context.workstation.now().toISOString(),
    verdict: jobVerdict(steps),
    email: results.email,
    steps,
    findings: [...allFindings(results)],
    inspection: results.inspection,
    check: results.check,
    plan: results.plan,
    applied: results.applied.at(-1) ?? null,
    profile: results.profile,
    next: nextStep(nextCandidates(results)),
  };
}

/** Of the check only what it calls the first thing to do: it knows which domain is the address's own. */
function nextCandidates(results: Results): readonly Finding[] {
  const ofCheck = findingOfNext(results.check?.findings ?? [], results.check?.next);
  return [...allFindings({ ...results, check: null }), ...(ofCheck ? [ofCheck] : [])];
}
