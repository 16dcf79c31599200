// `inspect`: what is on this workstation.
import { inspect } from '../job/inspect.ts';
import { success } from '../model/result.ts';
import { profilesSection, workstationSection } from '../report/workstationSections.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun } from './session.ts';

export const inspectCommand: CommandRun = async ({ context, call, words }) => {
  const job = await context();
  if (!job.ok) return job;
  const inspection = await inspect(job.value, call);
  if (!inspection.ok) return inspection;
  const { value } = inspection;
  const [newest] = [...value.outlooks].reverse();
  return success({
    document: value,
    exitStatus: newest ? 0 : 1,
    outline: () =>
      terminalOutline(words, {
        practice: value.practice,
        headline: newest
          ? { tone: 'good', text: words.sentence('cli:inspect.outlook', { product: newest.product, version: newest.version }) }
          : { tone: 'bad', text: words.t('cli:inspect.noOutlook') },
        sections: [workstationSection(value, words), profilesSection(value.profiles, words)],
      }),
  });
};
