// The Autodiscover answers that Outlook remembers, as people read them.
import type { RememberedAnswer } from '../model/pc.ts';
import type { Section } from './outline.ts';
import type { Phrasing } from './phrasing.ts';

/** One row a file: for whom, which servers it names, and from when it is. */
export function rememberedSection(answers: readonly RememberedAnswer[], words: Phrasing): Section {
  const heading = words.t('report:heading.remembered');
  if (answers.length === 0) return { heading, blocks: [{ kind: 'paragraph', text: words.t('report:remembered.none') }] };
  const columns = ['name', 'address', 'hosts', 'changedAt'].map((column) => words.t(`report:remembered.${column}`));
  const rows = answers.map(({ name, address, hosts, changedAt }) => ({
    cells: [
      { text: name },
      { text: address ?? '—' },
      { text: hosts.length === 0 ? '—' : hosts.join(', ') },
      { text: words.moment(changedAt) },
    ],
    notes: [],
  }));
  return { heading, blocks: [{ kind: 'table', caption: null, columns, rows }] };
}
