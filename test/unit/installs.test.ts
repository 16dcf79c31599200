// Every installed Outlook is found once, and nothing is taken for an Outlook that is none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutlookInstall } from '../../electron/model/outlook.ts';
import { success } from '../../electron/model/result.ts';
import { readInstalls } from '../../electron/outlook/installs.ts';
import type { Registry } from '../../electron/workstation/port.ts';
import { parseRegFile } from '../../electron/workstation/registry/regFile.ts';
import { createRegistryTree } from '../../electron/workstation/registry/registryTree.ts';

/** A registry that holds what a .reg text says, below HKEY_LOCAL_MACHINE\SOFTWARE, and is only read. */
function registryOf(sections: Readonly<Record<string, Readonly<Record<string, string>>>>): Registry {
  const lines = Object.entries(sections).flatMap(([path, values]) => [
    `[HKEY_LOCAL_MACHINE\\SOFTWARE\\${path}]`,
    ...Object.entries(values).map(([name, data]) => `"${name}"=${JSON.stringify(data)}`),
  ]);
  const parsed = parseRegFile(Buffer.from(['Windows Registry Editor Version 5.00', ...lines].join('\n')));
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const tree = createRegistryTree(parsed.value);
  const readOnly = (): never => assert.fail('installs are only read');
  return {
    backend: 'test',
    readKey: (path) => Promise.resolve(success(tree.readKey(path))),
    createKey: readOnly,
    setValue: readOnly,
    deleteValue: readOnly,
    deleteKey: readOnly,
  };
}

async function installs(sections: Parameters<typeof registryOf>[0]): Promise<readonly OutlookInstall[]> {
  const read = await readInstalls(registryOf(sections));
  assert.ok(read.ok);
  return read.value;
}

const clickToRun = (releases: string, more: Readonly<Record<string, string>> = {}) => ({
  'Microsoft\\Office\\ClickToRun\\Configuration': {
    InstallationPath: 'C:\\Program Files\\Microsoft Office',
    VersionToReport: '16.0.18526.20168',
    Platform: 'x64',
    ProductReleaseIds: releases,
    ...more,
  },
  'Microsoft\\Office\\16.0\\Outlook\\InstallRoot': { Path: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\' },
});

describe('the installed Outlooks', () => {
  it('are none on a PC without Office', async () => {
    assert.deepEqual(await installs({ 'Microsoft\\Windows': {} }), []);
  });

  it('are one for a Click-to-Run Office, although it writes an InstallRoot too', async () => {
    assert.deepEqual(await installs(clickToRun('VisioProRetail,O365ProPlusRetail')), [
      {
        office: '16.0',
        product: 'Microsoft 365',
        version: '16.0.18526.20168',
        bitness: 'x64',
        technology: 'clickToRun',
        path: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE',
      },
    ]);
  });

  for (const [release, product] of [
    ['ProPlus2024Volume', 'Outlook 2024'],
    ['Standard2021Volume', 'Outlook 2021'],
    ['HomeBusiness2019Retail', 'Outlook 2019'],
    ['ProPlusRetail', 'Outlook 2016'],
    ['OutlookRetail', 'Outlook 2016'],
  ] as const) {
    it(`call ${release} ${product}`, async () => {
      assert.deepEqual(
        (await installs(clickToRun(release))).map((each) => each.product),
        [product],
      );
    });
  }

  it('leave out products without Outlook, and an Office whose Outlook was left out', async () => {
    assert.deepEqual(await installs(clickToRun('VisioPro2021Volume,ProjectPro2021Volume')), []);
    assert.deepEqual(await installs(clickToRun('O365ProPlusRetail', { 'O365ProPlusRetail.ExcludedApps': 'groove,outlook,lync' })), []);
  });

  it('are several where an old Windows Installer edition stands beside a new one', async () => {
    const found = await installs({
      ...clickToRun('O365BusinessRetail'),
      'WOW6432Node\\Microsoft\\Office\\15.0\\Outlook\\InstallRoot': { Path: 'C:\\Program Files (x86)\\Microsoft Office\\Office15\\' },
      'WOW6432Node\\Microsoft\\Office\\15.0\\Common\\ProductVersion': { LastProduct: '15.0.4420.1017' },
      'Microsoft\\Office\\14.0\\Outlook\\InstallRoot': { Path: 'C:\\Program Files\\Microsoft Office\\Office14' },
      'Microsoft\\Office\\14.0\\Outlook': { Bitness: 'x64' },
    });
    assert.deepEqual(
      found.map(({ product, technology, version, bitness }) => [product, technology, version, bitness]),
      [
        ['Outlook 2010', 'msi', '14.0', 'x64'],
        ['Outlook 2013', 'msi', '15.0.4420.1017', 'x86'],
        ['Microsoft 365', 'clickToRun', '16.0.18526.20168', 'x64'],
      ],
    );
  });
});
