// `setup`: all steps in order, and the report of them.
import { runWalk } from '../job/walk.ts';
import { success, type Result } from '../model/result.ts';
import type { ReportDocument } from '../model/walk.ts';
import { documentOutline } from '../report/documentOutline.ts';
import { addressInput, requiredAddress } from './checkInput.ts';
import { setUpAtLogon } from './logon.ts';
import type { CommandRun, Session } from './session.ts';

export const setupCommand: CommandRun = async (session) => {
  if (session.settings.atLogon) return setUpAtLogon(session, () => setUp(session));
  const document = await setUp(session);
  if (!document.ok) return document;
  const { value } = document;
  const { words } = session;
  const changed = value.steps.some((step) => step.changed);
  const outline = () => {
    const whole = documentOutline(value, words);
    const { headline } = whole;
    // Said first, because a second run is mostly made to hear just this.
    const text = headline === null || changed ? headline?.text : `${headline.text} ${words.t('cli:setup.unchanged')}`;
    return { ...whole, title: null, footer: null, headline: headline === null ? null : { ...headline, text: text ?? '' } };
  };
  return success({ document: value, exitStatus: value.verdict === 'ready' ? 0 : 1, outline });
};

/** Walks through all steps; a problem where no report came of it. */
async function setUp(session: Session): Promise<Result<ReportDocument>> {
  const { settings, words } = session;
  const email = requiredAddress(session);
  if (!email.ok) return email;
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const job = await session.context();
  if (!job.ok) return job;
  const address = await addressInput(session, job.value);
  if (!address.ok) return address;
  const { profileName, defaultMode, unattended, atLogon } = settings;
  return runWalk(
    job.value,
    { ...address.value, profileName, defaultMode, unattended, atLogon },
    {
      ...session.call,
      confirm: async (step) => (await session.confirm(words.sentence('cli:confirm.step', { step: words.t(`common:step.${step}`) }))).ok,
    },
  );
}
