// `caches list | remove`: the Autodiscover answers that Outlook remembers.
import { inspectionFindings } from '../job/inspectionFindings.ts';
import { putAwayRemembered, readRemembered } from '../job/remembered.ts';
import { inspect } from '../job/inspect.ts';
import { problem } from '../model/problem.ts';
import { failure, success } from '../model/result.ts';
import { findingSections } from '../report/findings.ts';
import { rememberedSection } from '../report/rememberedSection.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun } from './session.ts';

export const listCommand: CommandRun = async ({ context, settings, call, words }) => {
  const job = await context();
  if (!job.ok) return job;
  const inspection = await inspect(job.value, settings, call);
  if (!inspection.ok) return inspection;
  const { practice, remembered = [] } = inspection.value;
  const findings = inspectionFindings(inspection.value, { email: settings.email ?? '' }).filter(
    ({ id }) => id === 'outlook.autodiscoverCache',
  );
  return success({
    document: { practice, files: remembered, findings },
    exitStatus: findings.some(({ status }) => status === 'warn') ? 1 : 0,
    outline: () =>
      terminalOutline(words, {
        practice,
        headline: null,
        sections: [...findingSections(findings, words), rememberedSection(remembered, words)],
      }),
  });
};

/** What is put away must be named on the command line itself, file by file. */
export const removeCommand: CommandRun = async (session) => {
  const { settings, words } = session;
  const names = settings.files;
  if (names.length === 0) return failure(problem('usage.missingOption', { option: '--file' }));
  const yes = await session.confirm(words.sentence('cli:confirm.removeCaches', { names: [...names] }));
  if (!yes.ok) return yes;
  const job = await session.context();
  if (!job.ok) return job;
  const away = await putAwayRemembered(job.value, { names }, session.call);
  if (!away.ok) return away;
  const practice = job.value.workstation.kind === 'practice';
  const left = await readRemembered(job.value.workstation);
  if (!left.ok) return left;
  return success({
    document: { practice, removed: away.value, files: left.value },
    exitStatus: 0,
    outline: () =>
      terminalOutline(words, {
        practice,
        headline: { tone: 'good', text: words.sentence('cli:caches.removed', { count: away.value.length }) },
        facts: away.value.map(({ backup }) => ({ label: words.t('report:label.backup'), value: backup })),
        sections: [rememberedSection(left.value, words)],
      }),
  });
};
