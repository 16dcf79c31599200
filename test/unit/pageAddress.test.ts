// A changed address in the page: what was found for the earlier one is not shown, and what still comes is not taken for the new one's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle, storeRig, type StoreRig } from './storeRig.ts';

const first = 'first@company.example';
const second = 'second@other.example';
const plan = { counts: { change: 1, right: 0, blockedByPolicy: 0 }, interrupted: null };

/** A page about the first address, with its check on the screen. */
function checked(): StoreRig {
  const rig = storeRig();
  rig.accept(first);
  rig.know('reach', { value: { email: first, verdict: 'ready' } as never });
  return rig;
}

/** What is said of an address that can be used. */
const right = { domain: 'company.example', email: null, notice: null, aliases: [] };

describe('what the page sends', () => {
  it('names the address that it is about, wherever the answer depends on it', async () => {
    const rig = checked();
    rig.accept(second);
    void rig.state.loadPlan();
    void rig.state.applyKeys();
    void rig.state.undoKeys([]);
    void rig.state.verifyProfile('BlueMind');
    void rig.state.watchProfile();
    void rig.state.openOutlook();
    void rig.state.loadReport();
    void rig.state.saveReport('html');
    void rig.state.saveReport('pdf');
    await settle();
    assert.ok(rig.asked.length >= 9);
    for (const { name, input } of rig.asked) assert.equal(input.email, second, name);
  });
});

describe('an answer about the earlier address', () => {
  it('of a plan is left out', async () => {
    const rig = checked();
    void rig.state.loadPlan();
    rig.accept(second);
    await rig.last('planKeys').answer(plan);
    assert.equal(rig.state.keys.value, null);
    assert.equal(rig.state.keys.running, false);
  });

  for (const [name, work] of [
    ['applyKeys', (rig: StoreRig) => rig.state.applyKeys()],
    ['undoKeys', (rig: StoreRig) => rig.state.undoKeys([])],
  ] as const) {
    it(`of ${name} leaves what was written told, and has the plan made anew`, async () => {
      const rig = checked();
      void work(rig);
      rig.accept(second);
      await rig.last(name).answer({ plan, changed: 1, restored: 1, backup: null, check: { email: first, verdict: 'blocked' } });
      assert.equal(rig.state.keys.writing, false);
      assert.notDeepEqual([rig.state.keys.applied, rig.state.keys.restored], [null, null]);
      assert.equal(rig.state.keys.value, null);
      assert.equal(rig.state.reach.value, null, 'nobody has checked the new address');
      assert.equal(rig.last('planKeys').input.email, second);
    });
  }

  it('of the registry’s changes is not shown as the check of the new one', async () => {
    const rig = checked();
    rig.accept(second);
    void rig.state.applyKeys();
    await rig.last('applyKeys').answer({ plan, changed: 1, backup: null, check: { email: first, verdict: 'blocked' } });
    assert.equal(rig.state.reach.value, null);
    assert.deepEqual(rig.state.keys.value, plan);
  });

  it('of a profile, of the saved sign-ins and of the report is left out', async () => {
    const rig = checked();
    void rig.state.verifyProfile('BlueMind');
    void rig.state.loadSignIns();
    void rig.state.loadReport();
    rig.accept(second);
    await rig.last('verifyProfile').answer({ name: 'BlueMind', state: 'bluemind' });
    await rig.last('listSignIns').answer({ email: first, signIns: [] });
    await rig.last('report').answer({ document: { email: first } });
    assert.equal(rig.state.profile.verified, null);
    assert.equal(rig.state.profile.writing, false);
    assert.equal(rig.state.signIns.value, null);
    assert.equal(rig.state.report.value, null);
  });
});

it('What was seen of the first start for the earlier address says nothing about the new one', () => {
  const rig = checked();
  rig.know('firstStart', { opened: true, seen: { name: 'BlueMind', state: 'bluemind' } as never });
  rig.accept(second);
  assert.deepEqual([rig.state.firstStart.opened, rig.state.firstStart.seen], [false, null]);
});

it('The check that is on the screen is judged again when the registry has changed', async () => {
  const rig = checked();
  void rig.state.applyKeys();
  const again = { email: first, verdict: 'attention' };
  await rig.last('applyKeys').answer({ plan, changed: 1, backup: null, check: again });
  assert.deepEqual(rig.state.reach.value, again);
});

describe('an address that Active Directory names late', () => {
  const start = { address: first, mailDomain: null, aliases: [], decided: { settings: [], notices: [] } } as never;

  /** A page that opened with the first address, whose inspection is on its way. */
  function inspecting(): StoreRig {
    const rig = storeRig();
    rig.accept(first);
    rig.know('session', { start });
    void rig.state.inspect();
    return rig;
  }

  it('replaces one that nobody has confirmed', async () => {
    const rig = inspecting();
    await rig.last('inspect').answer({ address: second });
    assert.equal(rig.state.address.email, second);
  });

  it('replaces none that the person is going on with, before it is judged and when they are back', async () => {
    const rig = inspecting();
    const accepted = rig.state.confirmAddress();
    await rig.last('inspect').answer({ address: second });
    await rig.last('checkAddress').answer(right);
    assert.equal(await accepted, null);
    assert.equal(rig.state.address.email, first);
    rig.state.openStep('reach');
    rig.state.openStep('inspect');
    void rig.state.inspect();
    await rig.last('inspect').answer({ address: second });
    assert.equal(rig.state.address.email, first);
  });

  it('stops no check that was begun from the list of steps', async () => {
    const rig = inspecting();
    rig.state.openStep('reach');
    void rig.state.check(null);
    await rig.last('inspect').answer({ address: second });
    assert.equal(rig.last('check').signal?.aborted, false);
    assert.equal(rig.state.address.email, first);
  });
});

describe('a check that runs while the address changes', () => {
  for (const [ending, end] of [
    ['is stopped', (rig: StoreRig) => rig.last('check').refuse({ code: 'cancelled', data: {} })],
    ['had ended already', (rig: StoreRig) => rig.last('check').answer({ email: first, verdict: 'ready' })],
  ] as const) {
    it(`is no news of the new address when it ${ending}`, async () => {
      const rig = storeRig();
      rig.accept(first);
      void rig.state.check(null);
      rig.accept(second);
      assert.equal(rig.last('check').signal?.aborted, true);
      await end(rig);
      assert.deepEqual([rig.state.reach.running, rig.state.reach.value, rig.state.reach.problem], [false, null, null]);
    });
  }

  it('says that it was stopped when the person stops it', async () => {
    const rig = storeRig();
    rig.accept(first);
    void rig.state.check(null);
    rig.state.cancelCheck();
    await rig.last('check').refuse({ code: 'cancelled', data: {} });
    assert.equal(rig.state.reach.problem?.code, 'cancelled');
  });
});

describe('a further mail domain that was typed and not added', () => {
  it('is checked with the address when the person goes on', async () => {
    const rig = storeRig();
    rig.know('address', { email: first, catalogue: 'bluemind-5' });
    rig.state.typeAlias(' subsidiary.example ');
    const going = rig.state.confirmAddress();
    assert.deepEqual(rig.last('checkAddress').input.aliases, ['subsidiary.example']);
    await rig.last('checkAddress').answer({ ...right, aliases: [null] });
    assert.equal(await going, null);
    assert.equal(rig.state.address.typedAlias, '');
  });

  it('leads the person to its field where it is wrong, and to the address where that is', async () => {
    const wrong = { code: 'address.invalid', data: {} };
    for (const [email, aliases, part] of [
      [null, [wrong], 'aliases'],
      [wrong, [wrong], 'email'],
    ] as const) {
      const rig = storeRig();
      rig.know('address', { email: first, catalogue: 'bluemind-5' });
      rig.state.typeAlias('@');
      const going = rig.state.confirmAddress();
      await rig.last('checkAddress').answer({ ...right, email, aliases });
      assert.equal(await going, part);
    }
  });
});
