// The table of many domains, written row by row: as one JSON document, or as lines for people in columns that are known beforehand.
import { routeOutcomes } from '../model/check.ts';
import type { DomainRow, DomainsSummary } from '../model/domains.ts';
import { verdicts } from '../model/finding.ts';
import type { MailDomain } from '../model/mailAddress.ts';
import { practiceMark, verdictTone } from '../report/documentOutline.ts';
import type { Tone } from '../report/outline.ts';
import type { Phrasing } from '../report/phrasing.ts';
import { columnsOf, padded, singleLine, wrapped } from '../report/textLayout.ts';
import type { Terminal } from './terminal.ts';

/** How the rows and what they add up to are written; `row` begins with the separator that it needs. */
interface DomainsWriter {
  head(): string;
  row(row: DomainRow): string;
  end(summary: DomainsSummary): string;
}

interface About {
  readonly practice: boolean;
  readonly email: string;
  readonly domains: readonly MailDomain[];
}

/** One JSON document, however many rows there are and wherever it is stopped. */
export function jsonDomains({ practice, email }: About): DomainsWriter {
  let separator = '\n';
  return {
    head: () => `{"practice":${String(practice)},"email":${JSON.stringify(email)},"domains":[`,
    row(row) {
      const text = `${separator}${JSON.stringify(row)}`;
      separator = ',\n';
      return text;
    },
    end: (summary) => `\n],"summary":${JSON.stringify(summary)}}\n`,
  };
}

const gap = '  ';
/** A longer domain stands on a line of its own. */
const widestDomain = 40;

/** A table for people: one line a domain, below it what is wrong there. */
export function textDomains(about: About, words: Phrasing, terminal: Pick<Terminal, 'columns' | 'paint'>): DomainsWriter {
  const { paint, columns } = terminal;
  const heads = ['domain', 'verdict', 'outcome', 'status', 'certificate', 'ms'].map((name) => words.t(`cli:domains.${name}`));
  const widest = (texts: readonly string[], at: number): number => Math.max(columnsOf(heads[at] ?? ''), ...texts.map(columnsOf));
  const widths = [
    Math.min(longestDomain(about.domains, columnsOf(heads[0] ?? '')), widestDomain),
    widest(
      verdicts.map((verdict) => words.t(`common:verdict.${verdict}`)),
      1,
    ),
    widest(
      routeOutcomes.map((outcome) => words.t(`common:outcome.${outcome}`)),
      2,
    ),
    widest(['000'], 3),
    widest([words.sentence('cli:domains.days', { count: 9999 })], 4),
  ];
  const line = (cells: readonly string[], tones: readonly (Tone | 'strong')[]): string => {
    const painted = cells.map((cell, at) => paint(padded(singleLine(cell), widths[at] ?? 0), tones[at] ?? 'plain'));
    return `${painted.join(gap).trimEnd()}\n`;
  };
  return {
    head() {
      const mark = practiceMark(about.practice, words);
      const practice = mark ? `${paint(`*** ${mark.banner} ***`, 'attention')}\n${wrapped(mark.explain, columns).join('\n')}\n\n` : '';
      return (
        practice +
        line(
          heads,
          Array.from(heads, () => 'strong' as const),
        )
      );
    },
    row(row) {
      const cells = [row.displayDomain, ...cellsOf(row, words)];
      const tall = columnsOf(row.displayDomain) > (widths[0] ?? 0);
      const tones: readonly Tone[] = ['plain', verdictTone[row.verdict]];
      const first = tall ? `${singleLine(row.displayDomain)}\n${line(['', ...cells.slice(1)], tones)}` : line(cells, tones);
      return first + notesOf(row, words, columns);
    },
    end: (summary) => endOf(summary, words, terminal),
  };
}

function longestDomain(domains: readonly MailDomain[], atLeast: number): number {
  let longest = atLeast;
  for (const { displayDomain } of domains) longest = Math.max(longest, columnsOf(displayDomain));
  return longest;
}

function cellsOf({ verdict, outcome, status, certificate, ms }: DomainRow, words: Phrasing): readonly string[] {
  return [
    words.t(`common:verdict.${verdict}`),
    words.t(`common:outcome.${outcome}`),
    status === null ? '—' : String(status),
    certificate === null ? '—' : words.sentence('cli:domains.days', { count: certificate.daysLeft }),
    words.milliseconds(ms),
  ];
}

function notesOf({ findings }: DomainRow, words: Phrasing, columns: number): string {
  const lines = findings.flatMap(({ id, status, subject, data, remedy }) => [
    words.sentence(`findings:${id}.${status}`, { subject, ...data }),
    ...(remedy ? [`→ ${words.sentence(`findings:remedy.${remedy.id}`, { subject, ...remedy.data })}`] : []),
  ]);
  return lines
    .flatMap((text) => wrapped(text, columns - 4))
    .map((text) => `    ${text}\n`)
    .join('');
}

function endOf(summary: DomainsSummary, words: Phrasing, { paint, columns }: Pick<Terminal, 'columns' | 'paint'>): string {
  const { verdict, checked, ready, attention, blocked, domains, stopped, ms } = summary;
  const sentence = stopped
    ? words.sentence('cli:domains.stopped', { checked, domains })
    : words.sentence(`cli:domains.all.${verdict}`, { count: domains, ready, attention, blocked });
  const counts = words.sentence('cli:domains.counts', { ready, attention, blocked, ms: words.milliseconds(ms) });
  const tone = verdictTone[verdict];
  return `\n${wrapped(sentence, columns)
    .map((text) => paint(text, tone))
    .join('\n')}\n${wrapped(counts, columns).join('\n')}\n`;
}
