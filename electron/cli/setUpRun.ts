// One set-up from its input to its report, which an unattended run leaves where IT wants it, whatever came of the run.
import { runWalk } from '../job/walk.ts';
import { walkNotBegun } from '../job/walkNotBegun.ts';
import type { Finding } from '../model/finding.ts';
import { problem, type Problem } from '../model/problem.ts';
import { success, type Result } from '../model/result.ts';
import type { SignIn } from '../model/signIns.ts';
import type { ReportDocument } from '../model/walk.ts';
import type { JobContext } from '../job/context.ts';
import type { CheckInput } from '../job/reach.ts';
import { policyFinding } from '../policy/findings.ts';
import { policyPlace } from '../policy/policies.ts';
import { brokenBy, whyEnded } from './broken.ts';
import { keepReport } from './keptReport.ts';
import { addressInput, requireAddress } from './checkInput.ts';
import type { Session } from './session.ts';
import { signInsPreview } from './signIns.ts';

/** So long a report may take of a run that is stopped. */
const longestAfterBugMs = 4_000;

/** What a set-up came to, also where a problem `ended` it. */
export interface SetUp {
  readonly document: ReportDocument;
  /** Whether the report is wherever one has to be left. */
  readonly reported: boolean;
}

/** Walks through all steps and leaves the report where IT wants it. */
export async function setUp(session: Session): Promise<SetUp> {
  const { settings } = session;
  const there = session.there();
  if (!there.ok) return endEarly(session, there.problem);
  // Whom IT decided nothing for is no mistake of the person who waits; it is IT's own list that must show it.
  if (settings.unattended && !requireAddress(session).ok) return endEarly(session, problem('email.undecided'));
  const ready = await getReady(session);
  return ready.ok ? leave(await walk(session, ready.value), session) : endEarly(session, ready.problem);
}

interface Ready {
  readonly job: JobContext;
  readonly address: CheckInput;
}

/** Everything that a walk is given; a problem is one of the input, or of who may say yes. */
async function getReady(session: Session): Promise<Result<Ready>> {
  const possibleAddress = requireAddress(session);
  if (!possibleAddress.ok) return possibleAddress;
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const job = await session.context();
  if (!job.ok) return job;
  const address = await addressInput(session, job.value);
  return address.ok ? success({ job: job.value, address: address.value }) : address;
}

async function walk(session: Session, { job, address }: Ready): Promise<ReportDocument> {
  const { settings, words } = session;
  const { profileName, defaultMode, unattended, atLogon } = settings;
  return runWalk(
    job,
    { ...address, profileName, defaultMode, unattended, atLogon },
    {
      ...session.call,
      confirm: async (step) => (await session.confirm(words.sentence('cli:confirm.step', { step: words.t(`common:step.${step}`) }))).ok,
      chooseSignIns: (found) => chooseSignIns(found, session, job.workstation.kind === 'practice'),
    },
  );
}

/** Ends before the walk has begun, with a report of what ended it. */
export async function endEarly(session: Session, why: Problem): Promise<SetUp> {
  const { settings, call } = session;
  const { kind } = settings.workstation;
  const job = settings.unattended && settings.reportDir !== null ? await session.context() : undefined;
  const notices = noticesOf(why);
  for (const finding of notices) call.onProgress({ kind: 'finding', finding });
  const document = await walkNotBegun(
    { program: session.program, workstation: { kind, now: () => new Date() }, ...(job?.ok ? { job: job.value } : {}) },
    { email: settings.email ?? '', catalogue: settings.catalogue, problem: why, notices },
    call,
  );
  return leave(document, session);
}

function noticesOf({ code }: Problem): readonly Finding[] {
  if (code !== 'email.undecided') return [];
  const place = policyPlace('machinePolicy', 'mailDomain');
  return [policyFinding('policy.mailDomainMissing', place, { place })];
}

/**
 * Leaves the report of an unattended run in IT's folder, if there is one. Whoever stopped the run knows that it ended; of one that a bug
 * stopped nobody does.
 */
async function leave(made: ReportDocument, session: Session): Promise<SetUp> {
  const { unattended, atLogon, reportDir, budgetMs } = session.settings;
  const { signal, onProgress } = session.call;
  const document = made.ended ? { ...made, ended: whyEnded(made.ended, signal) } : made;
  if (!unattended || reportDir === null || document.ended?.code === 'cancelled') return { document, reported: true };
  const { notKept, gaveUp } = await keepReport(
    document,
    { folder: reportDir, atLogon },
    brokenBy(signal) ? afterBug(budgetMs) : { timeoutMs: budgetMs, signal },
  );
  if (gaveUp) session.giveUpWaiting();
  if (notKept === undefined) return { document, reported: true };
  onProgress({ kind: 'finding', finding: notKept });
  if (document.ended) session.notice(notKept);
  return { document: { ...document, findings: [...document.findings, notKept] }, reported: false };
}

/** The run is stopped already, and is ended (process.ts) when its end takes too long. */
function afterBug(budgetMs: number): { readonly timeoutMs: number; readonly signal: AbortSignal } {
  return { timeoutMs: Math.min(budgetMs, longestAfterBugMs), signal: new AbortController().signal };
}

/** A yes to everything is no yes to this: what is removed cannot be brought back, and nobody has seen the names. */
async function chooseSignIns(found: readonly SignIn[], session: Session, practice: boolean): Promise<readonly SignIn[]> {
  const { settings, words } = session;
  if (settings.confirmed) return settings.signIns.removeUnasked ? found : [];
  const question = words.sentence('cli:confirm.removeSignIns', { count: found.length });
  return (await session.confirm(question, signInsPreview(found, practice, words))).ok ? found : [];
}
