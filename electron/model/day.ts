// A day as findings carry it, in the words of a language.
import { writtenAs, type Language } from './languages.ts';

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** `2026-10-24` (ISO 8601, UTC) as the language writes it; a value that is no day comes back as it is. Pure. */
export function dayInWords(value: unknown, language: Language): unknown {
  if (typeof value !== 'string' || !isoDay.test(value)) return value;
  const day = new Date(value);
  return Number.isNaN(day.getTime())
    ? value
    : new Intl.DateTimeFormat(writtenAs[language], { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}
