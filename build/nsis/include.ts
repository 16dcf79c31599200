// The per-user installer's own part: its words in each language, and the macros that the template inserts at their names.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languages, type Language } from '../../electron/model/walk.ts';
import { locales } from '../../electron/words/locales.ts';
import { root } from '../root.ts';

/** Windows' language identifiers, as NSIS names its language tables: without a region of the person's own, the language alone decides. */
const languageIds: Readonly<Record<Language, number>> = { en: 1033, fr: 1036, de: 1031 };

/** A text as NSIS writes one between double quotes. */
function quoted(text: string): string {
  return `"${text.replaceAll('$', '$$$$').replaceAll('"', '$\\"').replaceAll('\n', '$\\r$\\n')}"`;
}

const stringName = (word: string) => `bmos${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** One line for each word and language: `LangString bmosRuns 1033 "…"`. */
export function languageStrings(): readonly string[] {
  return languages.flatMap((language) =>
    Object.entries(locales[language].nsis).map(([word, text]) => `LangString ${stringName(word)} ${languageIds[language]} ${quoted(text)}`),
  );
}

/** Writes the include file, words and macros, for electron-builder's `nsis.include`. NSIS takes UTF-8 from a file that begins with its mark. */
export function writeInclude(file: string): void {
  const macros = readFileSync(join(root, 'build', 'nsis', 'macros.nsh'), 'utf8');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `\uFEFF${languageStrings().join('\n')}\n\n${macros}`);
}
