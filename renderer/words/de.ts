// The page's German words, a file of their own in the built page.
import common from '../../assets/locales/de/common.json' with { type: 'json' };
import findings from '../../assets/locales/de/findings.json' with { type: 'json' };
import keys from '../../assets/locales/de/keys.json' with { type: 'json' };
import page from '../../assets/locales/de/page.json' with { type: 'json' };
import problems from '../../assets/locales/de/problems.json' with { type: 'json' };

export const words = { common, findings, keys, page, problems };
