// Watching the first start: the page goes on when the account that it waited for comes, and stays where somebody looks at one that is there.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { settle, storeRig, type StoreRig } from './storeRig.ts';

const seen = (state: string) => ({ name: 'BlueMind', state });

/** The page at its first start, with a profile of that name. */
function atFirstStart(): StoreRig {
  const rig = storeRig();
  rig.accept('user@company.example');
  rig.know('profile', { name: 'BlueMind' });
  rig.know('session', { step: 'firstStart' });
  return rig;
}

test('Opening Outlook leads on when the account is there', async () => {
  const rig = atFirstStart();
  void rig.state.openOutlook();
  await rig.last('openOutlook').answer({ opened: true });
  await rig.last('verifyProfile').answer(seen('bluemind'));
  assert.equal(rig.state.session.step, 'report');
});

test('A watch leads on when the account comes while it watches', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const rig = atFirstStart();
    void rig.state.watchProfile();
    await rig.last('verifyProfile').answer(seen('blank'));
    mock.timers.tick(1000);
    await settle();
    assert.equal(rig.count('verifyProfile'), 2);
    await rig.last('verifyProfile').answer(seen('bluemind'));
    assert.equal(rig.state.session.step, 'report');
  } finally {
    mock.timers.reset();
  }
});

test('Whoever comes back to the step, or looks at the profile again, stays there', async () => {
  const rig = atFirstStart();
  void rig.state.openOutlook();
  await rig.last('openOutlook').answer({ opened: true });
  await rig.last('verifyProfile').answer(seen('bluemind'));
  rig.state.stopWatching();
  rig.state.openStep('firstStart');
  for (let looks = 0; looks < 2; looks += 1) {
    void rig.state.watchProfile();
    await rig.last('verifyProfile').answer(seen('bluemind'));
    assert.equal(rig.state.session.step, 'firstStart');
    assert.equal(rig.state.firstStart.watching, false);
  }
  // Outlook opened a second time has nothing to wait for either.
  void rig.state.openOutlook();
  await rig.last('openOutlook').answer({ opened: true });
  await rig.last('verifyProfile').answer(seen('bluemind'));
  assert.equal(rig.state.session.step, 'firstStart');
});

test('Leaving the step while Outlook opens ends the watching before it begins', async () => {
  const rig = atFirstStart();
  void rig.state.openOutlook();
  rig.state.stopWatching();
  rig.state.openStep('keys');
  await rig.last('openOutlook').answer({ opened: true });
  assert.equal(rig.count('verifyProfile'), 0);
  assert.deepEqual([rig.state.firstStart.opening, rig.state.firstStart.opened, rig.state.firstStart.watching], [false, true, false]);
});

test('A watch that was stopped asks no more', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const rig = atFirstStart();
    void rig.state.watchProfile();
    await rig.last('verifyProfile').answer(seen('blank'));
    rig.state.stopWatching();
    mock.timers.tick(5000);
    await settle();
    assert.equal(rig.count('verifyProfile'), 1);
  } finally {
    mock.timers.reset();
  }
});

test('Outlook that opens for an address or a profile that is not the page’s any more says nothing about the new one', async () => {
  const rig = atFirstStart();
  void rig.state.openOutlook();
  rig.state.setProfileName('Another');
  await rig.last('openOutlook').answer({ opened: true });
  assert.equal(rig.state.firstStart.opened, false);
  assert.equal(rig.count('verifyProfile'), 0);
});
