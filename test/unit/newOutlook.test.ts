// New Outlook is seen by its package, and what is to become of the user by the values that decide, the stronger place first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNewOutlook } from '../../electron/outlook/newOutlook.ts';
import { registryWith, type Values } from './pcRegistry.ts';

const user = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook';
const policy = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook';
const cloud = 'HKCU\\Software\\Policies\\Microsoft\\Cloud\\Office\\16.0\\Outlook';
const packages = 'HKCU\\Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';

async function newOutlook(keys: Readonly<Record<string, Values>>) {
  const read = await readNewOutlook(await registryWith(keys));
  assert.ok(read.ok);
  return read.value;
}

test('a PC that knows nothing of it has none, and Microsoft decides about a move', async () => {
  assert.deepEqual(await newOutlook({}), { version: null, opens: false, switchHidden: false, migration: 'unset', decidedBy: null });
});

test('its package gives its version, the newest of several; packages of other names do not', async () => {
  const { version } = await newOutlook({
    [`${packages}\\Microsoft.OutlookForWindows_1.2024.900.100_x64__8wekyb3d8bbwe`]: {},
    [`${packages}\\Microsoft.OutlookForWindows_1.2024.1111.100_x64__8wekyb3d8bbwe`]: {},
    [`${packages}\\Contoso.Microsoft.OutlookForWindows_9.0_x64__x`]: {},
    [`${packages}\\Microsoft.OutlookForWindowsTools_9.0.0.0_x64__x`]: {},
  });
  assert.equal(version, '1.2024.1111.100');
});

test('it opens where UseNewOutlook is 1 and nowhere else', async () => {
  assert.equal((await newOutlook({ [`${user}\\Preferences`]: { UseNewOutlook: 1 } })).opens, true);
  assert.equal((await newOutlook({ [`${user}\\Preferences`]: { UseNewOutlook: 0 } })).opens, false);
  assert.equal((await newOutlook({ [`${user}\\Preferences`]: { UseNewOutlook: '1' } })).opens, false);
});

test('the switch is hidden by the user’s value as well as by a policy', async () => {
  for (const place of [user, policy, cloud]) {
    assert.equal((await newOutlook({ [`${place}\\Options\\General`]: { HideNewOutlookToggle: 1 } })).switchHidden, true);
  }
});

const moves: readonly (readonly [string, Readonly<Record<string, Values>>, string, string | null])[] = [
  [
    'a policy that forbids it blocks the move',
    { [`${policy}\\Preferences`]: { NewOutlookMigrationUserSetting: 0 } },
    'blocked',
    `${policy}\\Preferences!NewOutlookMigrationUserSetting`,
  ],
  [
    'the user’s own no blocks it too',
    { [`${user}\\Preferences`]: { NewOutlookMigrationUserSetting: 0 } },
    'blocked',
    `${user}\\Preferences!NewOutlookMigrationUserSetting`,
  ],
  ['a yes alone decides nothing', { [`${policy}\\Preferences`]: { NewOutlookMigrationUserSetting: 1 } }, 'unset', null],
  [
    'an administrator may demand it',
    { [`${policy}\\Options\\General`]: { DoNewOutlookAutoMigration: 1 } },
    'demanded',
    `${policy}\\Options\\General!DoNewOutlookAutoMigration`,
  ],
  [
    'the cloud policy counts like a group policy',
    { [`${cloud}\\Options\\General`]: { DoNewOutlookAutoMigration: 1 } },
    'demanded',
    `${cloud}\\Options\\General!DoNewOutlookAutoMigration`,
  ],
  [
    'a policy wins over the user’s value',
    { [`${policy}\\Options\\General`]: { DoNewOutlookAutoMigration: 0 }, [`${user}\\Options\\General`]: { DoNewOutlookAutoMigration: 1 } },
    'blocked',
    `${policy}\\Options\\General!DoNewOutlookAutoMigration`,
  ],
];
for (const [title, keys, migration, decidedBy] of moves) {
  test(title, async () => {
    const found = await newOutlook(keys);
    assert.deepEqual([found.migration, found.decidedBy], [migration, decidedBy]);
  });
}
