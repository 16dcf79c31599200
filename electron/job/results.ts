// What the job has found and done so far, and what that means for each step: one record for the page, the command line and the report.
import type { CheckReport } from '../model/check.ts';
import { assertNever } from '../model/result.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type { ApplyOutcome, Plan } from '../model/keys.ts';
import type { Inspection, ProfileVerification } from '../model/outlook.ts';
import { inspectionFindings } from './inspectionFindings.ts';
import type { Problem } from '../model/problem.ts';
import type { SignInList } from '../model/signIns.ts';
import { stepIds, type StepId, type StepReport } from '../model/walk.ts';

export interface Results {
  readonly email: string;
  /** What is to be said about the address itself. */
  readonly notices: readonly Finding[];
  readonly inspection: Inspection | null;
  readonly check: CheckReport | null;
  readonly plan: Plan | null;
  /** Every apply of this walk that changed something, oldest first. */
  readonly applied: readonly Omit<ApplyOutcome, 'plan'>[];
  readonly profile: ProfileVerification | null;
  /** Outlook opens that profile as was wanted; `null` = nobody looked. */
  readonly profileOpens: boolean | null;
  /** What this walk itself wrote, apart from the keys. */
  readonly profileChanged: boolean;
  readonly accountAdded: boolean;
  /** Saved sign-ins that Outlook would use, or why they could not be read; `null` = not looked at. */
  readonly signIns: SignInList | Problem | null;
  readonly signInsRemoved: number;
}

export const noResults: Results = {
  email: '',
  notices: [],
  inspection: null,
  check: null,
  plan: null,
  applied: [],
  profile: null,
  profileOpens: null,
  profileChanged: false,
  accountAdded: false,
  signIns: null,
  signInsRemoved: 0,
};

const stateOfVerdict = { ready: 'done', attention: 'attention', blocked: 'failed' } as const satisfies Record<Verdict, StepReport['state']>;

/** The state of one step as the results show it. */
export function stepState(step: StepId, results: Results): StepReport['state'] {
  switch (step) {
    case 'inspect':
      return results.inspection ? inspectionState(results.inspection, results) : 'waiting';
    case 'reach':
      return results.check ? stateOfVerdict[results.check.verdict] : 'waiting';
    case 'keys':
      if (!results.plan) return 'waiting';
      if (results.plan.counts.change > 0) return 'waiting';
      return results.plan.counts.blockedByPolicy > 0 || results.plan.interrupted !== null ? 'attention' : 'done';
    case 'profile':
      return profileStepState(results);
    case 'firstStart':
      return results.profile?.state === 'bluemind' ? 'done' : 'waiting';
    case 'report':
      return 'done';
    default:
      return assertNever(step);
  }
}

/** A warning about the PC is told, and does not keep a finished job from being one: many a PC works with it for years. */
function inspectionState(inspection: Inspection, results: Results): StepReport['state'] {
  const { outlooks, decided } = inspection;
  if (outlooks.length === 0) return 'failed';
  const findings = inspectionFindings(inspection, results);
  const isInTheWay = findings.some(({ id, status }) => status === 'fail' || (id === 'outlook.closed' && status === 'warn'));
  const isAmiss = decided?.notices.some(({ status }) => status === 'fail' || status === 'warn') ?? false;
  return isInTheWay || isAmiss ? 'attention' : 'done';
}

function profileStepState({ profile, profileOpens }: Results): StepReport['state'] {
  if (!profile || profile.state === 'missing' || profile.state === 'pending') return 'waiting';
  if (profile.state !== 'blank' && profile.state !== 'bluemind') return 'failed';
  return profileOpens === false ? 'attention' : 'done';
}

/** All steps with their states. `stopped` steps were not tried because an earlier one failed. */
export function stepReports(results: Results, stopped: readonly StepId[] = []): readonly StepReport[] {
  const changed: Partial<Record<StepId, boolean>> = {
    keys: results.applied.some((apply) => apply.changed > 0),
    profile: results.profileChanged,
    firstStart: results.accountAdded || results.signInsRemoved > 0,
  };
  return stepIds.map((step) => ({
    step,
    state: stopped.includes(step) ? 'skipped' : stepState(step, results),
    changed: changed[step] ?? false,
  }));
}

/** What the whole job adds up to: blocked when a step failed, ready when every step is done, attention otherwise. */
export function jobVerdict(steps: readonly StepReport[]): Verdict {
  if (steps.some((step) => step.state === 'failed')) return 'blocked';
  return steps.every((step) => step.state === 'done') ? 'ready' : 'attention';
}
