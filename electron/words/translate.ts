// Turns stable ids and data into sentences in the person's language; used by the command line, the reports and the plan.
import i18next, { type i18n, type TOptions } from 'i18next';
import { languages, type Language } from '../model/languages.ts';
import { locales, namespaces, type Namespace } from './locales.ts';

/** Looks up `namespace:key` and fills it; a key that is missing in every language comes back as the key itself. */
export type Translate = (key: `${Namespace}:${string}`, data?: TOptions) => string;

let instance: i18n | undefined;

function words(): i18n {
  if (instance) return instance;
  instance = i18next.createInstance();
  void instance.init({
    resources: locales,
    ns: [...namespaces],
    fallbackLng: 'en',
    supportedLngs: [...languages],
    keySeparator: false,
    initAsync: false,
    returnEmptyString: false,
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** The translator for one language. Data is inserted as it is: whoever makes HTML of it escapes it. */
export function translator(language: Language): Translate {
  const t = words().getFixedT(language);
  // A sentence within a sentence, `$t(…)`, is told nothing but `replace`: without the language in it, it would come in English.
  return (key, data = {}) => t(key, data.replace === undefined ? data : { ...data, replace: { ...data.replace, lng: language } });
}

/** Whether a sentence exists, in this language itself; one that agrees with a number exists for a number. */
export function hasSentence(language: Language, key: `${Namespace}:${string}`, number: { readonly count?: number } = {}): boolean {
  return words().exists(key, { ...number, lng: language, fallbackLng: [] });
}
