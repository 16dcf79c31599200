// Findings as people read them: what needs attention first and whole, what is right as a short list.
import type { Finding, FindingStatus } from '../model/finding.ts';
import type { Block, FindingItem, Section, Tone } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

const toneOf = { fail: 'bad', warn: 'attention', info: 'plain', pass: 'good', skipped: 'quiet' } as const satisfies Record<
  FindingStatus,
  Tone
>;

/** Shown whole, in this order. */
const whole: readonly FindingStatus[] = ['fail', 'warn', 'info'];

/** The two sections of findings; an empty one is left out. */
export function findingSections(findings: readonly Finding[], words: Phrasing): readonly Section[] {
  const open = whole.flatMap((status) => findings.filter((finding) => finding.status === status && (status !== 'info' || finding.remedy)));
  const rest = findings.filter((finding) => !open.includes(finding));
  const sections: Section[] = [];
  if (open.length > 0) {
    const block: Block = {
      kind: 'findings',
      evidenceLabel: words.t('report:findings.evidence'),
      findings: open.map((finding) => item(finding, words)),
    };
    sections.push({ heading: words.t('report:heading.attention'), blocks: [block] });
  }
  if (rest.length > 0) sections.push({ heading: words.t('report:heading.checked'), blocks: [restBlock(rest, words)] });
  return sections;
}

function restBlock(findings: readonly Finding[], words: Phrasing): Block {
  const order: readonly FindingStatus[] = ['pass', 'info', 'skipped'];
  return {
    kind: 'list',
    items: order.flatMap((status) =>
      findings
        .filter((finding) => finding.status === status)
        .map((finding) => ({ text: findingLine(finding, words), tone: toneOf[status] })),
    ),
  };
}

/** A finding in one line: its status and its sentence. */
export function findingLine(finding: Finding, words: Phrasing): string {
  return words.sentence('report:findings.line', { status: words.t(`common:status.${finding.status}`), title: title(finding, words) });
}

function title(finding: Finding, words: Phrasing): string {
  return words.sentence(`findings:${finding.id}.${finding.status}`, { subject: finding.subject, ...finding.data });
}

function item(finding: Finding, words: Phrasing): FindingItem {
  const { remedy } = finding;
  return {
    tone: toneOf[finding.status],
    status: words.t(`common:status.${finding.status}`),
    title: title(finding, words),
    subject: finding.subject,
    detail: words.optional(`findings:${finding.id}.${finding.status}.detail`, { subject: finding.subject, ...finding.data }),
    evidence: finding.evidence ?? [],
    remedy: remedy
      ? {
          label: words.t('report:remedy.label'),
          text: words.sentence(`findings:remedy.${remedy.id}`, { subject: finding.subject, ...remedy.data }),
          who: words.sentence('report:remedy.who', { who: remedy.who.map((who) => words.t(`common:who.${who}`)).join(' / ') }),
          copy: remedy.copy ?? null,
        }
      : null,
  };
}
