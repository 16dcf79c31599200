// Who wins: policies of the PC, policies of the person, the command line, the configuration file, defaults; and whose address it is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { settingNames, settingOrigins, type SettingName } from '../../electron/model/settings.ts';
import { decideAddress } from '../../electron/policy/address.ts';
import { mergeLayers, type Layer } from '../../electron/policy/layers.ts';
import { resolveSettings } from '../../electron/policy/settings.ts';
import { settingRows, type SettingValues } from '../../electron/policy/settingsTable.ts';

const here = { language: 'en', workstation: 'practice' } as const;
const policy = (values: SettingValues, origin: Layer['origin'] = 'machinePolicy') => ({ layers: [{ origin, values }], findings: [] });
const settings = (...given: Parameters<typeof resolveSettings>) => {
  const result = resolveSettings(...given);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

/** Layers in any order, each deciding any settings; a value says which layer it is of. */
const layers = fc.tuple(...settingOrigins.slice(0, 4).map(() => fc.subarray([...settingNames]))).chain((decided) =>
  fc.shuffledSubarray(
    decided.map((names, at): Layer => {
      const origin = settingOrigins[at] ?? 'default';
      return { origin, values: Object.fromEntries(names.map((name) => [name, `${origin} ${name}`])) };
    }),
    { minLength: 4 },
  ),
);

test('of each setting the strongest place counts, whatever the order in which they were read', () => {
  fc.assert(
    fc.property(layers, (given) => {
      const { values, origins, overridden } = mergeLayers(given);
      const decides = (name: SettingName) =>
        settingOrigins.find((origin) => given.some((layer) => layer.origin === origin && layer.values[name] !== undefined));
      for (const name of settingNames) {
        const strongest = decides(name);
        assert.equal(origins[name], strongest ?? 'default');
        assert.equal(values[name], strongest && `${strongest} ${name}`);
      }
      const typed = given.find(({ origin }) => origin === 'commandLine')?.values ?? {};
      assert.deepEqual(
        overridden.map(({ name, by }) => [name, by]),
        settingNames.flatMap((name) => {
          const strongest = decides(name);
          return typed[name] !== undefined && strongest?.endsWith('Policy') ? [[name, strongest]] : [];
        }),
      );
    }),
  );
});

test('every setting tells its value and its origin, and is locked exactly while a policy decides it', () => {
  const { decided } = settings({ timeout: '2' }, { budget: 9 }, here, policy({ profileName: 'Company' }));
  assert.deepEqual(
    decided.settings.map(({ name }) => name),
    [...settingNames],
  );
  const told = new Map(decided.settings.map(({ name, value, origin, locked }) => [name, [value, origin, locked]]));
  assert.deepEqual(told.get('profileName'), ['Company', 'machinePolicy', true]);
  assert.deepEqual(told.get('timeout'), [2, 'commandLine', false]);
  assert.deepEqual(told.get('budget'), [9, 'file', false]);
  assert.deepEqual(told.get('language'), ['en', 'default', false]);
  for (const name of settingNames)
    if (!['profileName', 'timeout', 'budget', 'language'].includes(name)) {
      assert.deepEqual(told.get(name), [settingRows[name].default, 'default', false]);
    }
});

test('what a policy overrides is said with the option as it was typed, and what it repeats is not', () => {
  const decided = policy({ profileName: 'Company', language: 'fr', aliases: ['a.example'] }, 'userPolicy');
  const {
    profileName,
    language,
    aliases,
    decided: told,
  } = settings({ profile: 'Mine', lang: 'fr', alias: ['b.example'] }, {}, here, decided);
  assert.deepEqual([profileName, language, aliases], ['Company', 'fr', ['a.example']]);
  assert.deepEqual(
    told.notices.map(({ id, data }) => [id, data.option, data.place]),
    [
      ['policy.overrides', '--alias', 'HKCU\\Software\\Policies\\BlueMind\\OutlookSetup!Aliases'],
      ['policy.overrides', '--profile', 'HKCU\\Software\\Policies\\BlueMind\\OutlookSetup!ProfileName'],
    ],
  );
});

test('a policy for the new profile’s name has no say in which existing profile is meant', () => {
  const { namedProfile, profileName, decided } = settings(
    { name: 'Old' },
    {},
    { ...here, namesExisting: true },
    policy({ profileName: 'Company' }),
  );
  assert.deepEqual([namedProfile, profileName, decided.notices], ['Old', 'Company', []]);
});

test('a typing mistake is refused also where a policy would win', () => {
  const refused = resolveSettings({ lang: 'it' }, {}, here, policy({ language: 'fr' }));
  assert.deepEqual(!refused.ok && refused.problem.code, 'usage.invalidValue');
});

describe('the address', () => {
  const nobody = { email: null, mailDomain: null, aliases: [] };
  const company = { email: null, mailDomain: 'company.com', aliases: ['bücher.example'] };
  const decide = (...given: Parameters<typeof decideAddress>) => {
    const { email, assumed, notices } = decideAddress(...given);
    return [email, assumed, notices.map(({ id }) => id)];
  };

  const cases: readonly (readonly [string, Parameters<typeof decideAddress>, readonly unknown[]])[] = [
    ['stays open where nobody decided', [nobody, { user: 'me', address: 'me@other.example' }], [null, false, []]],
    ['is the given one', [{ ...nobody, email: 'a@b.example' }, { user: 'me' }], ['a@b.example', false, []]],
    ['is the one the PC knows, in the mail domain', [company, { user: 'me', address: 'Me@Company.com' }], ['Me@Company.com', false, []]],
    [
      'is the one the PC knows, in another of the domains',
      [company, { user: 'me', address: 'me@bücher.example' }],
      ['me@bücher.example', false, []],
    ],
    [
      'is assumed where the PC knows none',
      [company, { user: 'CORP\\jane.doe' }],
      ['jane.doe@company.com', true, ['policy.assumedAddress']],
    ],
    [
      'is assumed where the PC knows one elsewhere',
      [company, { user: 'me', address: 'me@other.example' }],
      ['me@company.com', true, ['policy.assumedAddress']],
    ],
    [
      'is well-formed whatever the Windows user is called',
      [company, { user: 'Jürgen  (IT) Groß' }],
      ['Jürgen.IT.Groß@company.com', true, ['policy.assumedAddress']],
    ],
    [
      'is well-formed also where nothing of the name can stay',
      [company, { user: '(*)' }],
      ['user@company.com', true, ['policy.assumedAddress']],
    ],
    [
      'given in another domain is taken and told',
      [{ ...company, email: 'me@other.example' }, { user: 'me' }],
      ['me@other.example', false, ['policy.otherDomain']],
    ],
    [
      'given in a domain of the list is right',
      [{ ...company, email: 'me@xn--bcher-kva.example' }, { user: 'me' }],
      ['me@xn--bcher-kva.example', false, []],
    ],
    ['that is none is left to those who say what is wrong with it', [{ ...company, email: 'me' }, { user: 'me' }], ['me', false, []]],
  ];
  for (const [what, given, expected] of cases) {
    test(what, () => {
      assert.deepEqual(decide(...given), expected);
    });
  }
});
