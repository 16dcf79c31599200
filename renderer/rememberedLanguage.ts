// Remembers the chosen language from one visit to the next.
import { languages, type Language } from '../electron/bridge/contract.ts';

const place = 'language';

/** The language chosen earlier, `null` when none was or the browser keeps nothing. */
export function rememberedLanguage(): Language | null {
  try {
    const kept = localStorage.getItem(place);
    return languages.find((language) => language === kept) ?? null;
  } catch {
    return null;
  }
}

/** Keeps the choice; a browser that refuses to keep it only forgets it. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(place, language);
  } catch {
    // Private windows may refuse storage: the page works without.
  }
}
