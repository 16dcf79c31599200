// The languages the program speaks; apart from every schema, for whoever must not wait for one.

export const languages = ['en', 'fr', 'de'] as const;
export type Language = (typeof languages)[number];

/** The supported language nearest to a locale tag such as `de_AT.UTF-8` or `fr-CA`; English when there is none. */
export function nearestLanguage(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split(/[-_.]/)[0];
  return languages.find((language) => language === primary) ?? 'en';
}
