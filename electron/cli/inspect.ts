// `inspect`: what is on this workstation, and what that means for BlueMind.
import { inspect, judged } from '../job/inspect.ts';
import { openedOutlook } from '../job/inspectionFindings.ts';
import { success } from '../model/result.ts';
import { findingSections } from '../report/findings.ts';
import { profilesSection, settingsSections, workstationSection } from '../report/workstationSections.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun } from './session.ts';

export const inspectCommand: CommandRun = async ({ context, call, words, settings }) => {
  const job = await context();
  if (!job.ok) return job;
  const inspection = await inspect(job.value, settings, call);
  if (!inspection.ok) return inspection;
  const value = judged(inspection.value, { email: settings.email ?? '' });
  const outlook = openedOutlook(value);
  const told = [...value.findings, ...(value.decided?.notices ?? [])];
  return success({
    document: value,
    exitStatus: told.some(({ status }) => status === 'fail' || status === 'warn') ? 1 : 0,
    outline: () =>
      terminalOutline(words, {
        practice: value.practice,
        headline: outlook
          ? { tone: 'good', text: words.sentence('cli:inspect.outlook', { product: outlook.product, version: outlook.version }) }
          : { tone: 'bad', text: words.t('cli:inspect.noOutlook') },
        sections: [
          ...findingSections(told, words),
          workstationSection(value, words),
          profilesSection(value.profiles, words),
          ...settingsSections(value, 'all', words),
        ],
      }),
  });
};
