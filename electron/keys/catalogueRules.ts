// What a catalogue must keep to beyond its schema, so that no list of values can do harm or contradict itself.
import type { Catalogue, CatalogueKey } from '../model/keys.ts';
import { foldName } from '../model/registry.ts';
import type { Fault, SchemaIssue, Wrong } from '../model/schemaIssue.ts';
import { isOutOfReach, placementsOf } from './placement.ts';

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
  /** How the key breaks the rule; `undefined` = it does not. */
  readonly breaks: (key: CatalogueKey) => Fault | undefined;
}

const fault = (wrong: Wrong, expected = ''): Fault => ({ wrong, expected });

const rules: readonly Rule[] = [
  {
    field: 'name',
    breaks: (key) =>
      refusedNames.some((name) => foldName(name) === foldName(key.name.trim())) ? fault('refused', key.name.trim()) : undefined,
  },
  { field: 'name', breaks: (key) => (hasControlCharacter(key.name) ? fault('controlCharacter') : undefined) },
  { field: 'path', breaks: (key) => pathFault(key.path) },
  { field: 'path', breaks: (key) => (isOutOfReach(`HKCU\\${key.path}`) ? fault('refused', key.path) : undefined) },
  {
    field: 'office',
    breaks: (key) => (key.office && !key.path.includes(versionSegment) ? fault('form', `path: …\\${versionSegment}\\…`) : undefined),
  },
  { field: 'scope', breaks: (key) => (key.scope === scopeOf(key.path) ? undefined : fault('value', scopeOf(key.path))) },
];

function scopeOf(path: string): 'user' | 'policy' {
  return foldName(path).startsWith(policyRoot) ? 'policy' : 'user';
}

function pathFault(path: string): Fault | undefined {
  if (hasControlCharacter(path)) return fault('controlCharacter');
  for (const segment of path.split('\\')) {
    if (segment === '') return fault('emptySegment');
    // A key's name may have 255 characters (winreg, "Registry element size limits").
    if (segment.length > 255) return fault('segmentTooLong', '≤ 255');
    if (/[{}]/.test(segment) && segment !== versionSegment && !/^\{[0-9a-f-]{36}\}$/i.test(segment))
      return fault('unknownPlaceholder', segment);
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
      const broken = rule.breaks(key);
      if (broken) return { place: `keys[${index}].${rule.field}`, ...broken };
    }
    if (ids.has(key.id)) return { place: `keys[${index}].id`, ...fault('duplicate', key.id) };
    ids.add(key.id);
    for (const { path } of placementsOf(key)) {
      const value = foldName(`${path}\\${key.name}`);
      if (values.has(value)) return { place: `keys[${index}].name`, ...fault('duplicate', `${path}\\${key.name}`) };
      values.add(value);
    }
  }
  return undefined;
}
