// Faults of the practice server: two switches in a row are both heard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle, storeRig } from './storeRig.ts';

test('Two faults switched on quickly are both on', async () => {
  const rig = storeRig();
  void rig.state.setFault('black-hole', true);
  const both = rig.state.setFault('refused', true);
  await settle();
  for (let answers = 1; answers <= 2; answers += 1) {
    const asked = rig.last('setFaults');
    assert.equal(rig.count('setFaults'), answers, 'the second change waits for the first');
    await asked.answer({ faults: asked.input.faults });
  }
  await both;
  assert.deepEqual(rig.state.practice.value, ['black-hole', 'refused']);
});

test('A fault that could not be switched holds up none after it', async () => {
  const rig = storeRig();
  void rig.state.setFault('black-hole', true);
  const second = rig.state.setFault('refused', true);
  await settle();
  await rig.last('setFaults').refuse({ code: 'cancelled', data: {} });
  assert.deepEqual(rig.last('setFaults').input.faults, ['refused']);
  await rig.last('setFaults').answer({ faults: ['refused'] });
  await second;
  assert.deepEqual([rig.state.practice.value, rig.state.practice.problem], [['refused'], null]);
});
