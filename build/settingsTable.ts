// Writes the table of settings into README.md, between its two marks, from the table that the product itself reads.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { settingNames, type SettingName } from '../electron/model/settings.ts';
import { commands, commonOptions } from '../electron/cli/commandTable.ts';
import {
  installerProperty,
  isFileSetting,
  policyValueName,
  settingRows,
  type SettingKind,
  type SettingRow,
} from '../electron/policy/settingsTable.ts';
import { settingLimits } from './admx/limits.ts';
import { words } from './admx/words.ts';
import { root } from './root.ts';

const readme = path.join(root, 'README.md');
const marks = ['<!-- settings: written by build/settingsTable.ts -->', '<!-- /settings -->'] as const;

/** How a kind is written as a policy; what an installer writes as text counts as well. */
const types = {
  text: 'REG_SZ',
  list: 'REG_MULTI_SZ',
  choice: 'REG_SZ',
  switch: 'REG_DWORD 0, 1',
  seconds: 'REG_DWORD',
} as const satisfies Record<SettingKind, string>;
const hives = { both: '', machine: ', HKLM only', user: ', HKCU only' } as const satisfies Record<SettingRow['scope'], string>;

/** README.md with today's table between its marks; throws where a mark is missing. */
export async function readmeWithSettings(): Promise<string> {
  const text = await readFile(readme, 'utf8');
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start === undefined || end === undefined || start < 0 || end < start)
    throw new Error('README.md has lost the marks of its settings table');
  return `${text.slice(0, start + marks[0].length)}\n${settingsTable()}\n${text.slice(end)}`;
}

function settingsTable(): string {
  const lines = settingNames.map((name) => `| ${rowOf(name).join(' | ')} |`);
  return [
    '| configuration file | policy | installer | command line | default | what it decides |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function rowOf(name: SettingName): readonly string[] {
  const row = settingRows[name];
  const { choices } = settingLimits(row);
  const property = installerProperty(name);
  const decides = words('en')(`policy:explain.${name}`);
  return [
    isFileSetting(name) ? code(name) : '',
    `${code(policyValueName(name))} (${types[row.kind]}${hives[row.scope]})`,
    property === null ? '' : code(property),
    optionsOf(row).map(code).join(', '),
    row.default === null || [row.default].flat().length === 0 ? '' : code([row.default].flat().join(', ')),
    choices.length === 0 ? decides : `${decides} ${choices.map(code).join(', ')}`,
  ];
}

/** The flags by which a setting can be typed, as the command line itself declares them. */
function optionsOf({ options }: SettingRow): readonly string[] {
  const flags = [...commonOptions, ...commands.flatMap((command) => command.options)].map((option) => option.flags.split(' ')[0] ?? '');
  const camel = (flag: string): string => flag.replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return options.map((option) => {
    const flag = flags.find((each) => camel(each) === option);
    if (flag === undefined) throw new Error(`no command takes the option ${option}`);
    return flag;
  });
}

function code(text: string): string {
  return `\`${text}\``;
}

if (import.meta.main) await writeFile(readme, await readmeWithSettings());
