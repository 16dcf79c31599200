// Says where a document breaks its schema and what is wrong there: an id that has its sentence, and what may stand there in notation.
import type * as z from 'zod';

/** What can be wrong with an entry; the sentence is `common:wrong.<id>`. */
export const wrongs = [
  'value',
  'kind',
  'form',
  'entry',
  'tooSmall',
  'tooLarge',
  'tooShort',
  'tooLong',
  'tooFew',
  'tooMany',
  'unknownName',
  'duplicate',
  'refused',
  'controlCharacter',
  'emptySegment',
  'segmentTooLong',
  'unknownPlaceholder',
  'registryType',
  'elsewhere',
  'fileUnreadable',
  'noCertificate',
  'other',
] as const;
export type Wrong = (typeof wrongs)[number];

/** `expected` is notation that needs no translation (`en | fr | de`, `≤ 60`), or the thing that is wrong; '' where there is nothing to add. */
export interface Fault {
  readonly wrong: Wrong;
  readonly expected: string;
}

/** `place` is dotted with brackets for list items, e.g. `keys[3].level`; `$` (RFC 9535) = the document as a whole. */
export interface SchemaIssue extends Fault {
  readonly place: string;
}

type Issue = z.core.$ZodIssue;
/** Numbers, texts and lists are too much or too little in different words. */
const measures: Readonly<Record<string, { readonly small: Wrong; readonly big: Wrong }>> = {
  string: { small: 'tooShort', big: 'tooLong' },
  array: { small: 'tooFew', big: 'tooMany' },
  set: { small: 'tooFew', big: 'tooMany' },
};
const ofNumbers = { small: 'tooSmall', big: 'tooLarge' } as const;

/** The kinds of JSON values as they are written there. */
const jsonNotation: Readonly<Record<string, string>> = {
  string: '"…"',
  number: '0 1 2.5 …',
  int: '0 1 2 …',
  boolean: 'true | false',
  array: '[ … ]',
  object: '{ … }',
  record: '{ … }',
};

type Describe<C extends Issue['code']> = (issue: Extract<Issue, { code: C }>) => Fault;

/** One row an issue of zod: its own id and what was expected. A union is followed into a branch before it comes here. */
const table: { readonly [C in Issue['code']]: Describe<C> } = {
  invalid_type: ({ expected }) => ({ wrong: 'kind', expected: jsonNotation[expected] ?? expected }),
  invalid_value: ({ values }) => ({ wrong: 'value', expected: values.map(String).join(' | ') }),
  too_small: ({ origin, minimum, inclusive }) => ({
    wrong: (measures[origin] ?? ofNumbers).small,
    expected: `${inclusive === false ? '>' : '≥'} ${String(minimum)}`,
  }),
  too_big: ({ origin, maximum, inclusive }) => ({
    wrong: (measures[origin] ?? ofNumbers).big,
    expected: `${inclusive === false ? '<' : '≤'} ${String(maximum)}`,
  }),
  invalid_format: ({ pattern, format }) => ({ wrong: 'form', expected: pattern ?? format }),
  unrecognized_keys: ({ keys }) => ({ wrong: 'unknownName', expected: keys[0] ?? '' }),
  custom: ({ params }) => {
    const expected: unknown = params?.expected;
    return typeof expected === 'string' ? { wrong: 'form', expected } : { wrong: 'other', expected: '' };
  },
  not_multiple_of: ({ divisor }) => ({ wrong: 'form', expected: `${divisor} × n` }),
  invalid_union: () => ({ wrong: 'other', expected: '' }),
  invalid_key: () => ({ wrong: 'other', expected: '' }),
  invalid_element: () => ({ wrong: 'other', expected: '' }),
};

/** The first thing that is wrong; a union is followed into the branch that came nearest (the one with the fewest issues). */
export function firstIssue(error: z.ZodError): SchemaIssue {
  const [issue] = error.issues;
  return issue ? describe(issue, []) : { place: '$', wrong: 'other', expected: '' };
}

function describe(issue: Issue, above: readonly PropertyKey[]): SchemaIssue {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
    const inner = nearest?.[0];
    if (inner) return describe(inner, path);
  }
  const place = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
  return { place: placeOf(place), ...faultOf(issue) };
}

function faultOf<C extends Issue['code']>(issue: Extract<Issue, { code: C }> & { readonly code: C }): Fault {
  return table[issue.code](issue);
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '$';
  return path.reduce<string>((place, part) => {
    if (typeof part === 'number') return `${place}[${part}]`;
    return place === '' ? String(part) : `${place}.${String(part)}`;
  }, '');
}
