// A whole report document as an outline: verdict first, then what to do, then what was seen.
import type { Verdict } from '../model/finding.ts';
import type { ReportDocument } from '../model/walk.ts';
import { comparisonSections } from './dnsSections.ts';
import { findingSections } from './findings.ts';
import { planSection } from './keySections.ts';
import type { Fact, Outline, Section, Tone } from './outline.ts';
import type { Phrasing } from './phrasing.ts';
import { choiceFacts, nextFacts, routesSection, serverSection, whySection } from './reachSections.ts';
import { profilesSection, settingsSections, stepsSection, verificationSentence, workstationSection } from './workstationSections.ts';

export const verdictTone = { ready: 'good', attention: 'attention', blocked: 'bad' } as const satisfies Record<Verdict, Tone>;

/** The mark of a practice run for an outline. */
export function practiceMark(practice: boolean, words: Phrasing): Outline['practice'] {
  return practice ? { banner: words.t('common:practice.banner'), explain: words.t('common:practice.explain') } : null;
}

/** Turns a document into what a person reads, in the phrasing's language. */
export function documentOutline(document: ReportDocument, words: Phrasing): Outline {
  const facts: readonly Fact[] = [
    ...endedFacts(document, words),
    ...nextFacts(document.next, document.findings, words),
    ...(document.email === '' ? [] : [{ label: words.t('report:label.email'), value: document.email }]),
    { label: words.t('report:label.createdAt'), value: words.moment(document.createdAt) },
    ...(document.check ? choiceFacts(document.check, words) : []),
  ];
  return {
    language: words.language,
    title: words.t('report:title'),
    practice: practiceMark(document.practice, words),
    headline: { tone: verdictTone[document.verdict], text: words.t(`report:verdict.${document.verdict}`) },
    facts,
    sections: documentSections(document, words),
    footer: words.sentence('report:footer', { name: document.program.name, version: document.program.version }),
  };
}

/** What ended the job before its last step, before all else. */
function endedFacts({ ended }: ReportDocument, words: Phrasing): readonly Fact[] {
  if (!ended) return [];
  return [{ label: words.t('report:label.ended'), value: words.sentence(`problems:${ended.code}`, ended.data), tone: 'bad' }];
}

function documentSections(document: ReportDocument, words: Phrasing): readonly Section[] {
  return [
    stepsSection(document, words),
    ...findingSections(document.findings, words),
    ...(document.plan ? [planSection(document.plan, 'pending', words)] : []),
    ...(document.profile ? [profileSection(document.profile, words)] : []),
    ...comparisonSections(document.check?.dnsComparison, words),
    ...(document.check
      ? [routesSection(document.check.routes, words), whySection(document.check, words), serverSection(document.check, words)]
      : []),
    ...(document.inspection
      ? [workstationSection(document.inspection, words), ...settingsSections(document.inspection, 'decisions', words)]
      : []),
  ];
}

function profileSection(profile: NonNullable<ReportDocument['profile']>, words: Phrasing): Section {
  const { blocks } = profilesSection(profile.profile ? [profile.profile] : [], words);
  return {
    heading: words.t('report:heading.profile'),
    blocks: [{ kind: 'paragraph', ...verificationSentence(profile, words) }, ...(profile.profile ? blocks : [])],
  };
}
