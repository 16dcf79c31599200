// Plain text in columns: how wide a text is, where it may be broken, and what must not reach a terminal.

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wideScripts = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
/** Control characters and direction overrides: in a host's answer they could rewrite what a terminal shows (Unicode TR 36). */

const unsafe = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** One line of text without anything that acts on a terminal or on the direction of writing. */
export function singleLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(unsafe, '\ufffd');
}

/** Columns that a text takes on a terminal; East Asian wide characters take two (Unicode TR 11). */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (wideScripts.test(segment) ? 2 : 1), 0);
}

/** Pads with spaces to a number of columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Breaks a text into lines of at most `columns`: at spaces, in words that are too long after `\ / . , - @ !`, else anywhere. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of singleLine(text).split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columnsOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = broken(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

function broken(word: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (columnsOf(rest) > columns) {
    const head = startOf(rest, columns);
    const seam = /^.*[\\/.,\-@!]/su.exec(head)?.[0] ?? '';
    const piece = seam.length > head.length / 2 ? seam : head;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

function startOf(text: string, columns: number): string {
  let taken = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += columnsOf(segment);
    if (width > columns && taken !== '') break;
    taken += segment;
  }
  return taken;
}
