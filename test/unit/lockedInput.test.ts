// What a policy holds stays as it is, whatever a page sends.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdLocked, withLocked } from '../../electron/bridge/lockedInput.ts';
import type { Handlers } from '../../electron/bridge/server.ts';
import type { SettingReport } from '../../electron/model/settings.ts';

const locked = (name: SettingReport['name'], value: SettingReport['value']): SettingReport => ({
  name,
  value,
  origin: 'machinePolicy',
  locked: true,
});
const typed: SettingReport = { name: 'profileName', value: 'From a file', origin: 'file', locked: false };
const settings = [locked('catalogue', 'bluemind-4'), locked('aliases', ['company.com']), locked('chosen', ['maxNumExchange']), typed];

describe('the input of a call', () => {
  it('has what policies hold in place of what the page sent', () => {
    const keys = { catalogue: 'bluemind-5', chosen: [], language: 'en' };
    assert.deepEqual(withLocked('applyKeys', keys, settings), { catalogue: 'bluemind-4', chosen: ['maxNumExchange'], language: 'en' });
    assert.deepEqual(withLocked('check', { email: 'a@b.example', aliases: [], catalogue: 'bluemind-5', password: null }, settings), {
      email: 'a@b.example',
      aliases: ['company.com'],
      catalogue: 'bluemind-4',
      password: null,
    });
  });

  it('is the page’s own where nothing is held', () => {
    const profile = { name: 'Mine', default: 'keep' };
    assert.equal(withLocked('createProfile', profile, settings), profile, 'a file does not lock');
    assert.equal(withLocked('verifyProfile', profile, settings), profile, 'which profile is looked at is nobody’s decision');
    assert.equal(withLocked('planKeys', profile, []), profile);
    assert.equal(withLocked('ensureProfile', profile, settings), profile);
  });

  it('reaches the handler so, and its context as it was', async () => {
    const seen: unknown[] = [];
    const handlers = { planKeys: (...given: unknown[]) => Promise.resolve(seen.push(...given)) } as unknown as Handlers;
    const context = { signal: new AbortController().signal, onProgress: () => undefined };
    await holdLocked(handlers, { settings, notices: [] }).planKeys(
      { email: 'a@b.example', catalogue: 'bluemind-5', chosen: [], language: 'de' },
      context,
    );
    assert.deepEqual(seen, [{ email: 'a@b.example', catalogue: 'bluemind-4', chosen: ['maxNumExchange'], language: 'de' }, context]);
  });
});
