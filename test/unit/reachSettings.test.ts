// The registry values beside the Exclude family: which copy Outlook goes by, whose hosts it trusts, and what each does to the judgement.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegistryData } from '../../electron/model/registry.ts';
import { autodiscoverRequest } from '../../electron/reach/autodiscoverRequest.ts';
import {
  exchangePaths,
  hasPatienceSet,
  isMapiHttpDisabled,
  isOn,
  patienceSeconds,
  placeOf,
  readAutodiscoverValues,
  type AutodiscoverValues,
} from '../../electron/reach/settings.ts';
import { memoryRegistry } from '../servers/memoryRegistry.ts';

const dword = (data: number): RegistryData => ({ type: 'REG_DWORD', data });
const user = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover';
const policy = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover';

type Row = readonly [path: string, name: string, data: RegistryData];
async function read(...rows: readonly Row[]): Promise<AutodiscoverValues> {
  const registry = memoryRegistry();
  for (const [path, name, data] of rows) await registry.setValue(path, name, data);
  const values = await readAutodiscoverValues(registry, '16.0', 'corp.example');
  if (!values.ok) throw new Error(values.problem.code);
  return values.value;
}
const sz = (data = ''): RegistryData => ({ type: 'REG_SZ', data });

test('a value of another type than REG_DWORD counts as absent', async () => {
  assert.equal(isOn(await read([user, 'ExcludeSrvRecord', sz('1')]), 'ExcludeSrvRecord'), false);
  assert.equal(isOn(await read([policy, 'ExcludeSrvRecord', sz('1')], [user, 'ExcludeSrvRecord', dword(1)]), 'ExcludeSrvRecord'), true);
});

test('hosts of RedirectServers count from both places, in any letter case', async () => {
  const values = await read([`${user}\\RedirectServers`, 'Mail.Other.example', sz()], [`${policy}\\RedirectServers`, 'b.example', sz()]);
  assert.deepEqual(values.redirectServers, ['mail.other.example', 'b.example']);
});
test('a policy list counts with policyon = 1 and without it, and not when the policy is switched off', async () => {
  const list: Row = [`${policy}\\RedirectServers`, 'b.example', sz()];
  assert.deepEqual((await read(list, [`${policy}\\RedirectServers`, 'policyon', dword(1)])).redirectServers, ['b.example']);
  assert.deepEqual((await read(list, [`${policy}\\RedirectServers`, 'PolicyOn', dword(0)])).redirectServers, []);
});
test('a host that was written as a number is not trusted', async () => {
  assert.deepEqual((await read([`${user}\\RedirectServers`, 'b.example', dword(1)])).redirectServers, []);
});

test('the local file is the one that is named for the mail domain, the policy’s first', async () => {
  assert.equal(
    (await read([user, 'CORP.example', sz('c:\\user.xml')], [policy, 'corp.example', sz('c:\\policy.xml')])).localXml,
    'c:\\policy.xml',
  );
  assert.equal((await read([user, 'other.example', sz('c:\\user.xml')])).localXml, undefined);
});

test('MAPI over HTTP is off by the user’s value, by the policy’s, and on again by a policy of 0', async () => {
  assert.equal(isMapiHttpDisabled(await read()), false);
  assert.equal(isMapiHttpDisabled(await read([exchangePaths.user, 'MapiHttpDisabled', dword(1)])), true);
  assert.equal(isMapiHttpDisabled(await read([exchangePaths.policy, 'MAPIHTTPDISABLED', dword(1)])), true);
  const overruled = await read([exchangePaths.user, 'MapiHttpDisabled', dword(1)], [exchangePaths.policy, 'MapiHttpDisabled', dword(0)]);
  assert.equal(isMapiHttpDisabled(overruled), false);
});
test('Outlook asks for MAPI over HTTP unless it is switched off', () => {
  const asker = { address: 'user@corp.example', officeVersion: '16.0', timeoutMs: 1 } as const;
  assert.equal(autodiscoverRequest('https://x.example/', asker).headers['X-MapiHttpCapability'], '1');
  const off = autodiscoverRequest('https://x.example/', { ...asker, mapiHttpDisabled: true });
  assert.equal('X-MapiHttpCapability' in off.headers, false);
});

test('a value is shown with the place that Outlook goes by', async () => {
  const both = await read([user, 'ZeroConfigExchange', dword(0)], [policy, 'ZeroConfigExchange', dword(1)]);
  assert.equal(placeOf(both, '16.0', 'ZeroConfigExchange'), `${policy}!ZeroConfigExchange`);
  assert.equal(placeOf(both, '16.0', 'ExcludeSrvRecord'), undefined);
});

test('how long Outlook waits is 25 seconds, and never less than 10 or more than 120', async () => {
  assert.equal(hasPatienceSet(await read()), false);
  for (const [data, seconds] of [
    [undefined, 25],
    [3, 10],
    [40, 40],
    [600, 120],
    [30_000, 30],
  ] as const) {
    assert.equal(patienceSeconds(await read(...(data === undefined ? [] : [[user, 'Timeout', dword(data)] as const]))), seconds);
  }
});
