// A policy that shows only while it is carried out that it cannot be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../electron/model/problem.ts';
import type { Policies } from '../../electron/policy/policies.ts';
import { refuseCaFile, resolution, type Resolution } from '../../electron/policy/refusedLater.ts';
import { resolveSettings } from '../../electron/policy/settings.ts';

const file = 'C:\\ProgramData\\ca.pem';
const mailDomain = 'company.com';

interface CaFiles {
  readonly machinePolicy?: string;
  readonly userPolicy?: string;
  readonly commandLine?: string;
  readonly file?: string;
}

/** Settings where these places name a CA file; the PC's policies decide the mail domain besides. */
function resolved({ machinePolicy, userPolicy, commandLine, file: configured }: CaFiles): Resolution {
  const named = (caFile: string | undefined) => (caFile === undefined ? {} : { caFile });
  const policies: Policies = {
    layers: [
      { origin: 'machinePolicy', values: { mailDomain, ...named(machinePolicy) } },
      { origin: 'userPolicy', values: named(userPolicy) },
    ],
    findings: [],
  };
  const here = { language: 'en', workstation: 'windows' } as const;
  const made = resolution((counting) => resolveSettings(named(commandLine), named(configured), here, counting), policies);
  assert.ok(made.ok);
  return made.value;
}

const told = ({ settings }: Resolution) => settings.decided.notices.map(({ id, subject, data }) => ({ id, subject, wrong: data.wrong }));
const caFileOf = ({ settings }: Resolution) => {
  const report = settings.decided.settings.find(({ name }) => name === 'caFile');
  return { counts: settings.caFile, value: report?.value, origin: report?.origin, locked: report?.locked };
};

test('a CA file of a policy that is unreadable or holds no certificate is refused, whichever policy it was', () => {
  for (const [origin, hive] of [
    ['machinePolicy', 'HKLM'],
    ['userPolicy', 'HKCU'],
  ] as const) {
    for (const [code, wrong] of [
      ['caFile.unreadable', 'fileUnreadable'],
      ['caFile.noCertificate', 'noCertificate'],
    ] as const) {
      const left = refuseCaFile(resolved({ [origin]: file }), problem(code, { file }));
      assert.ok(left);
      assert.deepEqual(caFileOf(left), { counts: null, value: null, origin: 'default', locked: false });
      assert.equal(left.settings.mailDomain, mailDomain);
      const [{ id, subject, data } = assert.fail('nothing is told')] = left.settings.decided.notices;
      assert.deepEqual([id, data.wrong, data.expected], ['policy.invalid', wrong, file]);
      assert.ok(subject.startsWith(`${hive}\\`) && subject.endsWith('!CaFile'), subject);
    }
  }
});

test('the file of the next weaker place counts then, as where the policy had the wrong form', () => {
  for (const [weaker, origin, locked] of [
    ['userPolicy', 'userPolicy', true],
    ['commandLine', 'commandLine', false],
    ['file', 'file', false],
  ] as const) {
    const good = 'C:\\good.pem';
    const left = refuseCaFile(resolved({ machinePolicy: file, [weaker]: good }), problem('caFile.unreadable', { file }));
    assert.ok(left);
    assert.deepEqual(caFileOf(left), { counts: good, value: good, origin, locked });
    // What was typed is not overridden any more.
    assert.deepEqual(
      told(left).map(({ id, wrong }) => [id, wrong]),
      [['policy.invalid', 'fileUnreadable']],
    );
  }
});

test('two policies may be refused one after the other', () => {
  const first = refuseCaFile(resolved({ machinePolicy: file, userPolicy: 'D:\\ca.pem' }), problem('caFile.unreadable', { file }));
  assert.ok(first);
  const second = refuseCaFile(first, problem('caFile.noCertificate', { file: 'D:\\ca.pem' }));
  assert.ok(second);
  assert.equal(second.settings.caFile, null);
  assert.deepEqual(
    told(second).map(({ subject, wrong }) => [subject.slice(0, 4), wrong]),
    [
      ['HKLM', 'fileUnreadable'],
      ['HKCU', 'noCertificate'],
    ],
  );
  assert.equal(refuseCaFile(second, problem('caFile.unreadable', { file })), undefined);
});

test('one of the configuration file, and every other problem, stay what they are', () => {
  assert.equal(refuseCaFile(resolved({ file }), problem('caFile.unreadable', { file })), undefined);
  assert.equal(refuseCaFile(resolved({ machinePolicy: file }), problem('workstation.busy')), undefined);
});
