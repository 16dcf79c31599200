// The page's words: the same locales as everywhere else, without those of the command line and the reports, one language at a time.
import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { dayInWords, languages, nearestLanguage, writtenAs, type Language } from '../electron/bridge/contract.ts';
import { bundles, type Namespace } from './words/bundles.ts';

/** The last wish for each page's words: wishes are fulfilled in their order, whichever file comes first. */
const wishes = new WeakMap<i18n, Promise<void>>();

/** Reads a language's words and speaks it from now on, until the next wish; rejects when they cannot be read. */
export function speak(words: i18n, language: Language): Promise<void> {
  const before = wishes.get(words)?.catch(() => undefined);
  const reading = bundles[language]();
  const wish = Promise.all([reading, before]).then(async ([bundle]) => {
    if (!words.hasResourceBundle(language, 'page')) {
      for (const [namespace, sentences] of Object.entries(bundle.words)) words.addResourceBundle(language, namespace, sentences);
    }
    await words.changeLanguage(language);
  });
  wishes.set(words, wish);
  return wish;
}

/** Sets up the words once; nothing can be said before the first `speak`. */
export function createWords(): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    resources: {},
    ns: ['common', 'findings', 'keys', 'page', 'problems'] satisfies Namespace[],
    // Every language has every sentence (held by the tests): another one's would be read for nothing.
    fallbackLng: false,
    supportedLngs: [...languages],
    keySeparator: false,
    initAsync: false,
    returnEmptyString: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  return words;
}

type Key = `${Namespace}:${string}`;
type Data = Readonly<Record<string, unknown>>;

export interface Words {
  /** The sentence for a key, filled with data; lists read as lists of the person's language. */
  readonly say: (key: Key, data?: Data) => string;
  /** Whether there is one, for the number in the data where it has one. */
  readonly has: (key: Key, data?: Data) => boolean;
  readonly number: (value: number) => string;
  readonly date: (iso: string) => string;
  /** A date with its time, in the PC's time zone. */
  readonly moment: (iso: string) => string;
}

/** The words of the current language; components that use it are drawn again when it changes. */
export function useWords(): Words {
  const { t, i18n: words } = useTranslation();
  const language = nearestLanguage(words.language);
  return {
    say: (key, data = {}) => t(key, { replace: readable(data, language), ...counted(data) }),
    has: (key, data = {}) => words.exists(key, counted(data)),
    number: (value) => new Intl.NumberFormat(writtenAs[language]).format(value),
    date: (iso) => dateIn(language, iso, { dateStyle: 'medium' }),
    moment: (iso) => dateIn(language, iso, { dateStyle: 'long', timeStyle: 'short' }),
  };
}

/** The number that chooses between one and several. */
function counted({ count }: Data): { readonly count?: number } {
  return typeof count === 'number' ? { count } : {};
}

/** Data only fills the sentence; it never becomes an option of the translator, whatever a server calls it. */
function readable(data: Data, language: Language): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      Array.isArray(value) ? listIn(language).format(value.map(String)) : dayInWords(value, language),
    ]),
  );
}

const lists = new Map<Language, Intl.ListFormat>();

/** Made when a sentence has a list, and kept: making one takes longer than the whole sentence. */
function listIn(language: Language): Intl.ListFormat {
  const known = lists.get(language) ?? new Intl.ListFormat(writtenAs[language], { type: 'conjunction' });
  lists.set(language, known);
  return known;
}

function dateIn(language: Language, iso: string, style: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(writtenAs[language], style).format(date);
}
