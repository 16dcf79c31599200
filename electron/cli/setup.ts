// `setup`: all steps in order, and the report of them.
import { runWalk } from '../job/walk.ts';
import { success, type Result } from '../model/result.ts';
import type { ReportDocument } from '../model/walk.ts';
import { documentOutline } from '../report/documentOutline.ts';
import type { SignIn } from '../model/signIns.ts';
import { keepReport } from './keptReport.ts';
import { addressInput, requireAddress } from './checkInput.ts';
import { setUpAtLogon } from './logon.ts';
import type { CommandRun, Session } from './session.ts';
import { signInsPreview } from './signIns.ts';

export const setupCommand: CommandRun = async (session) => {
  if (session.settings.atLogon) return setUpAtLogon(session, () => setUp(session));
  const done = await setUp(session);
  if (!done.ok) return done;
  const { document, reported } = done.value;
  const { words } = session;
  const changed = document.steps.some((step) => step.changed);
  const outline = () => {
    const whole = documentOutline(document, words);
    const { headline } = whole;
    // Said first, because a second run is mostly made to hear just this.
    const text = headline === null || changed ? headline?.text : `${headline.text} ${words.t('cli:setup.unchanged')}`;
    return { ...whole, title: null, footer: null, headline: headline === null ? null : { ...headline, text: text ?? '' } };
  };
  return success({ document, exitStatus: document.verdict === 'ready' && reported ? 0 : 1, outline });
};

/** What a set-up came to. */
export interface SetUp {
  readonly document: ReportDocument;
  /** Whether the report is wherever one has to be left. */
  readonly reported: boolean;
}

/** Walks through all steps and leaves the report where IT wants it; a problem where no report came of it. */
async function setUp(session: Session): Promise<Result<SetUp>> {
  const { settings, words } = session;
  const possibleAddress = requireAddress(session);
  if (!possibleAddress.ok) return possibleAddress;
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const job = await session.context();
  if (!job.ok) return job;
  const address = await addressInput(session, job.value);
  if (!address.ok) return address;
  const { profileName, defaultMode, unattended, atLogon, reportDir } = settings;
  const input = { ...address.value, profileName, defaultMode, unattended, atLogon };
  const document = await runWalk(job.value, input, {
    ...session.call,
    confirm: async (step) => (await session.confirm(words.sentence('cli:confirm.step', { step: words.t(`common:step.${step}`) }))).ok,
    chooseSignIns: (found) => chooseSignIns(found, session, job.value.workstation.kind === 'practice'),
  });
  if (!document.ok) return document;
  const notKept = unattended && reportDir !== null ? await keepReport(document.value, reportDir) : undefined;
  const findings = [...document.value.findings, ...(notKept ? [notKept] : [])];
  return success({ document: { ...document.value, findings }, reported: notKept === undefined });
}

/** A yes to everything is no yes to this: what is removed cannot be brought back, and nobody has seen the names. */
async function chooseSignIns(found: readonly SignIn[], session: Session, practice: boolean): Promise<readonly SignIn[]> {
  const { settings, words } = session;
  if (settings.confirmed) return settings.signIns.removeUnasked ? found : [];
  const question = words.sentence('cli:confirm.removeSignIns', { count: found.length });
  return (await session.confirm(question, signInsPreview(found, practice, words))).ok ? found : [];
}
