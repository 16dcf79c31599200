// The catalogues that come with the program, as a person chooses among them.
import { builtInCatalogues } from '../keys/builtIns.ts';
import type { Language } from '../model/languages.ts';
import { translator } from '../words/translate.ts';

/** Their names with their titles. */
export function listCatalogues(language: Language): readonly { readonly id: string; readonly title: string }[] {
  const translate = translator(language);
  return builtInCatalogues.map((id) => ({ id, title: translate(`keys:catalogue.${id}.title`) }));
}
