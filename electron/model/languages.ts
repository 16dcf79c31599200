// The languages the program speaks; apart from every schema, for whoever must not wait for one.

export const languages = ['en', 'fr', 'de'] as const;
export type Language = (typeof languages)[number];
