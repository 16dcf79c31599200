// Outlook's add-ins are found in every place they register in, and BlueMind's connector among them by its name.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeLoadBehavior, readAddIns, readConnectors } from '../../electron/outlook/addIns.ts';
import { registryWith, type Values } from './pcRegistry.ts';

async function addIns(keys: Readonly<Record<string, Values>>) {
  const read = await readAddIns(await registryWith(keys));
  assert.ok(read.ok);
  return read.value;
}

async function connectors(keys: Readonly<Record<string, Values>>, thorough: boolean) {
  const read = await readConnectors(await registryWith(keys), thorough);
  assert.ok(read.ok);
  return read.value.map(({ name }) => name);
}

describe('LoadBehavior', () => {
  // The table of Microsoft's "Registry entries for VSTO Add-ins".
  const cases = [
    [0, 'manually', false],
    [1, 'manually', true],
    [2, 'startup', false],
    [3, 'startup', true],
    [8, 'onDemand', false],
    [9, 'onDemand', true],
    [16, 'firstTime', true],
    [64, 'unknown', false],
  ] as const;
  for (const [value, loads, connected] of cases) {
    test(`${value} means ${loads}, ${connected ? 'connected' : 'not connected'}`, () => {
      assert.deepEqual(decodeLoadBehavior(value), { loads, connected });
    });
  }
});

describe('add-ins', () => {
  const places = [
    ['HKCU\\Software\\Microsoft\\Office\\Outlook\\Addins', 'user'],
    ['HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Addins', 'user'],
    ['HKLM\\SOFTWARE\\Microsoft\\Office\\Outlook\\Addins', 'machine'],
    ['HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Office\\Outlook\\Addins', 'machine'],
    ['HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\REGISTRY\\MACHINE\\Software\\Microsoft\\Office\\Outlook\\Addins', 'machine'],
  ] as const;
  for (const [place, scope] of places) {
    test(`are found below ${place}`, async () => {
      const path = `${place}\\Contoso.AddIn`;
      assert.deepEqual(await addIns({ [path]: { FriendlyName: 'Contoso', LoadBehavior: 3 } }), [
        { progId: 'Contoso.AddIn', name: 'Contoso', path, scope, loads: 'startup', connected: true, bluemind: false },
      ]);
    });
  }

  test('without a friendly name or LoadBehavior are called by their ProgID and load by nobody', async () => {
    const [addIn] = await addIns({ [`${places[0][0]}\\Contoso.AddIn`]: {} });
    assert.deepEqual([addIn?.name, addIn?.loads, addIn?.connected], ['Contoso.AddIn', 'manually', false]);
  });

  for (const [progId, values, bluemind] of [
    ['BlueMind.OutlookAddIn', {}, true],
    ['Some.Connect', { FriendlyName: 'Connecteur Blue Mind' }, true],
    ['Some.Connect', { Description: 'Synchronises with bluemind' }, true],
    ['Some.Connect', { Manifest: 'file:///C:/Program Files/Blue-Mind/Connector.vsto|vstolocal' }, true],
    ['BlueJeans.AddIn', { FriendlyName: 'BlueJeans' }, false],
    ['MindManager.AddIn', { FriendlyName: 'MindManager' }, false],
  ] as const) {
    test(`${progId} ${JSON.stringify(values)} ${bluemind ? 'calls itself BlueMind’s' : 'is somebody else’s'}`, async () => {
      const [addIn] = await addIns({ [`${places[0][0]}\\${progId}`]: values });
      assert.equal(addIn?.bluemind, bluemind);
    });
  }
});

describe('a connector among the installed programs', () => {
  const uninstall = 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
  const named = { [`${uninstall}\\BlueMind Outlook Connector_is1`]: { DisplayName: 'BlueMind Outlook Connector 3.1' } };
  const coded = { [`${uninstall}\\{11111111-2222-3333-4444-555555555555}`]: { DisplayName: 'Connecteur Outlook BlueMind' } };

  test('is found by the name of its entry; behind a code only where it is looked for thoroughly', async () => {
    assert.deepEqual(await connectors({ ...named, ...coded }, false), ['BlueMind Outlook Connector 3.1']);
    assert.deepEqual((await connectors({ ...named, ...coded }, true)).sort(), [
      'BlueMind Outlook Connector 3.1',
      'Connecteur Outlook BlueMind',
    ]);
  });

  test('is neither this program nor another program of BlueMind', async () => {
    const others = {
      [`${uninstall}\\BlueMind Outlook Setup`]: { DisplayName: 'BlueMind Outlook Setup 1.0' },
      [`${uninstall}\\BlueMind Drive`]: { DisplayName: 'BlueMind Drive' },
    };
    assert.deepEqual(await connectors(others, true), []);
  });
});
