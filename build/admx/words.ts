// The words of templates and documentation: the product's own locales.
import type { Language } from '../../electron/model/walk.ts';
import { translator, type Translate } from '../../electron/words/translate.ts';

/** The translator of one language, in which data only fills sentences. */
export function words(language: Language): (key: Parameters<Translate>[0], data?: Readonly<Record<string, string>>) => string {
  const t = translator(language);
  return (key, data) => t(key, data === undefined ? {} : { replace: { ...data } });
}
