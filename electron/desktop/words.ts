// The words of the window's program itself, loaded when there is something to say: most starts say nothing, and the window is there sooner.
import type { Language } from '../model/languages.ts';
import type { Translate } from '../words/translate.ts';

/** The translator for one language. Rejects only where the program's own files cannot be read. */
export async function wordsIn(language: Language): Promise<Translate> {
  const { translator } = await import('../words/translate.ts');
  return translator(language);
}

/** The title of a box that stands for itself: in practice it says so, as every page does. */
export function boxTitle(t: Translate, title: string, practice: boolean): string {
  return practice ? `${t('common:practice.banner')} – ${title}` : title;
}
