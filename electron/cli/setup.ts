// `setup`: all steps in order, and the report of them.
import { failure, success } from '../model/result.ts';
import { documentOutline } from '../report/documentOutline.ts';
import { setUpAtLogon } from './logon.ts';
import type { CommandRun } from './session.ts';
import { setUp } from './setUpRun.ts';

export const setupCommand: CommandRun = async (session) => {
  if (session.settings.atLogon) return setUpAtLogon(session);
  const { document, reported } = await setUp(session);
  if (document.ended) return failure(document.ended);
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
