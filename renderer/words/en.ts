// The page's English words, a file of their own in the built page.
import common from '../../assets/locales/en/common.json' with { type: 'json' };
import findings from '../../assets/locales/en/findings.json' with { type: 'json' };
import keys from '../../assets/locales/en/keys.json' with { type: 'json' };
import page from '../../assets/locales/en/page.json' with { type: 'json' };
import problems from '../../assets/locales/en/problems.json' with { type: 'json' };

export const words = { common, findings, keys, page, problems };
