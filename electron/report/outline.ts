// What a person is shown, before it becomes text or HTML: headline first, then sections made of a few plain kinds of blocks.
import type { Language } from '../model/walk.ts';

/** How a fact is meant, so that each face can colour it; never the only carrier of a meaning. */
export type Tone = 'good' | 'attention' | 'bad' | 'quiet' | 'plain';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly tone?: Tone;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Lines below the row, across its whole width. */
  readonly notes: readonly string[];
}

export interface FindingItem {
  readonly tone: Tone;
  readonly status: string;
  readonly title: string;
  readonly subject: string;
  readonly detail: string | null;
  readonly evidence: readonly string[];
  readonly remedy: { readonly label: string; readonly text: string; readonly who: string; readonly copy: string | null } | null;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: Tone }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly Cell[] }
  | { readonly kind: 'table'; readonly caption: string | null; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  | { readonly kind: 'findings'; readonly evidenceLabel: string; readonly findings: readonly FindingItem[] };

export interface Section {
  readonly heading: string | null;
  readonly blocks: readonly Block[];
}

export interface Outline {
  readonly language: Language;
  /** Absent on a terminal, where the person knows what was started. */
  readonly title: string | null;
  /** The mark of the practice workstation, on every page; `null` on a real one. */
  readonly practice: { readonly banner: string; readonly explain: string } | null;
  readonly headline: { readonly tone: Tone; readonly text: string } | null;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  readonly footer: string | null;
}
