// Words for people: every sentence exists in every language, with the same place-holders, and translators know what each is for.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import notesCli from '../../assets/locales/notes/cli.json' with { type: 'json' };
import notesCommon from '../../assets/locales/notes/common.json' with { type: 'json' };
import notesDesktop from '../../assets/locales/notes/desktop.json' with { type: 'json' };
import notesFindings from '../../assets/locales/notes/findings.json' with { type: 'json' };
import notesKeys from '../../assets/locales/notes/keys.json' with { type: 'json' };
import notesMsi from '../../assets/locales/notes/msi.json' with { type: 'json' };
import notesNsis from '../../assets/locales/notes/nsis.json' with { type: 'json' };
import notesPage from '../../assets/locales/notes/page.json' with { type: 'json' };
import notesPolicy from '../../assets/locales/notes/policy.json' with { type: 'json' };
import notesProblems from '../../assets/locales/notes/problems.json' with { type: 'json' };
import notesReport from '../../assets/locales/notes/report.json' with { type: 'json' };
import { accountKinds, updateChannels } from '../../electron/model/outlook.ts';
import { addInLoads, pcSchema } from '../../electron/model/pc.ts';
import { findingStatuses, remedyActors, verdicts } from '../../electron/model/finding.ts';
import { keyLevels, keyStates } from '../../electron/model/keys.ts';
import { endpointSchema, routeIds, routeOutcomes } from '../../electron/model/check.ts';
import { problemExitStatus } from '../../electron/model/problem.ts';
import { registryWays } from '../../electron/model/registryWords.ts';
import { wrongs } from '../../electron/model/schemaIssue.ts';
import { signInReasons } from '../../electron/model/signIns.ts';
import { languages, stepIds, stepStates } from '../../electron/model/walk.ts';
import { locales, namespaces, type Namespace } from '../../electron/words/locales.ts';
import { hasSentence } from '../../electron/words/translate.ts';
import { commands, commonOptions } from '../../electron/cli/commandTable.ts';

const notes: Readonly<Record<Namespace, Readonly<Record<string, string>>>> = {
  common: notesCommon,
  findings: notesFindings,
  keys: notesKeys,
  problems: notesProblems,
  report: notesReport,
  cli: notesCli,
  page: notesPage,
  policy: notesPolicy,
  desktop: notesDesktop,
  msi: notesMsi,
  nsis: notesNsis,
};

const words = (language: (typeof languages)[number], namespace: Namespace): Readonly<Record<string, string>> =>
  locales[language][namespace];
const placeholders = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map(([, name]) => name ?? '').sort();

for (const namespace of namespaces) {
  describe(`the words of ${namespace}`, () => {
    const english = words('en', namespace);

    for (const language of languages) {
      test(`say the same things in ${language} as in English, with the same place-holders`, () => {
        const own = words(language, namespace);
        assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort());
        for (const [key, sentence] of Object.entries(own)) {
          assert.deepEqual(
            [...new Set(placeholders(sentence))],
            [...new Set(placeholders(english[key] ?? ''))],
            `${language}/${namespace}: ${key}`,
          );
          assert.notEqual(sentence.trim(), '', `${language}/${namespace}: ${key} is empty`);
        }
      });
    }

    test('follow French typography: ’ in words and no breaking space before : ; ! ? »', () => {
      for (const [key, sentence] of Object.entries(words('fr', namespace))) {
        assert.doesNotMatch(sentence, /\p{L}'\p{L}/u, `fr/${namespace}: ${key}`);
        assert.doesNotMatch(sentence, / [:;!?»](?=\s|$|[.,)])|« /u, `fr/${namespace}: ${key}`);
      }
    });

    test('are each explained to translators by an exact note or by the one of their group', () => {
      for (const key of Object.keys(english)) {
        const covered = Object.keys(notes[namespace]).some((note) => note === key || (note.endsWith('.') && key.startsWith(note)));
        assert.ok(covered, `notes/${namespace}.json says nothing about ${key}`);
      }
    });

    test('that agree with a number have a form for one and a form for several', () => {
      const forms = Object.keys(english).filter((key) => /_(?:one|other)$/.test(key));
      for (const key of forms) {
        const [whole] = key.split(/_(?:one|other)$/);
        assert.ok(`${whole}_one` in english && `${whole}_other` in english && !(`${whole}` in english), `en/${namespace}: ${key}`);
      }
    });

    test('have no note that explains nothing', () => {
      for (const note of Object.keys(notes[namespace])) {
        const used = Object.keys(english).some((key) => key === note || (note.endsWith('.') && key.startsWith(note)));
        assert.ok(used, `notes/${namespace}.json explains ${note}, which does not exist`);
      }
    });
  });
}

const expected: readonly (readonly [string, readonly `${Namespace}:${string}`[]])[] = [
  ['every problem', Object.keys(problemExitStatus).map((code) => `problems:${code}` as const)],
  ['every command', commands.map((row) => `cli:command.${row.words.join('.')}` as const)],
  ['every option', [...commonOptions, ...commands.flatMap((row) => row.options)].map((option) => `cli:option.${option.id}` as const)],
  [
    'every verdict',
    verdicts.flatMap((verdict) => [`common:verdict.${verdict}`, `report:verdict.${verdict}`, `report:checkVerdict.${verdict}`] as const),
  ],
  ['every status of a finding', findingStatuses.map((status) => `common:status.${status}` as const)],
  ['everyone who can carry out a remedy', remedyActors.map((who) => `common:who.${who}` as const)],
  [
    'every step and its states',
    [...stepIds.map((step) => `common:step.${step}` as const), ...stepStates.map((state) => `common:stepState.${state}` as const)],
  ],
  [
    'every route and its outcomes',
    [...routeIds.map((route) => `common:route.${route}` as const), ...routeOutcomes.map((outcome) => `common:outcome.${outcome}` as const)],
  ],
  [
    'every state and level of a registry value',
    [...keyStates.map((state) => `common:keyState.${state}` as const), ...keyLevels.map((level) => `common:keyLevel.${level}` as const)],
  ],
  ['every update channel', updateChannels.map((channel) => `common:channel.${channel}` as const)],
  [
    'every way in which an add-in loads',
    [...addInLoads, 'off'].flatMap((loads) => [`report:addIn.${loads}`, `page:pc.addIn.${loads}`] as const),
  ],
  [
    'every kind of proxy settings',
    pcSchema.shape.proxy.shape.kind.options.flatMap((kind) => [`report:pc.proxy.${kind}`, `page:pc.proxy.${kind}`] as const),
  ],
  ['everything that can be wrong with an entry', wrongs.map((wrong) => `common:wrong.${wrong}` as const)],
  ['every way to the registry', registryWays.map((way) => `common:registryWay.${way}` as const)],
  ['every reason to remove a saved sign-in', signInReasons.map((reason) => `common:signInReason.${reason}` as const)],
  ['every kind of account', accountKinds.map((kind) => `common:accountKind.${kind}` as const)],
  ['every state of an end point', endpointSchema.shape.state.options.map((state) => `common:endpointState.${state}` as const)],
];

for (const [what, keys] of expected) {
  test(`${what} has its sentence in every language`, () => {
    for (const language of languages) for (const key of keys) assert.ok(hasSentence(language, key), `${language} lacks ${key}`);
  });
}

/** The inside of the object literal that begins at an index, without what is inside of its own brackets. */
function objectFrom(code: string, start: number): string {
  let depth = 0;
  let inside = '';
  for (const character of code.slice(start)) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (depth === 0) inside += character;
    if (depth < 0) break;
  }
  return inside;
}

test('every problem is made with the data that its sentence is filled with', () => {
  const folder = join(import.meta.dirname, '../../electron');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  let seen = 0;
  for (const file of sources) {
    const code = readFileSync(join(folder, file), 'utf8');
    for (const call of code.matchAll(/\bproblem\(\s*'([a-zA-Z.]+)'\s*(?:(,\s*\{)|(?=\)))/g)) {
      const [whole, id = '', opens] = call;
      const data = opens === undefined ? '' : objectFrom(code, call.index + whole.length);
      if (data.includes('...')) continue;
      seen += 1;
      const given = [...data.matchAll(/(?:^|,)\s*([a-zA-Z]+)\s*(?=[:,]|$)/g)].map(([, name]) => name);
      for (const name of placeholders(words('en', 'problems')[id] ?? '')) assert.ok(given.includes(name), `${file}: ${id} lacks ${name}`);
    }
  }
  assert.ok(seen > 30, 'the search for problems has gone blind');
});
