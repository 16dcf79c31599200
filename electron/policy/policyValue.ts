// What one policy value of the registry says: every way in which GPO, an installer or a hand may have written it.
import { win32 } from 'node:path';
import type { RegistryData } from '../model/registry.ts';
import { firstIssue, type Fault, type Wrong } from '../model/schemaIssue.ts';
import { boundsOf, looksLikePath, type SettingKind, type SettingRow } from './settingsTable.ts';

export type PolicyValue =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Nothing stands in it, as an installer leaves a property that was not given. */
  | { readonly kind: 'empty' }
  | ({ readonly kind: 'invalid' } & Fault);

/** Registry types a kind may be written in; text may hold digits and lists, because Windows Installer writes little else. */
const typesOf: Readonly<Record<SettingKind, readonly RegistryData['type'][]>> = {
  text: ['REG_SZ', 'REG_EXPAND_SZ'],
  choice: ['REG_SZ', 'REG_EXPAND_SZ'],
  list: ['REG_MULTI_SZ', 'REG_SZ', 'REG_EXPAND_SZ'],
  switch: ['REG_DWORD', 'REG_SZ', 'REG_EXPAND_SZ'],
  seconds: ['REG_DWORD', 'REG_SZ', 'REG_EXPAND_SZ'],
};

const invalid = (wrong: Wrong, expected: string): PolicyValue => ({ kind: 'invalid', wrong, expected });

/**
 * Reads one value against its row: whole seconds, 0 or 1, lists as REG_MULTI_SZ or parted by `;` or `,`. `%VARIABLES%` count in paths of
 * type REG_EXPAND_SZ only, as in Windows itself. Pure.
 */
export function readPolicyValue(
  row: SettingRow,
  written: RegistryData,
  environment: Readonly<Record<string, string | undefined>>,
): PolicyValue {
  if (!typesOf[row.kind].includes(written.type)) return invalid('registryType', typesOf[row.kind].join(' | '));
  const raw = rawOf(row, written);
  if (raw === undefined) return { kind: 'empty' };
  const isPath = typeof raw === 'string' && (row.path === 'always' || (row.path === 'ifItLooksSo' && looksLikePath(raw)));
  const value = isPath && written.type === 'REG_EXPAND_SZ' ? expanded(raw, environment) : raw;
  if (isPath && !win32.isAbsolute(String(value))) return invalid('form', 'C:\\… | \\\\…');
  const parsed = row.schema.safeParse(value);
  if (parsed.success) return { kind: 'value', value: parsed.data };
  if (row.kind === 'switch') return invalid('value', '0 | 1');
  if (row.kind === 'seconds') return invalid('value', boundsOf(row.schema));
  const { place, wrong, expected } = firstIssue(parsed.error);
  return invalid(place === '$' ? wrong : 'entry', expected);
}

/** The value as the configuration file would hold it, `undefined` where nothing stands in it. */
function rawOf({ kind }: SettingRow, { data }: RegistryData): string | number | readonly string[] | undefined {
  if (typeof data === 'number') return data;
  const parts = (typeof data === 'string' ? (kind === 'list' ? data.split(/[;,]/) : [data]) : data).map((part) => part.trim());
  if (kind === 'list') return orNothing(parts.filter((part) => part !== ''));
  const [text = ''] = parts;
  if (text === '') return undefined;
  return (kind === 'switch' || kind === 'seconds') && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function orNothing(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** As ExpandEnvironmentStrings: names without regard to case, what is unknown stays. */
function expanded(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const known = new Map(Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value]));
  return text.replace(/%([^%]+)%/g, (whole, name: string) => known.get(name.toUpperCase()) ?? whole);
}
