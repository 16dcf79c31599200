// `setup`: all steps in order, and the report of them.
import { runWalk } from '../job/walk.ts';
import { success } from '../model/result.ts';
import { documentOutline } from '../report/documentOutline.ts';
import type { SignIn } from '../model/signIns.ts';
import { addressInput, requiredAddress } from './checkInput.ts';
import type { CommandRun, Session } from './session.ts';
import { signInsPreview } from './signIns.ts';

export const setupCommand: CommandRun = async (session) => {
  const { settings, words } = session;
  const email = requiredAddress(session);
  if (!email.ok) return email;
  const possible = session.canConfirm();
  if (!possible.ok) return possible;
  const job = await session.context();
  if (!job.ok) return job;
  const address = await addressInput(session, job.value);
  if (!address.ok) return address;
  const input = {
    ...address.value,
    profileName: settings.profileName,
    defaultMode: settings.defaultMode,
    unattended: settings.unattended,
  };
  const document = await runWalk(job.value, input, {
    ...session.call,
    confirm: async (step) => (await session.confirm(words.sentence('cli:confirm.step', { step: words.t(`common:step.${step}`) }))).ok,
    chooseSignIns: (found) => chooseSignIns(found, session, job.value.workstation.kind === 'practice'),
  });
  if (!document.ok) return document;
  const { value } = document;
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

/** A yes to everything is no yes to this: what is removed cannot be brought back, and nobody has seen the names. */
async function chooseSignIns(found: readonly SignIn[], session: Session, practice: boolean): Promise<readonly SignIn[]> {
  const { settings, words } = session;
  if (settings.confirmed) return settings.signIns.removeUnasked ? found : [];
  const question = words.sentence('cli:confirm.removeSignIns', { count: found.length });
  return (await session.confirm(question, signInsPreview(found, practice, words))).ok ? found : [];
}
