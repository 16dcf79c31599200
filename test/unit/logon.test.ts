// The logon apply's decisions: what counts as the same set-up, when nothing is left to do, and what a damaged marker is.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import bluemind5 from '../../assets/catalogues/bluemind-5.json' with { type: 'json' };
import { isSettled, logonFingerprint, type LogonDecisions } from '../../electron/job/logon.ts';
import { logonMarkerName, readLogonMarker, writeLogonMarker, type LogonMarker } from '../../electron/job/logonMarker.ts';
import { stepIds, type StepId, type StepReport } from '../../electron/model/walk.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bmos-logon-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const decisions: LogonDecisions = {
  email: null,
  mailDomain: 'practice.example',
  aliases: ['practice.net'],
  serverUrl: null,
  catalogue: 'bluemind-5',
  chosen: [],
  profileName: 'BlueMind',
  defaultMode: 'always',
};
const fingerprint = async (version: string, changed: Partial<LogonDecisions> = {}): Promise<string> => {
  const made = await logonFingerprint(version, { ...decisions, ...changed });
  assert.ok(made.ok, JSON.stringify(made));
  return made.value;
};

describe('a set-up at sign-in', () => {
  it('is the same again with the same version and decisions', async () => {
    assert.equal(await fingerprint('1.0.0'), await fingerprint('1.0.0'));
  });

  it('is another one with each other version or decision', async () => {
    const all = [
      await fingerprint('1.0.0'),
      await fingerprint('1.0.1'),
      await fingerprint('1.0.0', { email: 'user@practice.example' }),
      await fingerprint('1.0.0', { mailDomain: 'other.example' }),
      await fingerprint('1.0.0', { aliases: [] }),
      await fingerprint('1.0.0', { serverUrl: 'https://mail.practice.example/' }),
      await fingerprint('1.0.0', { catalogue: 'bluemind-4' }),
      await fingerprint('1.0.0', { chosen: ['excludeSrvRecord'] }),
      await fingerprint('1.0.0', { profileName: 'Other' }),
      await fingerprint('1.0.0', { defaultMode: 'keep' }),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it('is another one when the file of a catalogue says something else', async () => {
    const catalogue = path.join(folder, 'own.json');
    await writeFile(catalogue, JSON.stringify({ ...bluemind5, id: 'own' }));
    const first = await fingerprint('1.0.0', { catalogue });
    await writeFile(catalogue, JSON.stringify({ ...bluemind5, id: 'own', keys: bluemind5.keys.slice(1) }));
    assert.notEqual(await fingerprint('1.0.0', { catalogue }), first);
  });

  it('is none with a catalogue that is not there', async () => {
    const made = await logonFingerprint('1.0.0', { ...decisions, catalogue: 'bluemind-3' });
    assert.equal(made.ok ? 'ok' : made.problem.code, 'catalogue.unknown');
  });
});

describe('a set-up at sign-in is settled', () => {
  const steps = (states: Partial<Record<StepId, StepReport['state']>>) => ({
    steps: stepIds.map((step): StepReport => ({ step, state: states[step] ?? 'done', changed: false })),
  });
  for (const [what, states, settled] of [
    ['when every step is done', {}, true],
    ['when only Outlook’s first start waits for the person', { firstStart: 'waiting' }, true],
    ['when something needs attention that no repetition mends', { reach: 'attention', keys: 'attention' }, true],
    ['when the profile holds somebody else’s account', { profile: 'failed', firstStart: 'skipped' }, true],
    ['not while the server was not reached', { reach: 'failed' }, false],
    ['not without an Outlook', { inspect: 'failed', reach: 'skipped', keys: 'skipped', profile: 'skipped', firstStart: 'skipped' }, false],
    ['not when a later step was not tried', { reach: 'failed', keys: 'skipped', profile: 'skipped' }, false],
    ['not while an open Outlook keeps the profile from being the one it opens', { profile: 'attention' }, false],
    ['not while keys wait', { keys: 'waiting' }, false],
  ] as const) {
    it(what, () => assert.equal(isSettled(steps(states)), settled));
  }
});

describe('the marker of a set-up at sign-in', () => {
  const marker = {
    fingerprint: 'a'.repeat(64),
    version: '1.0.0',
    at: '2026-11-27T08:00:00.000Z',
    verdict: 'attention',
    changed: ['keys', 'profile'],
  } as const satisfies Omit<LogonMarker, 'format' | 'formatVersion' | 'changed'> & { readonly changed: readonly StepId[] };
  const write = () => writeLogonMarker(folder, { ...marker, changed: [...marker.changed] });

  it('is read as it was written, and nothing else lies beside it', async () => {
    assert.deepEqual(await write(), { ok: true, value: undefined });
    assert.deepEqual(await readLogonMarker(folder), { format: 'bluemind-outlook-setup/logon', formatVersion: 1, ...marker });
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('logon')),
      [logonMarkerName],
    );
  });

  for (const [what, content] of [
    ['empty', ''],
    ['cut short', '{"format":"bluemind-outlook-setup/logon","formatVersion":1,"fingerp'],
    ['of another format', JSON.stringify({ format: 'x', formatVersion: 1, ...marker })],
    ['of a later format', JSON.stringify({ format: 'bluemind-outlook-setup/logon', formatVersion: 2, ...marker })],
    ['without a fingerprint', JSON.stringify({ format: 'bluemind-outlook-setup/logon', formatVersion: 1, ...marker, fingerprint: '' })],
    ['not JSON', Buffer.from([0xff, 0xfe, 0, 1])],
    ['too large', `"${'x'.repeat(100_000)}"`],
  ] as const) {
    it(`counts as none when it is ${what}`, async () => {
      await writeFile(path.join(folder, logonMarkerName), content);
      assert.equal(await readLogonMarker(folder), undefined);
    });
  }

  it('counts as none when it is not there, or is a folder', async () => {
    assert.equal(await readLogonMarker(path.join(folder, 'nowhere')), undefined);
    assert.equal(await readLogonMarker(tmpdir()), undefined);
  });

  it('that cannot be written is a problem and not a crash', async () => {
    const file = path.join(folder, 'a-file');
    await writeFile(file, '');
    const written = await writeLogonMarker(file, { ...marker, changed: [] });
    assert.equal(written.ok ? 'ok' : written.problem.code, 'workstation.folderNotWritable');
  });
});
