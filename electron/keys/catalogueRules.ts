// What a catalogue must keep to beyond its schema, so that no list of values can do harm or contradict itself.
import type { Catalogue, CatalogueKey } from '../model/keys.ts';
import { foldName } from '../model/registry.ts';
import type { SchemaIssue } from '../model/schemaIssue.ts';
import { placementsOf } from './placement.ts';

/**
 * Values that no catalogue may name. Outlook's code does not know ExcludeSrvLookup, only ExcludeSrvRecord (KB 2212902); writing it
 * makes people believe that the SRV record is excluded.
 */
const refusedNames: readonly string[] = ['ExcludeSrvLookup'];

/** The only place-holder of a path, as a whole segment. */
const versionSegment = '{office}';
const policyRoot = 'SOFTWARE\\POLICIES\\';

interface Rule {
  readonly field: keyof CatalogueKey;
  /** Why the key breaks the rule, a stable word; `undefined` = it does not. */
  readonly breaks: (key: CatalogueKey) => string | undefined;
}

const rules: readonly Rule[] = [
  {
    field: 'name',
    breaks: (key) =>
      refusedNames.some((name) => foldName(name) === foldName(key.name.trim())) ? `refused: ${key.name.trim()}` : undefined,
  },
  { field: 'name', breaks: (key) => (hasControlCharacter(key.name) ? 'controlCharacter' : undefined) },
  { field: 'path', breaks: (key) => pathFault(key.path) },
  {
    field: 'office',
    breaks: (key) => (key.office && !key.path.includes(versionSegment) ? `expected: ${versionSegment} in path` : undefined),
  },
  { field: 'scope', breaks: (key) => (key.scope === scopeOf(key.path) ? undefined : `expected: ${scopeOf(key.path)}`) },
];

function scopeOf(path: string): 'user' | 'policy' {
  return foldName(path).startsWith(policyRoot) ? 'policy' : 'user';
}

function pathFault(path: string): string | undefined {
  if (hasControlCharacter(path)) return 'controlCharacter';
  for (const segment of path.split('\\')) {
    if (segment === '') return 'emptySegment';
    // A key's name may have 255 characters (winreg, "Registry element size limits").
    if (segment.length > 255) return 'segmentTooLong';
    if (/[{}]/.test(segment) && segment !== versionSegment && !/^\{[0-9a-f-]{36}\}$/i.test(segment))
      return `unknownPlaceholder: ${segment}`;
  }
  return undefined;
}

function hasControlCharacter(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text);
}

/** The first rule that a catalogue breaks, with its place such as `keys[3].name`; `undefined` for a sound one. */
export function brokenRule(catalogue: Catalogue): SchemaIssue | undefined {
  const ids = new Set<string>();
  const values = new Set<string>();
  for (const [index, key] of catalogue.keys.entries()) {
    for (const rule of rules) {
      const reason = rule.breaks(key);
      if (reason !== undefined) return { place: `keys[${index}].${rule.field}`, reason };
    }
    if (ids.has(key.id)) return { place: `keys[${index}].id`, reason: `duplicate: ${key.id}` };
    ids.add(key.id);
    for (const { path } of placementsOf(key)) {
      const value = foldName(`${path}\\${key.name}`);
      if (values.has(value)) return { place: `keys[${index}].name`, reason: `duplicate: ${path}\\${key.name}` };
      values.add(value);
    }
  }
  return undefined;
}
