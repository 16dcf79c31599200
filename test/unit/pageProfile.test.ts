// What stands in the way of a profile: at its name if the name is to blame, else above the form.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { storeRig } from './storeRig.ts';

for (const [code, place] of [
  ['profile.exists', 'nameProblem'],
  ['profile.nameBackslash', 'nameProblem'],
  ['profile.nameEmpty', 'nameProblem'],
  ['profile.creationFailed', 'problem'],
  ['profile.importPending', 'problem'],
  ['outlook.running', 'problem'],
] as const) {
  test(`A profile that cannot be created because of ${code} says so as ${place}`, async () => {
    const rig = storeRig();
    void rig.state.createProfile();
    await rig.last('createProfile').refuse({ code, data: {} });
    const { problem, nameProblem, writing } = rig.state.profile;
    assert.deepEqual(
      { problem: problem?.code, nameProblem: nameProblem?.code },
      { problem: undefined, nameProblem: undefined, [place]: code },
    );
    assert.equal(writing, false);
  });
}

const list = (...names: readonly string[]) => ({
  practice: true,
  office: '16.0',
  prompt: false,
  profiles: names.map((name) => ({ name, default: false, blank: true, accounts: [] })),
});
const seen = (name: string, state: string) => ({ practice: true, name, state, profile: null });

/** A page whose job is the profile BlueMind, whose first start has ended. */
function started() {
  const rig = storeRig();
  rig.accept('user@first.example');
  rig.know('profile', { name: 'BlueMind', mode: 'always' });
  rig.know('firstStart', { seen: seen('BlueMind', 'bluemind') as never });
  return rig;
}

describe('a profile that is looked at', () => {
  it('is the job’s when it has its name, in any case of letters, and says nothing about it otherwise', () => {
    const rig = started();
    void rig.state.verifyProfile('bluemind');
    assert.equal(rig.last('verifyProfile').input.wanted, 'always');
    void rig.state.verifyProfile('Outlook');
    assert.equal(rig.last('verifyProfile').input.wanted, null);
  });
});

describe('what was seen of the first start', () => {
  it('is forgotten when the profile is removed, and when it is made anew', async () => {
    for (const change of ['remove', 'create'] as const) {
      const rig = started();
      void (change === 'remove' ? rig.state.removeProfile('bluemind', 'bluemind') : rig.state.createProfile());
      await (change === 'remove'
        ? rig.last('removeProfile').answer({ list: list(), backup: 'x.reg' })
        : rig.last('createProfile').answer(list('BlueMind')));
      assert.equal(rig.state.firstStart.seen, null, change);
    }
  });

  it('stays when another profile is removed', async () => {
    const rig = started();
    void rig.state.removeProfile('Old', 'Old');
    await rig.last('removeProfile').answer({ list: list('BlueMind'), backup: 'x.reg' });
    assert.equal(rig.state.firstStart.seen?.state, 'bluemind');
  });
});

describe('the PC', () => {
  it('is read again once a profile was made: the Outlook that was open then had to be closed', async () => {
    const rig = started();
    void rig.state.createProfile();
    assert.equal(rig.count('inspect'), 0);
    await rig.last('createProfile').answer(list('BlueMind'));
    assert.equal(rig.count('inspect'), 1);
  });
});

describe('a profile that is to be the one Outlook opens', () => {
  it('is asked for as it is wanted, and is wanted so from then on', async () => {
    const rig = started();
    rig.know('profile', { mode: 'keep' });
    void rig.state.ensureProfile('always');
    assert.deepEqual(rig.last('ensureProfile').input, { email: 'user@first.example', name: 'BlueMind', default: 'always' });
    await rig.last('ensureProfile').answer({ list: list('BlueMind'), profile: seen('BlueMind', 'blank'), opens: false });
    const { mode, ensured, verified, writing } = rig.state.profile;
    assert.deepEqual([mode, ensured, verified?.state, writing], ['always', { opens: false }, 'blank', false]);
  });

  for (const [state, opens, screen] of [
    ['blank', true, 'outlook'],
    ['bluemind', true, 'outlook'],
    ['pending', true, 'outlook'],
    ['blank', false, 'preparing'],
    ['otherAccount', true, 'preparing'],
  ] as const) {
    it(`leads a person who is alone to ${screen} where it is ${state} and ${opens ? 'opens' : 'does not open'}`, async () => {
      const rig = started();
      void rig.state.prepare();
      await rig.last('inspect').answer({ outlooks: [{}], running: [], address: null });
      await rig.last('check').answer({ verdict: 'ready' });
      await rig.last('planKeys').answer({ counts: { change: 0 }, interrupted: null });
      await rig.last('ensureProfile').answer({ list: list('BlueMind'), profile: seen('BlueMind', state), opens });
      assert.deepEqual([rig.state.selfService.screen, rig.state.selfService.stopped], [screen, screen === 'outlook' ? null : 'profile']);
    });
  }

  it('takes the word of an earlier attempt’s report away', () => {
    const rig = started();
    rig.know('report', { saved: { file: 'x.html', whole: true } });
    void rig.state.prepare();
    assert.equal(rig.state.report.saved, null);
  });
});
