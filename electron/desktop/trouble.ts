// The page that stands in when the window's own page broke down: what happened, where the log is, and three ways on. No script.
import { randomBytes } from 'node:crypto';
import { closedHeaders } from '../bridge/pageFiles.ts';
import type { Language } from '../model/walk.ts';
import type { ExtraResponse } from './scheme.ts';
import { wordsIn } from './words.ts';

/** What its links stand for, by path; a link needs no bridge and no script. */
export const troublePaths = { again: '/again', showLog: '/log', quit: '/quit' } as const;
export const troublePath = '/trouble';

/** Sentences `desktop:trouble.<kind>.title` and `.text`. */
export type TroubleKind = 'gone' | 'notLoaded';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const style = `:root{color-scheme:light dark}
body{margin:0;background:Canvas;color:CanvasText;font:15px/1.5 'Segoe UI',system-ui,sans-serif}
@media not (forced-colors:active){body{background:#fff;color:#242424}a{background:#fff;color:#242424;border-color:#d1d1d1}
a:first-of-type{background:#0f6cbd;color:#fff;border-color:#0f6cbd}}
@media (prefers-color-scheme:dark) and (not (forced-colors:active)){body{background:#292929;color:#fff}a{background:#292929;color:#fff;border-color:#666}
a:first-of-type{background:#115ea3;border-color:#115ea3}}
aside{padding:6px 20px;background:#ffc83d;color:#201f1e}aside strong{letter-spacing:.08em;margin-right:16px}
main{max-width:60ch;margin:10vh auto 0;padding:24px}h1{font-size:28px;font-weight:600;line-height:1.3;margin:0 0 16px}
nav{display:flex;flex-wrap:wrap;gap:12px;margin:24px 0}a{padding:6px 16px;border:1px solid;border-radius:4px;text-decoration:none;font-weight:600}
a:focus-visible{outline:3px solid Highlight;outline-offset:2px}code{overflow-wrap:anywhere}`;

/** The page and its headers: its content policy lets in this one style sheet and nothing else. */
export async function troublePage(
  kind: TroubleKind,
  { language, practice, logFile }: { readonly language: Language; readonly practice: boolean; readonly logFile: string },
): Promise<ExtraResponse> {
  const t = await wordsIn(language);
  const nonce = randomBytes(16).toString('base64');
  const link = (name: keyof typeof troublePaths) => `<a href="${troublePaths[name]}">${escaped(t(`desktop:trouble.${name}`))}</a>`;
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(t('common:product.name'))}</title><style nonce="${nonce}">${style}</style></head>
<body>${practice ? `<aside><strong>${escaped(t('common:practice.banner'))}</strong> ${escaped(t('common:practice.explain'))}</aside>` : ''}<main role="alert"><h1>${escaped(t(`desktop:trouble.${kind}.title`))}</h1>
<p>${escaped(t(`desktop:trouble.${kind}.text`))}</p>
<nav>${link('again')}${link('showLog')}${link('quit')}</nav>
<p>${escaped(t('desktop:trouble.log'))} <code>${escaped(logFile)}</code></p></main></body></html>`;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { headers: { ...closedHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }, body };
}
