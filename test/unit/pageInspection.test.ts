// The inspection in the page: the newest one is the one that counts, and it is about the address and the version that are chosen now.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storeRig } from './storeRig.ts';

const inspected = (computer: string) => ({ computer, address: null });
const right = { domain: 'company.example', email: null, notice: null, aliases: [] };

describe('the inspection', () => {
  it('is made anew when the BlueMind version changes while the first one runs', async () => {
    const rig = storeRig();
    void rig.state.inspect();
    const early = rig.last('inspect');
    rig.state.setCatalogue('bluemind-4');
    assert.equal(early.signal?.aborted, true);
    assert.equal(rig.last('inspect').input.catalogue, 'bluemind-4');
    await early.answer(inspected('EARLY'));
    assert.deepEqual([rig.state.inspection.running, rig.state.inspection.value], [true, null]);
    await rig.last('inspect').answer(inspected('LATE'));
    assert.deepEqual([rig.state.inspection.running, rig.state.inspection.value?.computer], [false, 'LATE']);
  });

  it('is made anew for the address when that is accepted while the first one runs', async () => {
    const rig = storeRig();
    rig.state.setEmail('user@company.example');
    void rig.state.inspect();
    assert.equal(rig.last('inspect').input.email, null);
    void rig.state.acceptAddress();
    await rig.last('checkAddress').answer(right);
    assert.equal(rig.last('inspect').input.email, 'user@company.example');
    await rig.last('inspect').answer(inspected('LATE'));
    assert.equal(rig.state.inspection.value?.computer, 'LATE');
    assert.equal(rig.count('inspect'), 2);
  });

  it('that was overtaken changes nothing when it ends last', async () => {
    const rig = storeRig();
    void rig.state.inspect();
    const early = rig.last('inspect');
    void rig.state.inspect();
    await rig.last('inspect').answer(inspected('LATE'));
    await early.refuse({ code: 'cancelled', data: {} });
    assert.deepEqual([rig.state.inspection.problem, rig.state.inspection.value?.computer], [null, 'LATE']);
  });
});
