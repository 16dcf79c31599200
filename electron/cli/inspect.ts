// `inspect`: what is on this workstation.
import { inspect } from '../job/inspect.ts';
import { success } from '../model/result.ts';
import { findingSections } from '../report/findings.ts';
import { profilesSection, settingsSections, workstationSection } from '../report/workstationSections.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun } from './session.ts';

export const inspectCommand: CommandRun = async ({ context, call, words }) => {
  const job = await context();
  if (!job.ok) return job;
  const inspection = await inspect(job.value, call);
  if (!inspection.ok) return inspection;
  const { value } = inspection;
  const [newest] = [...value.outlooks].reverse();
  const notices = value.decided?.notices ?? [];
  const isAmiss = notices.some(({ status }) => status === 'fail' || status === 'warn');
  return success({
    document: value,
    exitStatus: newest && !isAmiss ? 0 : 1,
    outline: () =>
      terminalOutline(words, {
        practice: value.practice,
        headline: newest
          ? { tone: 'good', text: words.sentence('cli:inspect.outlook', { product: newest.product, version: newest.version }) }
          : { tone: 'bad', text: words.t('cli:inspect.noOutlook') },
        sections: [
          ...(notices.length === 0 ? [] : findingSections(notices, words)),
          workstationSection(value, words),
          profilesSection(value.profiles, words),
          ...settingsSections(value, 'all', words),
        ],
      }),
  });
};
