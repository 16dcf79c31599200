// The policies in the way are found wherever they lie, and only with data that is in the way.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blockingPolicies } from '../../electron/model/pc.ts';
import { meaningOf, readPolicies, sourceOfPolicy, statusOfPolicy } from '../../electron/outlook/policies.ts';
import { registryWith, type Values } from './pcRegistry.ts';

const office = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0';
const exchange = 'HKCU\\Software\\Policies\\Microsoft\\Exchange';

async function found(keys: Readonly<Record<string, Values>>) {
  const read = await readPolicies(await registryWith(keys), ['15.0', '16.0']);
  assert.ok(read.ok);
  return read.value;
}

const cases: readonly (readonly [id: string, path: string, values: Values, harmless: Values])[] = [
  ['modifyAccounts', `${office}\\Outlook\\Setup`, { ModifyAccounts: 1 }, { ModifyAccounts: 0 }],
  ['disableExchange', `${office}\\Outlook\\Options`, { disableexchange: 1 }, { disableexchange: 0 }],
  ['cachedMode', `${office}\\Outlook\\Cached Mode`, { Enable: 0 }, { Enable: 1 }],
  ['syncWindow', `${office}\\Outlook\\Cached Mode`, { SyncWindowSetting: 12 }, { SyncWindowSetting: 0, SyncWindowSettingDays: 0 }],
  ['syncWindow', `${office}\\Outlook\\Cached Mode`, { SyncWindowSettingDays: 14 }, { SyncWindowSettingDays: '14' }],
  ['authenticationService', `${office}\\Outlook\\Security`, { AuthenticationService: 16 }, { Other: 16 }],
  ['savedPassword', `${office}\\Outlook\\RPC`, { DisableBasicAuthSavedCreds: 1 }, { DisableBasicAuthSavedCreds: 0 }],
  ['rpcProxy', `${office}\\Outlook\\RPC`, { ProxyServerName: 'mail.corp.example' }, { EnableRPCTunnelingUI: 1 }],
  ['msoAuth', exchange, { AlwaysUseMSOAuthForAutoDiscover: 1 }, { AlwaysUseMSOAuthForAutoDiscover: 0 }],
  ['maxAccounts', exchange, { MaxNumExchange: 1 }, { MaxNumExchange: 10 }],
  ['singleAccount', exchange, { DisableMultipleExchange: 1 }, { DisableMultipleExchange: 0 }],
  ['signIn', `${office}\\Common\\SignIn`, { SignInOptions: 3 }, { SignInOptions: 2 }],
];

describe('a policy', () => {
  for (const [id, path, values, harmless] of cases) {
    const [name = ''] = Object.keys(values);
    test(`${name} in the way is found as ${id}, and is none with other data`, async () => {
      assert.deepEqual(
        (await found({ [path]: values })).map((policy) => [policy.id, policy.place]),
        [[id, `${path}!${name}`]],
      );
      assert.deepEqual(await found({ [path]: harmless }), []);
    });
  }

  test('has a case for every row of the table', () => {
    assert.deepEqual([...new Set(cases.map(([id]) => id))].sort(), [...blockingPolicies].sort());
  });

  test('is found below Office 2013 and in the cloud policies too', async () => {
    const places = ['HKCU\\Software\\Policies\\Microsoft\\Office\\15.0', 'HKCU\\Software\\Policies\\Microsoft\\Cloud\\Office\\16.0'];
    for (const place of places) {
      assert.deepEqual(
        (await found({ [`${place}\\Outlook\\Setup`]: { ModifyAccounts: 1 } })).map(({ id }) => id),
        ['modifyAccounts'],
      );
    }
  });

  test('that limits Exchange accounts is in the way of BlueMind 5 alone', () => {
    assert.equal(statusOfPolicy('maxAccounts', '4'), undefined);
    assert.equal(statusOfPolicy('maxAccounts', '5'), 'warn');
    assert.equal(statusOfPolicy('singleAccount', '5.5'), 'warn');
    assert.equal(statusOfPolicy('modifyAccounts', '4'), 'fail');
  });

  test('has a source, and AuthenticationService a meaning', async () => {
    for (const id of blockingPolicies) assert.notEqual(sourceOfPolicy(id), '');
    for (const [value, meaning] of [
      [9, 'Kerberos / NTLM'],
      [10, 'NTLM'],
      [16, 'Kerberos'],
      [2147545088, 'Smart card'],
      [7, '7'],
    ] as const) {
      const [policy] = await found({ [`${office}\\Outlook\\Security`]: { AuthenticationService: value } });
      assert.ok(policy);
      assert.equal(meaningOf(policy), meaning);
    }
  });
});
