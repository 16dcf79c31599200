// The page's words, a file for each language, read when it is first spoken: nobody waits for the others.
import type { Language } from '../../electron/bridge/contract.ts';
import type { words } from './en.ts';

export type Namespace = keyof typeof words;

export const bundles: Readonly<Record<Language, () => Promise<{ readonly words: Readonly<Record<Namespace, object>> }>>> = {
  en: () => import('./en.ts'),
  fr: () => import('./fr.ts'),
  de: () => import('./de.ts'),
};

/** The browser's, until the other side has said which it is to be. */
export const browsersLanguage = (Object.keys(bundles) as Language[]).find((known) => navigator.language.startsWith(known)) ?? 'en';

// Asked for before the rest of the page runs; whoever speaks is told of a failure.
bundles[browsersLanguage]().catch(() => undefined);
