// Says where a document breaks its schema and why, in words that need no translation.
import type * as z from 'zod';

/** `place` is dotted with brackets for list items, e.g. `keys[3].level`; `$` (RFC 9535) = the document as a whole. `reason` is a stable word with what was expected. */
export interface SchemaIssue {
  readonly place: string;
  readonly reason: string;
}

/** The first thing that is wrong; a union is followed into the branch that came nearest (the one with the fewest issues). */
export function firstIssue(error: z.ZodError): SchemaIssue {
  const [issue] = error.issues;
  return issue ? describe(issue, []) : { place: '$', reason: 'invalid' };
}

function describe(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): SchemaIssue {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'invalid_union': {
      const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
      const inner = nearest?.[0];
      return inner ? describe(inner, path) : { place: placeOf(path), reason: 'invalid_union' };
    }
    case 'unrecognized_keys':
      return { place: placeOf([...path, issue.keys[0] ?? '']), reason: 'unrecognized_key' };
    case 'invalid_type':
      return { place: placeOf(path), reason: `invalid_type: ${issue.expected}` };
    case 'invalid_value':
      return { place: placeOf(path), reason: `invalid_value: ${issue.values.map(String).join(' | ')}` };
    case 'too_small':
      return { place: placeOf(path), reason: `too_small: ${issue.inclusive === false ? '>' : '≥'} ${String(issue.minimum)}` };
    case 'too_big':
      return { place: placeOf(path), reason: `too_big: ${issue.inclusive === false ? '<' : '≤'} ${String(issue.maximum)}` };
    case 'invalid_format':
      return { place: placeOf(path), reason: `invalid_format: ${issue.format}` };
    case 'custom': {
      const expected: unknown = issue.params?.expected;
      return { place: placeOf(path), reason: typeof expected === 'string' ? `expected: ${expected}` : issue.code };
    }
    default:
      return { place: placeOf(path), reason: issue.code };
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '$';
  return path.reduce<string>((place, part) => {
    if (typeof part === 'number') return `${place}[${part}]`;
    return place === '' ? String(part) : `${place}.${String(part)}`;
  }, '');
}
