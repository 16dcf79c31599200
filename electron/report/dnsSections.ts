// The PC's DNS beside another server, as people read it: one row a name, what differs first.
import type { DnsComparison } from '../model/check.ts';
import type { Cell, Row, Section } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

type ComparedRow = DnsComparison['rows'][number];

/** The section of a comparison; none where nothing was compared. */
export function comparisonSections(comparison: DnsComparison | undefined, words: Phrasing): readonly Section[] {
  if (!comparison) return [];
  const { server } = comparison;
  const columns = [words.t('report:dns.name'), words.t('report:dns.type'), words.t('report:dns.here'), words.t('report:dns.there')];
  const rows = [...comparison.rows.filter(({ same }) => !same), ...comparison.rows.filter(({ same }) => same)];
  return [
    {
      heading: words.sentence('report:heading.dns', { server }),
      blocks: [{ kind: 'table', caption: null, columns, rows: rows.map((row) => comparedRow(row, words)) }],
    },
  ];
}

function comparedRow({ name, type, here, there, same }: ComparedRow, words: Phrasing): Row {
  return {
    cells: [{ text: name }, { text: type }, answerCell(here, same, words), answerCell(there, same, words)],
    notes: [],
  };
}

/** The aliases on the way, then where they lead: `mail.corp.example → 192.0.2.1, 192.0.2.2`. */
function answerCell({ kind, values, aliases }: ComparedRow['here'], same: boolean, words: Phrasing): Cell {
  const end = values.length > 0 ? values.join(', ') : words.t(`common:dnsAnswer.${kind}`);
  return { text: [...aliases, end].join(' → '), tone: same ? 'quiet' : 'attention' };
}
