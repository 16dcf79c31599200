// The languages the program speaks; apart from every schema, for whoever must not wait for one.

export const languages = ['en', 'fr', 'de'] as const;
export type Language = (typeof languages)[number];

/** How each writes days, numbers and lists: British English, because its dates cannot be misread outside the United States. */
export const writtenAs = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE' } as const satisfies Record<Language, string>;

/** The supported language nearest to a locale tag such as `de_AT.UTF-8` or `fr-CA`; English when there is none. */
export function nearestLanguage(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split(/[-_.]/)[0];
  return languages.find((language) => language === primary) ?? 'en';
}
