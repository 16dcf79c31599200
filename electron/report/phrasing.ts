// Sentences filled with data that may come from a hostile server or from an edited report file, and values as people read them.
import { dayInWords } from '../model/day.ts';
import { writtenAs, type Language } from '../model/languages.ts';
import type { PlainData } from '../model/problem.ts';
import type { RegistryData } from '../model/registry.ts';
import type { Namespace } from '../words/locales.ts';
import { hasSentence, translator, type Translate } from '../words/translate.ts';

/** The words of one language: the translator, and a few questions it cannot answer by itself. */
export interface Phrasing {
  readonly language: Language;
  readonly t: Translate;
  /** Fills a sentence with data; data can never act as an option of the translator (`lng`, `ns`, `defaultValue` …). */
  sentence(key: `${Namespace}:${string}`, data?: PlainData): string;
  /** As `sentence`, `null` where this language has none. */
  optional(key: `${Namespace}:${string}`, data?: PlainData): string | null;
  /** A registry value's data, `absent` in words where there is none. */
  value(data: RegistryData | null): string;
  milliseconds(ms: number): string;
  /** An ISO 8601 moment in the PC's time zone; text that is no moment comes back as it is. */
  moment(iso: string): string;
}

/** Makes the phrasing of one language. */
export function phrasing(language: Language): Phrasing {
  const t = translator(language);
  const number = new Intl.NumberFormat(writtenAs[language], { maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(writtenAs[language], { dateStyle: 'long', timeStyle: 'short' });
  const list = new Intl.ListFormat(writtenAs[language], { style: 'long', type: 'conjunction' });
  const sentence: Phrasing['sentence'] = (key, data = {}) => {
    const replace = Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        name,
        Array.isArray(value) ? list.format(value.map(String)) : dayInWords(value ?? '—', language),
      ]),
    );
    return t(key, { replace, ...counted(data) });
  };
  return {
    language,
    t,
    sentence,
    optional: (key, data = {}) => (hasSentence(language, key, counted(data)) ? sentence(key, data) : null),
    value: (data) => (data === null ? t('report:value.absent') : plainValue(data)),
    milliseconds: (ms) => `${number.format(ms)}\u00a0ms`,
    moment: (iso) => (Number.isNaN(Date.parse(iso)) ? iso : date.format(new Date(iso))),
  };
}

/** The number that chooses between one and several. */
function counted({ count }: PlainData): { readonly count?: number } {
  return typeof count === 'number' ? { count } : {};
}

const longestValue = 120;

function plainValue({ data }: RegistryData): string {
  const text = Array.isArray(data) ? data.join('; ') : typeof data === 'string' ? `“${data}”` : String(data);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
