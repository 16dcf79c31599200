// The help in the person's language, laid out from the table of commands.
import type { Phrasing } from '../report/phrasing.ts';
import { columnsOf, padded, wrapped } from '../report/textLayout.ts';
import { commands, commonOptions, type CommandRow, type OptionRow } from './commandTable.ts';

const programName = 'bluemind-outlook-setup';

interface Entry {
  readonly term: string;
  readonly text: string;
}

/** Help for the command with these words; for a group (`keys`) or none, for all of its commands. */
export function helpText(words: readonly string[], phrasing: Phrasing, columns: number): string {
  const exact = commands.find((row) => row.words.length === words.length && row.words.every((word, index) => word === words[index]));
  const parts = exact ? commandHelp(exact, phrasing) : overview(words, phrasing);
  const common = commonOptions.map((option) => optionEntry(option, phrasing));
  return [
    ...wrapped(parts.usage, columns),
    '',
    ...wrapped(parts.intro, columns),
    ...block(parts.heading, parts.entries, columns),
    ...block(phrasing.t('cli:help.common'), [...common, ...always(phrasing)], columns),
    '',
    ...wrapped(phrasing.t('cli:help.exitStatus'), columns),
    '',
  ].join('\n');
}

interface Parts {
  readonly usage: string;
  readonly intro: string;
  readonly heading: string;
  readonly entries: readonly Entry[];
}

function commandHelp(row: CommandRow, phrasing: Phrasing): Parts {
  return {
    usage: phrasing.sentence('cli:help.usage', { usage: `${programName} ${row.words.join(' ')} [${phrasing.t('cli:help.options')}]` }),
    intro: phrasing.t(`cli:command.${row.words.join('.')}`),
    heading: phrasing.t('cli:help.own'),
    entries: row.options.map((option) => optionEntry(option, phrasing)),
  };
}

function overview([group]: readonly string[], phrasing: Phrasing): Parts {
  const rows = commands.filter((row) => group === undefined || row.words[0] === group);
  const command = group === undefined ? '' : `${group} `;
  return {
    usage: phrasing.sentence('cli:help.usage', {
      usage: `${programName} ${command}<${phrasing.t('cli:help.command')}> [${phrasing.t('cli:help.options')}]`,
    }),
    intro: phrasing.t('cli:help.intro'),
    heading: phrasing.t('cli:help.commands'),
    entries: rows.map((row) => ({ term: row.words.join(' '), text: phrasing.t(`cli:command.${row.words.join('.')}`) })),
  };
}

function optionEntry(option: OptionRow, phrasing: Phrasing): Entry {
  return { term: option.flags, text: phrasing.t(`cli:option.${option.id}`) };
}

function always(phrasing: Phrasing): readonly Entry[] {
  return [
    { term: '-V, --version', text: phrasing.t('cli:option.version') },
    { term: '-h, --help', text: phrasing.t('cli:option.help') },
  ];
}

function block(heading: string, entries: readonly Entry[], columns: number): readonly string[] {
  if (entries.length === 0) return [];
  const term = Math.max(...entries.map((entry) => columnsOf(entry.term)));
  const lead = term + 4;
  return [
    '',
    heading,
    ...entries.flatMap((entry) =>
      wrapped(entry.text, Math.max(columns - lead, 24)).map((line, index) => `  ${padded(index === 0 ? entry.term : '', term)}  ${line}`),
    ),
  ];
}
