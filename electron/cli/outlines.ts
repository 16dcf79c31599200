// Outlines that commands share: what a terminal shows has no title and no footer, but always the practice mark.
import type { Fact, Outline, Section } from '../report/outline.ts';
import type { Phrasing } from '../report/phrasing.ts';
import { practiceMark } from '../report/documentOutline.ts';

/** An outline for the terminal. */
export function terminalOutline(
  words: Phrasing,
  parts: {
    readonly practice: boolean;
    readonly headline: Outline['headline'];
    readonly facts?: readonly Fact[];
    readonly sections?: readonly Section[];
  },
): Outline {
  return {
    language: words.language,
    title: null,
    practice: practiceMark(parts.practice, words),
    headline: parts.headline,
    facts: parts.facts ?? [],
    sections: parts.sections ?? [],
    footer: null,
  };
}
