// The page's French words, a file of their own in the built page.
import common from '../../assets/locales/fr/common.json' with { type: 'json' };
import findings from '../../assets/locales/fr/findings.json' with { type: 'json' };
import keys from '../../assets/locales/fr/keys.json' with { type: 'json' };
import page from '../../assets/locales/fr/page.json' with { type: 'json' };
import problems from '../../assets/locales/fr/problems.json' with { type: 'json' };

export const words = { common, findings, keys, page, problems };
