// An outline as plain text: for a ticket, and, with a painter, for a terminal.
import type { Block, Cell, FindingItem, Outline, Row, Section, Tone } from './outline.ts';
import { columnsOf, padded, singleLine, wrapped } from './textLayout.ts';

/** Colours a finished piece of text; plain text leaves it as it is. */
export type Painter = (text: string, tone: Tone | 'strong') => string;

export interface TextStyle {
  /** Longest line, in columns. */
  readonly columns: number;
  readonly paint: Painter;
}

/** Lines of an outline, joined by line feeds, ending with one. */
export function outlineText(outline: Outline, style: TextStyle): string {
  const { columns, paint } = style;
  const lines: string[] = [];
  if (outline.practice) {
    const mark = `*** ${outline.practice.banner} ***`;
    lines.push(...wrapped(mark, columns).map((line) => paint(line, 'attention')), ...wrapped(outline.practice.explain, columns), '');
  }
  if (outline.title !== null) lines.push(...wrapped(outline.title, columns).map((line) => paint(line, 'strong')), '');
  if (outline.headline)
    lines.push(...wrapped(outline.headline.text, columns).map((line) => paint(line, outline.headline?.tone ?? 'plain')), '');
  if (outline.facts.length > 0) lines.push(...blockLines({ kind: 'facts', facts: outline.facts }, style), '');
  for (const section of outline.sections) lines.push(...sectionLines(section, style));
  if (outline.footer !== null) lines.push(...wrapped(outline.footer, columns), '');
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function sectionLines({ heading, blocks }: Section, style: TextStyle): readonly string[] {
  const title = heading === null ? [] : wrapped(heading, style.columns);
  const underline = '-'.repeat(Math.max(0, ...title.map(columnsOf)));
  const head = heading === null ? [] : [...title.map((line) => style.paint(line, 'strong')), style.paint(underline, 'quiet')];
  return [...head, ...blocks.flatMap((block) => [...blockLines(block, style), ''])];
}

function blockLines(block: Block, style: TextStyle): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return wrapped(block.text, style.columns).map((line) => style.paint(line, block.tone ?? 'plain'));
    case 'facts': {
      const label = Math.min(Math.max(0, ...block.facts.map((fact) => columnsOf(fact.label))), 28);
      return block.facts.flatMap((fact) =>
        hanging(`${padded(fact.label, label)}  `, { text: fact.value, ...(fact.tone ? { tone: fact.tone } : {}) }, style),
      );
    }
    case 'list':
      return block.items.flatMap((item) => hanging('- ', item, style));
    case 'table':
      return tableLines(block, style);
    case 'findings':
      return block.findings.flatMap((finding, index) => [
        ...(index === 0 ? [] : ['']),
        ...findingLines(finding, block.evidenceLabel, style),
      ]);
  }
}

/** Text behind a lead; its further lines begin below its first. */
function hanging(lead: string, cell: Cell, { columns, paint }: TextStyle): readonly string[] {
  const indent = ' '.repeat(columnsOf(lead));
  return wrapped(cell.text, Math.max(columns - indent.length, 16)).map(
    (line, index) => (index === 0 ? lead : indent) + paint(line, cell.tone ?? 'plain'),
  );
}

function findingLines(finding: FindingItem, evidenceLabel: string, style: TextStyle): readonly string[] {
  const lead = (label: string, text: string, tone: Tone = 'plain') => hanging(`  ${label} `, { text, tone }, style);
  const [first = '', ...further] = wrapped(`[${finding.status}] ${finding.title}`, style.columns);
  return [
    style.paint(first, finding.tone),
    ...further.map((line) => style.paint(line, finding.tone)),
    ...(finding.title.includes(finding.subject) || finding.subject === ''
      ? []
      : hanging('  ', { text: finding.subject, tone: 'quiet' }, style)),
    ...(finding.detail === null ? [] : hanging('  ', { text: finding.detail }, style)),
    ...(finding.remedy === null
      ? []
      : [
          ...lead('->', `${finding.remedy.label} ${finding.remedy.text}`),
          ...copyLines(finding.remedy.copy, style),
          ...lead('  ', finding.remedy.who, 'quiet'),
        ]),
    ...finding.evidence.flatMap((text) => lead(`${evidenceLabel}:`, text, 'quiet')),
  ];
}

function copyLines(copy: string | null, style: TextStyle): readonly string[] {
  return copy === null ? [] : copy.split(/\r?\n/).flatMap((line) => hanging('       ', { text: line }, style));
}

const gap = '  ';
const narrowest = 6;

function tableLines(table: Extract<Block, { kind: 'table' }>, style: TextStyle): readonly string[] {
  const widths = columnWidths(table, style.columns);
  const line = (cells: readonly Cell[], tone?: 'strong') => rowLines(cells, widths, style, tone);
  return [
    ...(table.caption === null ? [] : wrapped(table.caption, style.columns)),
    ...line(
      table.columns.map((text) => ({ text })),
      'strong',
    ),
    ...table.rows.flatMap((row) => [...line(row.cells), ...noteLines(row, style)]),
  ];
}

function noteLines(row: Row, style: TextStyle): readonly string[] {
  return row.notes.flatMap((note) => hanging('    ', { text: note, tone: 'quiet' }, style));
}

/** Each column as wide as its widest text; while the table is too wide, the widest column gives way. */
function columnWidths(table: Extract<Block, { kind: 'table' }>, columns: number): readonly number[] {
  const widths = table.columns.map((heading, index) =>
    Math.max(columnsOf(heading), ...table.rows.map((row) => columnsOf(singleLine(row.cells[index]?.text ?? '')))),
  );
  const room = columns - gap.length * (widths.length - 1);
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(cells: readonly Cell[], widths: readonly number[], { paint }: TextStyle, tone?: 'strong'): readonly string[] {
  const pieces = cells.map((cell, index) => wrapped(cell.text, widths[index] ?? narrowest));
  const height = Math.max(...pieces.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((cell, index) => {
        const piece = pieces[index]?.[at] ?? '';
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - columnsOf(piece)));
        return piece === '' ? space : paint(piece, tone ?? cell.tone ?? 'plain') + space;
      })
      .join(gap),
  );
}
