// Takes secrets out of text that goes into a log, and people's names out of mail addresses: logs are sent to help desks. Pure.

/** Stands where something was taken out. */
const gone = '…';

/** Header fields whose value is a secret as a whole (RFC 9110 11.6.2 and 11.7.2, RFC 6265). */
const secretHeader = /\b((?:proxy-)?authorization|(?:set-)?cookie2?)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi;
/** Credentials as they stand in a header (RFC 7617, RFC 6750, RFC 4559), wherever they are. */
const credentials = /\b(basic|bearer|negotiate|ntlm|digest)\s+[A-Za-z0-9+/_=.~-]{6,}/gi;
/** `"password": "…"`, `password=…`, `client_secret: …`, `--password …` and the like; a quoted value may hold spaces. */
const namedSecret =
  /\b([\w-]*(?:passw(?:or)?d|passwort|kennwort|passphrase|secret|token|api[_-]?key|pwd|mot_de_passe)[\w-]*["']?(?:\s*[:=]\s*|\s+(?=\S*\d)))("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;&"'}\])]+)/gi;
/** Name and password before a URL's host (RFC 3986 3.2.1). */
const userInfo = /(\/\/)[^\s/@?#]+@/g;
/** A PEM block's body, should a key ever get near a log. */
const privateKey = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** The part of a mail address before its @; its domain stays, for it is what is being looked at. */
const localPart = /[\p{L}\p{N}.!#$%&'’*+=?^_`{|}~-]+(?=@[\p{L}\p{N}-]+\.)/gu;

const rules: readonly (readonly [RegExp, string])[] = [
  [privateKey, `$1${gone}$2`],
  [secretHeader, `$1$2${gone}`],
  [credentials, `$1 ${gone}`],
  [namedSecret, `$1${gone}`],
  [userInfo, `$1${gone}@`],
  [localPart, gone],
];

/** The text without secrets: passwords, tokens, cookies, Authorization, credentials in URLs, private keys, names in addresses. */
export function redact(text: string): string {
  return rules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
