// The walk: the steps of the job in their order, each with its state, and the report that comes out at the end.
import * as z from 'zod';
import { checkReportSchema, nextStepSchema } from './check.ts';
import { findingSchema, verdictSchema } from './finding.ts';
import { applyOutcomeSchema, planSchema } from './keys.ts';
import { inspectionSchema, profileVerificationSchema } from './outlook.ts';
import { problemSchema } from './problem.ts';

export const stepIds = ['inspect', 'reach', 'keys', 'profile', 'firstStart', 'report'] as const;
export type StepId = (typeof stepIds)[number];

/** done = as it should be, with or without a change · attention = done, something to look at · failed = not done · skipped. */
export const stepStates = ['waiting', 'running', 'done', 'attention', 'failed', 'skipped'] as const;

export const stepReportSchema = z.object({
  step: z.enum(stepIds),
  state: z.enum(stepStates),
  /** Whether the step wrote anything on the workstation. */
  changed: z.boolean(),
});
export type StepReport = z.infer<typeof stepReportSchema>;

/** Progress of running work: a step begins or ends, or a finding became known. */
export const progressSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: stepReportSchema }),
  z.object({ kind: z.literal('finding'), finding: findingSchema }),
  z.object({ kind: z.literal('probe'), route: z.string(), domain: z.string(), state: z.enum(['running', 'ended']) }),
]);
export type Progress = z.infer<typeof progressSchema>;
export type OnProgress = (progress: Progress) => void;

/** The document that a report is printed from; `report --from` reads it back. Its JSON schema is published in assets/schemas. */
export const reportDocumentSchema = z.object({
  format: z.literal('bluemind-outlook-setup/report'),
  formatVersion: z.literal(1),
  practice: z.boolean(),
  program: z.object({ name: z.string(), version: z.string() }),
  createdAt: z.string(),
  verdict: verdictSchema,
  email: z.string(),
  steps: z.array(stepReportSchema),
  findings: z.array(findingSchema),
  inspection: inspectionSchema.nullable(),
  check: checkReportSchema.nullable(),
  plan: planSchema.nullable(),
  applied: applyOutcomeSchema.omit({ plan: true }).nullable(),
  profile: profileVerificationSchema.nullable(),
  /** What to do first; `null` = nothing is left to do. */
  next: nextStepSchema.nullable().optional(),
  /** The problem that ended the job before its last step; `null` or absent = it came to its end. */
  ended: problemSchema.nullable().optional(),
});
export type ReportDocument = z.infer<typeof reportDocumentSchema>;

export const reportFormats = ['html', 'json', 'text'] as const;
export type ReportFormat = (typeof reportFormats)[number];
/** What it can be saved as where there is somebody to print it. */
export const savedFormats = [...reportFormats, 'pdf'] as const;
export type SavedFormat = (typeof savedFormats)[number];

export { languages, type Language } from './languages.ts';
