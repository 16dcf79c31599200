// Reads JSON that a person may have written by hand, and says line and column where it stops being JSON (RFC 8259).

export type JsonText =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly line: number; readonly column: number };

/**
 * Parses `text`; a byte order mark, as Windows' Notepad writes it, is passed over. Line and column count from 1 and point at the first
 * character that cannot stand where it stands. Never throws.
 */
export function parseJsonText(text: string): JsonText {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return { ok: true, value: JSON.parse(body) as unknown };
  } catch {
    const before = body.slice(0, firstMistake(body)).split(/\r\n|\r|\n/);
    return { ok: false, line: before.length, column: (before.at(-1) ?? '').length + 1 };
  }
}

const token =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

/** Which kinds of token may stand where something is expected; `text` and `plain` are strings and the other scalars. */
const allowed: Readonly<Record<Expected, string>> = {
  value: '{ [ text plain',
  valueOrEnd: '{ [ ] text plain',
  name: 'text',
  nameOrEnd: 'text }',
  colon: ':',
  commaOrEnd: ', ] }',
  nothing: '',
};

/**
 * Where the text stops being JSON, as an index. Needed because the engine's own message carries a position only for some mistakes
 * (V8 leaves it out for an unexpected token).
 */
function firstMistake(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) return at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
    const kind = found[1] ?? (found[2] === undefined ? 'plain' : 'text');
    const start = token.lastIndex - (found[1] ?? found[2] ?? found[3] ?? '').length;
    if (!allowed[expected].split(' ').includes(kind)) return start;
    const inside = open.at(-1);
    if (kind === '}' || kind === ']') {
      if (inside !== (kind === '}' ? '{' : '[')) return start;
      open.pop();
      expected = open.length === 0 ? 'nothing' : 'commaOrEnd';
    } else if (kind === '{' || kind === '[') {
      open.push(kind);
      expected = kind === '{' ? 'nameOrEnd' : 'valueOrEnd';
    } else if (kind === ',') {
      expected = inside === '{' ? 'name' : 'value';
    } else if (kind === ':') {
      expected = 'value';
    } else if (expected === 'name' || expected === 'nameOrEnd') {
      expected = 'colon';
    } else {
      expected = inside === undefined ? 'nothing' : 'commaOrEnd';
    }
    at = token.lastIndex;
  }
}
