// The arguments: which command they mean, and in which words a mistake is told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commands } from '../../electron/cli/commandTable.ts';
import { helpText } from '../../electron/cli/help.ts';
import { environmentLanguage, typedLanguage } from '../../electron/cli/language.ts';
import { parseArguments } from '../../electron/cli/parse.ts';
import { languages } from '../../electron/model/walk.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import { columnsOf } from '../../electron/report/textLayout.ts';

const parse = (line: string) => parseArguments(line.split(' ').filter((word) => word !== ''));

for (const row of commands) {
  const name = row.words.join(' ');
  test(`“${name}” is a command, and common options stand before or after it`, () => {
    for (const line of [`--json --lang de ${name}`, `${name} --json --lang de`]) {
      const parsed = parse(line);
      assert.ok(parsed.kind === 'run', line);
      assert.equal(parsed.command, row);
      assert.deepEqual([parsed.options.json, parsed.options.lang], [true, 'de']);
    }
  });
}

test('an option that may be repeated keeps every value in order', () => {
  const parsed = parse('check --alias a.example --alias=b.example --fault refused --fault black-hole');
  assert.ok(parsed.kind === 'run');
  assert.deepEqual(
    [parsed.options.alias, parsed.options.fault],
    [
      ['a.example', 'b.example'],
      ['refused', 'black-hole'],
    ],
  );
});

const mistakes: readonly (readonly [string, string, Record<string, string>, string | null])[] = [
  ['chek', 'usage.unknownCommand', { command: 'chek' }, 'check'],
  ['keys aply', 'usage.unknownCommand', { command: 'aply' }, 'apply'],
  ['check --emial a@b.example', 'usage.unknownOption', { option: '--emial' }, '--email'],
  ['report --email a@b.example', 'usage.unknownOption', { option: '--email' }, null],
  ['check --email', 'usage.missingValue', { option: '--email' }, null],
  ['check --dns-server', 'usage.missingValue', { option: '--dns-server' }, null],
  ['keys', 'usage.missingCommand', { command: 'keys', commands: 'plan, apply, undo, list' }, null],
  ['--json profile', 'usage.missingCommand', { command: 'profile', commands: 'list, create, verify, remove, applet' }, null],
  ['check a@b.example', 'usage.excessArgument', { argument: 'a@b.example' }, null],
];
for (const [line, code, data, suggestion] of mistakes) {
  test(`“${line}” is told as ${code}${suggestion === null ? '' : `, with ${suggestion} as what was meant`}`, () => {
    const parsed = parse(line);
    assert.ok(parsed.kind === 'problem', JSON.stringify(parsed));
    assert.deepEqual({ ...parsed.problem, suggestion: parsed.suggestion }, { code, data, suggestion });
  });
}

describe('a password that was typed where it does not belong', () => {
  for (const line of ['check --password=hunter2', 'check --email a@b.example --password-stdin hunter2']) {
    test(`is not repeated: ${line}`, () => {
      const parsed = parse(line);
      assert.equal(parsed.kind, 'problem');
      assert.ok(!JSON.stringify(parsed).includes('hunter2'));
    });
  }
});

describe('help', () => {
  for (const [line, words] of [
    ['', []],
    ['--help', []],
    ['help', []],
    ['help keys', ['keys']],
    ['keys --help', ['keys']],
    ['keys apply -h', ['keys', 'apply']],
    ['check --json --help', ['check']],
  ] as const) {
    test(`is what “${line}” asks for`, () => {
      assert.deepEqual(parse(line), { kind: 'help', words });
    });
  }

  for (const language of languages) {
    test(`in ${language} names every command and every option within the width of the terminal`, () => {
      for (const row of commands) {
        const text = helpText(row.words, phrasing(language), 80);
        for (const option of row.options) assert.ok(text.includes(option.flags), `${row.words.join(' ')} ${option.flags}`);
        for (const line of text.split('\n')) assert.ok(columnsOf(line) <= 80, line);
        assert.ok(helpText([], phrasing(language), 80).includes(row.words.join(' ')));
      }
    });
  }
});

describe('the language before anything else is known', () => {
  test('is the one typed, the last one if several', () => {
    assert.equal(typedLanguage(['check', '--lang', 'fr', '--lang=de']), 'de');
    assert.equal(typedLanguage(['check', '--lang', 'it']), undefined);
  });
  test('follows LC_ALL, LC_MESSAGES and LANG in this order', () => {
    assert.equal(environmentLanguage({ LC_ALL: '', LC_MESSAGES: 'de_AT.UTF-8', LANG: 'fr_FR' }), 'de');
    assert.equal(environmentLanguage({ LC_ALL: 'fr_CA', LANG: 'de' }), 'fr');
    assert.equal(environmentLanguage({ LANG: 'C.UTF-8' }), 'en');
  });
});
