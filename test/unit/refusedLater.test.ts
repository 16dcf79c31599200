// A policy that shows only while it is carried out that it cannot be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../electron/model/problem.ts';
import { refuseCaFile } from '../../electron/policy/refusedLater.ts';
import { resolveSettings } from '../../electron/policy/settings.ts';

const file = 'C:\\ProgramData\\ca.pem';
function settings(origin: 'machinePolicy' | 'userPolicy' | 'file') {
  const layers = origin === 'file' ? [] : [{ origin, values: { caFile: file } }];
  const resolved = resolveSettings(
    {},
    origin === 'file' ? { caFile: file } : {},
    { language: 'en', workstation: 'windows' },
    { layers, findings: [] },
  );
  assert.ok(resolved.ok);
  return resolved.value;
}

test('a CA file of a policy that is unreadable or holds no certificate is refused, whichever policy it was', () => {
  for (const [origin, hive] of [
    ['machinePolicy', 'HKLM'],
    ['userPolicy', 'HKCU'],
  ] as const) {
    for (const [code, wrong] of [
      ['caFile.unreadable', 'fileUnreadable'],
      ['caFile.noCertificate', 'noCertificate'],
    ] as const) {
      const left = refuseCaFile(settings(origin), problem(code, { file }));
      assert.equal(left?.caFile, null);
      const [{ id, subject, data } = assert.fail('nothing is told')] = left.decided.notices;
      assert.deepEqual([id, data.wrong, data.expected], ['policy.invalid', wrong, file]);
      assert.ok(subject.startsWith(`${hive}\\`) && subject.endsWith('!CaFile'), subject);
    }
  }
});

test('one of the configuration file, and every other problem, stay what they are', () => {
  assert.equal(refuseCaFile(settings('file'), problem('caFile.unreadable', { file })), undefined);
  assert.equal(refuseCaFile(settings('machinePolicy'), problem('workstation.busy')), undefined);
});
