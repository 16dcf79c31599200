// An outline as one self-contained HTML page without script: readable on a screen, printable on A4.
import { createHash } from 'node:crypto';
import { htmlStyle } from './htmlStyle.ts';
import type { Block, Cell, Fact, FindingItem, Outline, Row, Section, Tone } from './outline.ts';
import { singleLine } from './textLayout.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that is safe between tags and inside quoted attributes. */
function escaped(text: string): string {
  return singleLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** The whole page. Its content policy allows this one style sheet and nothing else, should an escape ever be forgotten (CSP 3). */
export function outlineHtml(outline: Outline): string {
  const digest = createHash('sha256').update(htmlStyle).digest('base64');
  const title = escaped(outline.title ?? '');
  const { practice, headline } = outline;
  return [
    '<!doctype html>',
    `<html lang="${outline.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    `<title>${practice ? `${escaped(practice.banner)} – ` : ''}${title}</title>`,
    `<style>${htmlStyle}</style>`,
    '</head>',
    '<body>',
    // The only element that a browser repeats on every printed page without script is one with a fixed position.
    ...(practice ? [`<div class="mark" aria-hidden="true">${escaped(practice.banner)}</div>`] : []),
    '<main>',
    ...(practice ? [`<p class="practice" role="note"><strong>${escaped(practice.banner)}</strong> ${escaped(practice.explain)}</p>`] : []),
    `<h1>${title}</h1>`,
    ...(headline ? [`<p class="verdict ${headline.tone}">${escaped(headline.text)}</p>`] : []),
    factsHtml(outline.facts),
    ...outline.sections.map(sectionHtml),
    ...(outline.footer === null ? [] : [`<footer>${escaped(outline.footer)}</footer>`]),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function sectionHtml({ heading, blocks }: Section): string {
  return ['<section>', ...(heading === null ? [] : [`<h2>${escaped(heading)}</h2>`]), ...blocks.map(blockHtml), '</section>'].join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p${toneClass(block.tone)}>${escaped(block.text)}</p>`;
    case 'facts':
      return factsHtml(block.facts);
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li${toneClass(item.tone)}>${escaped(item.text)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableHtml(block);
    case 'findings':
      return block.findings.map((finding) => findingHtml(finding, block.evidenceLabel)).join('\n');
  }
}

function factsHtml(facts: readonly Fact[]): string {
  if (facts.length === 0) return '';
  const pairs = facts.map((fact) => `<div><dt>${escaped(fact.label)}</dt><dd${toneClass(fact.tone)}>${escaped(fact.value)}</dd></div>`);
  return `<dl>\n${pairs.join('\n')}\n</dl>`;
}

function tableHtml(table: Extract<Block, { kind: 'table' }>): string {
  const heads = table.columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const caption = table.caption === null ? '' : `<caption>${escaped(table.caption)}</caption>`;
  const rows = table.rows.map((row) => rowHtml(row, table.columns.length)).join('\n');
  return `<div class="scroll"><table>${caption}<thead><tr>${heads}</tr></thead>\n${rows}\n</table></div>`;
}

/** A row with its notes is one group, so that a page break does not part them. */
function rowHtml(row: Row, columns: number): string {
  const cells = row.cells.map((cell, index) => cellHtml(cell, index === 0)).join('');
  const notes = row.notes.map((note) => `<p>${escaped(note)}</p>`).join('');
  return `<tbody><tr>${cells}</tr>${notes === '' ? '' : `<tr class="notes"><td colspan="${columns}">${notes}</td></tr>`}</tbody>`;
}

function cellHtml(cell: Cell, first: boolean): string {
  return first
    ? `<th scope="row"${toneClass(cell.tone)}>${escaped(cell.text)}</th>`
    : `<td${toneClass(cell.tone)}>${escaped(cell.text)}</td>`;
}

function findingHtml(finding: FindingItem, evidenceLabel: string): string {
  const { remedy } = finding;
  const copy =
    remedy?.copy === null || remedy?.copy === undefined ? '' : `<pre>${remedy.copy.split(/\r?\n/).map(escaped).join('\n')}</pre>`;
  const evidence = finding.evidence.map((line) => `<li>${escaped(line)}</li>`).join('');
  return [
    `<article class="finding ${finding.tone}">`,
    `<h3><span class="status">${escaped(finding.status)}</span> ${escaped(finding.title)}</h3>`,
    ...(finding.subject === '' || finding.title.includes(finding.subject) ? [] : [`<p class="subject">${escaped(finding.subject)}</p>`]),
    ...(finding.detail === null ? [] : [`<p>${escaped(finding.detail)}</p>`]),
    ...(remedy === null
      ? []
      : [
          `<p class="remedy"><strong>${escaped(remedy.label)}</strong> ${escaped(remedy.text)}</p>${copy}<p class="who">${escaped(remedy.who)}</p>`,
        ]),
    ...(evidence === '' ? [] : [`<p class="evidence">${escaped(evidenceLabel)}</p><ul class="evidence">${evidence}</ul>`]),
    '</article>',
  ].join('\n');
}

function toneClass(tone: Tone | undefined): string {
  return tone === undefined || tone === 'plain' ? '' : ` class="${tone}"`;
}
