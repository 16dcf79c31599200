// The walk: all steps in their order, as one call. What the page does hand in hand with a person, this does alone.
import type { DefaultMode } from '../model/outlook.ts';
import type { SignIn } from '../model/signIns.ts';
import { cancelled } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { stepIds, type ReportDocument, type StepId } from '../model/walk.ts';
import type { Call, JobContext } from './context.ts';
import { openOutlook, watchProfile } from './firstStart.ts';
import { inspect } from './inspect.ts';
import { applyKeys, planKeys } from './keys.ts';
import { ensureProfile } from './profile.ts';
import { check, judgeAgain, type CheckInput } from './reach.ts';
import { reportDocument } from './report.ts';
import { noResults, stepReports, stepState, type Results } from './results.ts';
import { deleteSignIns, listSignIns } from './signIns.ts';

export interface WalkInput extends CheckInput {
  readonly profileName: string;
  readonly defaultMode: DefaultMode;
  /** Nobody is there to answer Outlook's wizard, or to say yes. */
  readonly unattended: boolean;
  /** A person has just signed in to Windows: the network may not be there yet, and Outlook is not opened for them. */
  readonly atLogon?: boolean;
}

export interface WalkCall extends Call {
  /** Asked before a step that writes; `false` stops the walk there. Without it every step may write. */
  readonly confirm?: (step: StepId) => Promise<boolean>;
  /**
   * Asked when saved sign-ins were found that Outlook would use: which of them to remove. Without it none is: unlike everything else
   * that the walk writes, a password cannot be brought back.
   */
  readonly chooseSignIns?: (found: readonly SignIn[]) => Promise<readonly SignIn[]>;
}

/** How long the walk waits for a person to finish Outlook's wizard, and for a pretend Outlook that needs no person. */
const wizardMs = 10 * 60_000;
const practiceMs = 10_000;

type StepRun = (context: JobContext, input: WalkInput, results: Results, call: WalkCall) => Promise<Result<Results>>;

/** One row a step: what it does with the results so far. `report` makes the document at the end and has no row. */
const runs: Readonly<Record<Exclude<StepId, 'report'>, StepRun>> = {
  async inspect(context, input, results, call) {
    const inspection = await inspect(context, input, call);
    return inspection.ok ? success({ ...results, inspection: inspection.value }) : inspection;
  },
  async reach(context, input, results, call) {
    const report = await check(context, input, call);
    return report.ok ? success({ ...results, check: report.value }) : report;
  },
  async keys(context, input, results, call) {
    const plan = await planKeys(context, input, call);
    if (!plan.ok) return plan;
    const { counts, interrupted } = plan.value;
    // An apply that was cut short, by a sign-out perhaps, is taken back and made anew; where somebody is there, they are asked what to do.
    const isDue = counts.change > 0 || (input.unattended && interrupted !== null);
    if (!isDue) return success({ ...results, plan: plan.value });
    if (!(await allowed('keys', call))) return failure(cancelled);
    const applied = await applyKeys(context, input, call);
    if (!applied.ok) return applied;
    const { plan: after, ...outcome } = applied.value;
    const check = results.check ? await judgeAgain(context, input, results.check) : success(null);
    return check.ok ? success({ ...results, check: check.value, plan: after, applied: [...results.applied, outcome] }) : check;
  },
  async profile(context, input, results, call) {
    const ensured = await ensureProfile(context, input, () => allowed('profile', call), call);
    if (!ensured.ok) return ensured;
    const { profile, changed, opens } = ensured.value;
    return success({ ...results, profile, profileOpens: opens, profileChanged: results.profileChanged || changed });
  },
  async firstStart(context, input, before, call) {
    if (before.profile?.state === 'bluemind') return success(before);
    const cleared = await clearSignIns(context, input, before, call);
    if (!cleared.ok) return cleared;
    const results = cleared.value;
    const practice = context.workstation.kind === 'practice';
    if (input.atLogon || (input.unattended && !practice)) return success(results);
    if (!(await allowed('firstStart', call))) return failure(cancelled);
    const opened = await openOutlook(context, { name: input.profileName }, call);
    if (!opened.ok) return opened;
    const watched = await watchProfile(
      context,
      { name: input.profileName, ...(input.assumed ? {} : { email: input.email }), forMs: practice ? practiceMs : wizardMs },
      call,
    );
    if (!watched.ok) return watched;
    return success({ ...results, profile: watched.value, accountAdded: watched.value.state === 'bluemind' });
  },
};

/** Looks for saved sign-ins before Outlook can use them. That they cannot be read keeps nobody from going on; the report says it. */
async function clearSignIns(context: JobContext, input: WalkInput, results: Results, call: WalkCall): Promise<Result<Results>> {
  const wanted = { ...input, check: results.check };
  const list = await listSignIns(context, wanted);
  if (!list.ok) return success({ ...results, signIns: list.problem });
  const { signIns } = list.value;
  // Of an address that was only assumed they are told, not removed: they may be somebody else's.
  const isAsked = signIns.length > 0 && !input.assumed;
  const chosen = isAsked ? ((await call.chooseSignIns?.(signIns)) ?? []) : [];
  if (chosen.length === 0) return success({ ...results, signIns: list.value });
  const deleted = await deleteSignIns(context, { ...wanted, chosen }, call);
  if (!deleted.ok) return deleted;
  return success({ ...results, signIns: deleted.value.list, signInsRemoved: deleted.value.removed.length });
}

async function allowed(step: StepId, call: WalkCall): Promise<boolean> {
  return call.confirm ? call.confirm(step) : true;
}

/**
 * Does the whole job and ends with its report. A step that failed stops the walk (but see `goesOn`): later steps are `skipped` and nothing
 * of theirs is written. A problem (bad input, a refusal, a cancel) stops it too, and stands in the report as what `ended` it; what was
 * written before stays complete and can be undone.
 */
export async function runWalk(context: JobContext, input: WalkInput, call: WalkCall): Promise<ReportDocument> {
  let results: Results = { ...noResults, email: input.email };
  for (const step of stepIds) {
    if (step === 'report') break;
    if (!call.signal.aborted) call.onProgress({ kind: 'step', step: { step, state: 'running', changed: false } });
    const outcome = call.signal.aborted ? failure(cancelled) : await runs[step](context, input, results, call);
    if (!outcome.ok) return reportDocument(context, results, { skipped: stepsAfter(step), step, problem: outcome.problem });
    results = outcome.value;
    const ended = stepReports(results).find((report) => report.step === step);
    if (ended) call.onProgress({ kind: 'step', step: ended });
    if (stepState(step, results) === 'failed' && !goesOn(step, input, results))
      return reportDocument(context, results, { skipped: stepsAfter(step) });
  }
  return reportDocument(context, results);
}

/**
 * At sign-in a server that was not reached is no reason to wait with keys and profile, which need none. One that answered and is not
 * BlueMind is: whatever that mail domain's mailboxes are on, Outlook is not to be turned away from it.
 */
function goesOn(step: StepId, input: WalkInput, { check }: Results): boolean {
  return step === 'reach' && input.atLogon === true && check?.server.product !== 'other';
}

function stepsAfter(step: StepId): readonly StepId[] {
  return stepIds.slice(stepIds.indexOf(step) + 1).filter((later) => later !== 'report');
}
