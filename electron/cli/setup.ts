// `setup`: all steps in order, and the report of them.
import { runWalk } from '../job/walk.ts';
import { success } from '../model/result.ts';
import { documentOutline } from '../report/documentOutline.ts';
import { keepReport } from './keptReport.ts';
import { addressInput, requireAddress } from './checkInput.ts';
import type { CommandRun } from './session.ts';

export const setupCommand: CommandRun = async (session) => {
  const { settings, words } = session;
  const possibleAddress = requireAddress(session);
  if (!possibleAddress.ok) return possibleAddress;
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
  });
  if (!document.ok) return document;
  const { unattended, reportDir } = settings;
  const notKept = unattended && reportDir !== null ? await keepReport(document.value, reportDir) : undefined;
  const value = notKept ? { ...document.value, findings: [...document.value.findings, notKept] } : document.value;
  const changed = value.steps.some((step) => step.changed);
  const outline = () => {
    const whole = documentOutline(value, words);
    const { headline } = whole;
    // Said first, because a second run is mostly made to hear just this.
    const text = headline === null || changed ? headline?.text : `${headline.text} ${words.t('cli:setup.unchanged')}`;
    return { ...whole, title: null, footer: null, headline: headline === null ? null : { ...headline, text: text ?? '' } };
  };
  return success({ document: value, exitStatus: value.verdict === 'ready' && !notKept ? 0 : 1, outline });
};
