// The page's words: the same locales as everywhere else, without those of the command line and the reports.
import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import deCommon from '../assets/locales/de/common.json' with { type: 'json' };
import deFindings from '../assets/locales/de/findings.json' with { type: 'json' };
import deKeys from '../assets/locales/de/keys.json' with { type: 'json' };
import dePage from '../assets/locales/de/page.json' with { type: 'json' };
import deProblems from '../assets/locales/de/problems.json' with { type: 'json' };
import enCommon from '../assets/locales/en/common.json' with { type: 'json' };
import enFindings from '../assets/locales/en/findings.json' with { type: 'json' };
import enKeys from '../assets/locales/en/keys.json' with { type: 'json' };
import enPage from '../assets/locales/en/page.json' with { type: 'json' };
import enProblems from '../assets/locales/en/problems.json' with { type: 'json' };
import frCommon from '../assets/locales/fr/common.json' with { type: 'json' };
import frFindings from '../assets/locales/fr/findings.json' with { type: 'json' };
import frKeys from '../assets/locales/fr/keys.json' with { type: 'json' };
import frPage from '../assets/locales/fr/page.json' with { type: 'json' };
import frProblems from '../assets/locales/fr/problems.json' with { type: 'json' };
import { languages, type Language } from '../electron/bridge/contract.ts';

const resources = {
  en: { common: enCommon, findings: enFindings, keys: enKeys, page: enPage, problems: enProblems },
  fr: { common: frCommon, findings: frFindings, keys: frKeys, page: frPage, problems: frProblems },
  de: { common: deCommon, findings: deFindings, keys: deKeys, page: dePage, problems: deProblems },
};

/** Sets up the words once, in the language to begin with. */
export function createWords(language: Language): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    resources,
    lng: language,
    ns: Object.keys(resources.en),
    fallbackLng: 'en',
    supportedLngs: [...languages],
    keySeparator: false,
    initAsync: false,
    returnEmptyString: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  return words;
}

type Namespace = keyof (typeof resources)['en'];
type Key = `${Namespace}:${string}`;
type Data = Readonly<Record<string, unknown>>;

export interface Words {
  /** The sentence for a key, filled with data; lists read as lists of the person's language. */
  readonly say: (key: Key, data?: Data) => string;
  readonly has: (key: Key) => boolean;
  readonly number: (value: number) => string;
  readonly date: (iso: string) => string;
  /** A date with its time, in the PC's time zone. */
  readonly moment: (iso: string) => string;
}

/** The words of the current language; components that use it are drawn again when it changes. */
export function useWords(): Words {
  const { t, i18n: words } = useTranslation();
  const language = words.language;
  return {
    say: (key, data = {}) =>
      t(key, { replace: readable(data, language), ...(typeof data.count === 'number' ? { count: data.count } : {}) }),
    has: (key) => words.exists(key),
    number: (value) => new Intl.NumberFormat(language).format(value),
    date: (iso) => dateIn(language, iso, { dateStyle: 'medium' }),
    moment: (iso) => dateIn(language, iso, { dateStyle: 'long', timeStyle: 'short' }),
  };
}

/** Data only fills the sentence; it never becomes an option of the translator, whatever a server calls it. */
function readable(data: Data, language: string): Record<string, unknown> {
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? list.format(value.map(String)) : value]),
  );
}

function dateIn(language: string, iso: string, style: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(language, style).format(date);
}
