// Policies as they stand in a registry: every way of writing that counts, and every value that is refused, with place and reason.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problem } from '../../electron/model/problem.ts';
import type { RegistryData, RegistryValue } from '../../electron/model/registry.ts';
import { failure, success } from '../../electron/model/result.ts';
import { phrasing } from '../../electron/report/phrasing.ts';
import { policyKey, readPolicies } from '../../electron/policy/policies.ts';
import type { Wrong } from '../../electron/model/schemaIssue.ts';
import type { Registry } from '../../electron/workstation/port.ts';

type Values = Readonly<Record<string, RegistryData>>;
const sz = (data: string): RegistryData => ({ type: 'REG_SZ', data });
const expand = (data: string): RegistryData => ({ type: 'REG_EXPAND_SZ', data });
const multi = (...data: string[]): RegistryData => ({ type: 'REG_MULTI_SZ', data });
const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });

const named = (values: Values): RegistryValue[] => Object.entries(values).map(([name, data]) => ({ name, ...data }));
const registry = (machine: Values, user: Values = {}): Pick<Registry, 'readKey'> => ({
  readKey: (path) => {
    const values = { [`HKLM\\${policyKey}`]: machine, [`HKCU\\${policyKey}`]: user }[path];
    return Promise.resolve(success(values && { values: named(values), subkeys: [] }));
  },
});
const read = (machine: Values, user: Values = {}) => readPolicies(registry(machine, user), { programdata: 'C:\\ProgramData' });
const machine = async (values: Values) => {
  const { layers, findings } = await read(values);
  return {
    values: layers[0]?.values,
    findings: findings.map(({ id, data }) => [id, data.place, ...(id === 'policy.invalid' ? [[data.wrong, data.expected]] : [])]),
  };
};

describe('a policy counts', () => {
  const good: readonly (readonly [string, Values, object])[] = [
    ['as text', { MailDomain: sz('company.com') }, { mailDomain: 'company.com' }],
    ['whatever the case of its name', { MAILDOMAIN: sz(' company.com ') }, { mailDomain: 'company.com' }],
    ['as a list', { Aliases: multi('a.example', 'b.example') }, { aliases: ['a.example', 'b.example'] }],
    ['as a list in one text, as an installer writes it', { Aliases: sz('a.example; b.example,') }, { aliases: ['a.example', 'b.example'] }],
    ['as one of the words', { Mode: sz('selfService') }, { mode: 'selfService' }],
    ['as on and off', { LogonApply: dword(1), Shortcuts: dword(0) }, { logonApply: true, shortcuts: false }],
    ['as on and off in digits', { LogonApply: sz('0'), Shortcuts: sz('1') }, { logonApply: false, shortcuts: true }],
    ['as whole seconds', { Timeout: dword(10), Budget: sz('30') }, { timeout: 10, budget: 30 }],
    ['as a folder with a variable', { ReportDir: expand('%ProgramData%\\Reports') }, { reportDir: 'C:\\ProgramData\\Reports' }],
    ['as a catalogue’s name or its file', { Catalogue: sz('bluemind-4') }, { catalogue: 'bluemind-4' }],
    [
      'with a per cent sign in a plain text left alone',
      { SupportContact: expand('100 %programdata%') },
      { supportContact: '100 %programdata%' },
    ],
  ];
  for (const [what, values, expected] of good) {
    test(what, async () => {
      assert.deepEqual(await machine(values), { values: expected, findings: [] });
    });
  }

  test('not at all while nothing stands in it, as an installer leaves a property that was not given', async () => {
    const empty = { MailDomain: sz(''), Aliases: multi(), ServerUrl: sz('  '), LogonApply: sz(''), ProfileName: expand('') };
    assert.deepEqual(await machine(empty), { values: {}, findings: [] });
  });
});

describe('a policy is refused with place and reason, and the others count', () => {
  const place = (name: string): string => `HKLM\\${policyKey}!${name}`;
  const bad: readonly (readonly [string, RegistryData, readonly [Wrong, string]])[] = [
    ['MailDomain', sz('com'), ['form', 'DOMAIN']],
    ['MailDomain', dword(1), ['registryType', 'REG_SZ | REG_EXPAND_SZ']],
    ['Aliases', sz('a.example;b c'), ['entry', 'DOMAIN']],
    ['Aliases', dword(1), ['registryType', 'REG_MULTI_SZ | REG_SZ | REG_EXPAND_SZ']],
    ['ServerUrl', sz('http://mail.example/'), ['form', 'https://HOST']],
    ['ServerUrl', sz('https://me:secret@mail.example/'), ['form', 'https://HOST']],
    ['ProfileName', sz('x'.repeat(65)), ['tooLong', '≤ 64']],
    ['DefaultProfile', sz('never'), ['value', 'always | prompt | keep']],
    ['Mode', sz('kiosk'), ['value', 'technician | selfService']],
    ['Language', sz('it'), ['value', 'en | fr | de']],
    ['Catalogue', sz('own.json'), ['form', 'C:\\… | \\\\…']],
    ['ReportDir', sz('reports'), ['form', 'C:\\… | \\\\…']],
    ['ReportDir', expand('%NoSuchVariable%\\reports'), ['form', 'C:\\… | \\\\…']],
    ['Timeout', dword(0), ['value', '0.1–60']],
    ['Timeout', dword(3600), ['value', '0.1–60']],
    ['Budget', sz('soon'), ['value', '0.1–300']],
    ['Proxy', sz('http://me:secret@proxy:3128'), ['form', 'http://HOST[:PORT] | none | system']],
    ['DnsServer', sz('dns.example'), ['form', 'IP[:PORT]']],
    ['SupportContact', { type: 'REG_BINARY', data: '00' }, ['registryType', 'REG_SZ | REG_EXPAND_SZ']],
    ['Email', sz('user@company.com'), ['elsewhere', `HKCU\\${policyKey}`]],
  ];
  for (const [name, data, reason] of bad) {
    test(`${name} = ${JSON.stringify(data.data).slice(0, 40)} (${data.type})`, async () => {
      const refused = await machine({ [name]: data, Chosen: multi('one') });
      assert.deepEqual(refused, { values: { chosen: ['one'] }, findings: [['policy.invalid', place(name), reason]] });
      assert.ok(!JSON.stringify((await read({ [name]: data })).findings).includes('secret'));
    });
  }

  for (const data of [dword(2), sz('yes')]) {
    test(`LogonApply = ${JSON.stringify(data.data)}`, async () => {
      assert.deepEqual(await machine({ LogonApply: data }), {
        values: {},
        findings: [['policy.invalid', place('LogonApply'), ['value', '0 | 1']]],
      });
    });
  }

  test('a name that nobody knows is told, with its control characters taken out', async () => {
    assert.deepEqual(await machine({ 'Mail\u0007domain ': sz('x') }), {
      values: {},
      findings: [['policy.unknown', place('Mail domain ')]],
    });
  });

  test('Shortcuts are the PC’s business and not one person’s', async () => {
    const { layers, findings } = await read({}, { Shortcuts: dword(0), Mode: sz('selfService') });
    assert.deepEqual(layers[1]?.values, { mode: 'selfService' });
    assert.deepEqual(
      findings.map(({ id, subject }) => [id, subject]),
      [['policy.invalid', `HKCU\\${policyKey}!Shortcuts`]],
    );
  });
});

test('a key that cannot be read is told, and never taken for one that is not there', async () => {
  const denied: Pick<Registry, 'readKey'> = {
    readKey: (path) => Promise.resolve(path.startsWith('HKLM') ? failure(problem('registry.denied', { path })) : success(undefined)),
  };
  const { layers, findings } = await readPolicies(denied, {});
  assert.deepEqual(
    layers.map(({ values }) => values),
    [{}, {}],
  );
  assert.deepEqual(
    findings.map(({ id, status, subject }) => [id, status, subject]),
    [['policy.unreadable', 'fail', `HKLM\\${policyKey}`]],
  );
});

for (const [language, words] of [
  ['en', /Allowed are: en \| fr \| de\. .*decides nothing/],
  ['fr', /Valeurs admises : en \| fr \| de\. .*ne décide rien/],
  ['de', /Erlaubt sind: en \| fr \| de\. .*nichts/],
] as const) {
  test(`a refused policy says in ${language} what may stand there, without a word of the program’s own`, async () => {
    const { findings } = await read({ Language: sz('it') });
    const [finding] = findings;
    assert.ok(finding);
    const said = phrasing(language).sentence('findings:policy.invalid.warn.detail', finding.data).replaceAll('\u00a0', ' ');
    assert.match(said, words);
    assert.doesNotMatch(said, /invalid|_|wrong/);
  });
}
