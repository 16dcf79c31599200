// `check`: can Outlook reach the server from here.
import { check } from '../job/reach.ts';
import { success } from '../model/result.ts';
import { verdictTone } from '../report/documentOutline.ts';
import { findingSections } from '../report/findings.ts';
import { comparisonSections } from '../report/dnsSections.ts';
import { choiceFacts, nextFacts, routesSection, serverSection, whySection } from '../report/reachSections.ts';
import { addressInput, requireAddress } from './checkInput.ts';
import { terminalOutline } from './outlines.ts';
import type { CommandRun } from './session.ts';

export const checkCommand: CommandRun = async (session) => {
  const { words, settings } = session;
  if (settings.domainsFrom !== null) return (await import('./domains.ts')).checkManyDomains(session, settings.domainsFrom);
  const possibleAddress = requireAddress(session);
  if (!possibleAddress.ok) return possibleAddress;
  const job = await session.context();
  if (!job.ok) return job;
  const input = await addressInput(session, job.value);
  if (!input.ok) return input;
  const report = await check(job.value, input.value, session.call);
  if (!report.ok) return report;
  const { value } = report;
  return success({
    document: value,
    exitStatus: value.verdict === 'ready' ? 0 : 1,
    outline: () =>
      terminalOutline(words, {
        practice: value.practice,
        headline: { tone: verdictTone[value.verdict], text: words.t(`report:checkVerdict.${value.verdict}`) },
        facts: [
          ...nextFacts(value.next, value.findings, words),
          { label: words.t('report:label.email'), value: value.email },
          ...choiceFacts(value, words),
        ],
        sections: [
          ...findingSections(value.findings, words),
          ...comparisonSections(value.dnsComparison, words),
          routesSection(value.routes, words),
          whySection(value, words),
          serverSection(value, words),
        ],
      }),
  });
};
