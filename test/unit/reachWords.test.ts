// Every finding of reach can be told in every language, completely, and translators know what it is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import notes from '../../assets/locales/notes/findings.json' with { type: 'json' };
import { languages } from '../../electron/model/walk.ts';
import { reachFindings } from '../../electron/reach/findings.ts';
import { locales } from '../../electron/words/locales.ts';
import { hasSentence } from '../../electron/words/translate.ts';

interface Row {
  readonly statuses: readonly string[];
  readonly remedy?: { readonly id: string };
  readonly remedyOfFail?: { readonly id: string };
}
const rows: readonly (readonly [string, Row])[] = Object.entries(reachFindings);

for (const language of languages) {
  test(`every status of every finding has its sentence in ${language}`, () => {
    const missing = rows
      .flatMap(([id, { statuses }]) => statuses.map((status) => `findings:${id}.${status}` as const))
      .filter((key) => !hasSentence(language, key));
    assert.deepEqual(missing, []);
  });
  test(`every remedy has its sentence in ${language}`, () => {
    const ids = rows.flatMap(([, { remedy, remedyOfFail }]) => [remedy?.id ?? [], remedyOfFail?.id ?? []].flat());
    assert.deepEqual(
      ids.filter((id) => !hasSentence(language, `findings:remedy.${id}`)),
      [],
    );
  });
  test(`the sentences in ${language} are filled with the same names as the English ones`, () => {
    const names = (text: string): string => [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join(' ');
    const english: Readonly<Record<string, string>> = locales.en.findings;
    const own: Readonly<Record<string, string>> = locales[language].findings;
    assert.deepEqual(Object.keys(own), Object.keys(english));
    for (const [key, text] of Object.entries(english)) assert.equal(names(own[key] ?? ''), names(text), key);
  });
}

test('every sentence has a note for translators', () => {
  const prefixes = Object.keys(notes);
  const without = Object.keys(locales.en.findings).filter(
    (key) => !prefixes.some((prefix) => key === prefix || (prefix.endsWith('.') && key.startsWith(prefix))),
  );
  assert.deepEqual(without, []);
});
