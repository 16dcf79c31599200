// What stands in the way of a profile: at its name if the name is to blame, else above the form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
