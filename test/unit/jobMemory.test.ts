// What the calls of a page leave for its report: what was found for one address does not serve another.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemory, type JobMemory } from '../../electron/bridge/jobMemory.ts';
import type { CheckReport } from '../../electron/model/check.ts';
import type { Plan } from '../../electron/model/keys.ts';
import type { ProfileVerification } from '../../electron/model/outlook.ts';
import { cancelled } from '../../electron/model/problem.ts';
import { failure, success } from '../../electron/model/result.ts';
import type { Settings } from '../../electron/policy/settings.ts';

const first = 'first@company.example';
const second = 'second@other.example';
const checkOf = (email: string) => ({ email, findings: [] }) as unknown as CheckReport;
const plan = { keys: [] } as unknown as Plan;
const profile = { name: 'BlueMind', state: 'bluemind' } as ProfileVerification;

/** Everything found for the first address, and something done. */
function used(): JobMemory {
  const memory = createMemory({ mailDomain: 'company.example', aliases: [], email: null } as unknown as Settings);
  memory.about(first);
  memory.add({ check: checkOf(first), plan, profile, profileChanged: true, signInsRemoved: 2, applied: [{ changed: 3 } as never] });
  return memory;
}

describe('the memory of a page', () => {
  it('keeps what was found while the address stays, however it is typed', () => {
    const memory = used();
    memory.about(` first@Company.example `);
    assert.deepEqual(memory.results.check, checkOf(first));
    assert.deepEqual(memory.checkOf(' first@COMPANY.example'), checkOf(first));
  });

  it('forgets what was found for another address, and not what was done on the PC', () => {
    const memory = used();
    memory.about(second);
    const { email, check, plan: planned, profile: seen, signIns, ...done } = memory.results;
    assert.deepEqual([email, check, planned, seen, signIns], [second, null, null, null, null]);
    assert.deepEqual([done.profileChanged, done.signInsRemoved, done.applied.length], [true, 2, 1]);
    assert.equal(memory.checkOf(first), null);
  });

  it('says of the address at hand what IT expects', () => {
    const memory = used();
    assert.deepEqual(memory.results.notices, []);
    memory.about(second);
    assert.deepEqual(
      memory.results.notices.map(({ id }) => id),
      ['policy.otherDomain'],
    );
    memory.about(first);
    assert.deepEqual(memory.results.notices, []);
  });

  it('is about nobody while the address cannot be used', () => {
    const memory = used();
    memory.about('first@');
    assert.deepEqual([memory.results.email, memory.results.check, memory.results.notices], ['', null, []]);
    assert.equal(memory.checkOf('first@'), null);
  });

  it('takes of work that ends late only what it did', async () => {
    const memory = used();
    const work = memory.remember(Promise.resolve(success(1)), () => ({
      check: checkOf(first),
      plan,
      profileChanged: true,
      signInsRemoved: 5,
    }));
    memory.about(second);
    await work;
    assert.deepEqual([memory.results.email, memory.results.check, memory.results.plan], [second, null, null]);
    assert.equal(memory.results.signInsRemoved, 5);
  });

  it('keeps nothing of work that failed', async () => {
    const memory = used();
    const before = memory.results;
    await memory.remember(Promise.resolve(failure(cancelled)), () => assert.fail('there is no value'));
    assert.equal(memory.results, before);
  });
});
