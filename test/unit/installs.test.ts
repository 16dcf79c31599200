// Every installed Outlook is found once, and nothing is taken for an Outlook that is none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutlookInstall } from '../../electron/model/outlook.ts';
import { success } from '../../electron/model/result.ts';
import { readInstalls } from '../../electron/outlook/installs.ts';
import type { RegistryReader } from '../../electron/workstation/port.ts';
import { parseRegFile } from '../../electron/workstation/registry/regFile.ts';
import { createRegistryTree } from '../../electron/workstation/registry/registryTree.ts';

/** A registry that holds what a .reg text says, below HKEY_LOCAL_MACHINE\SOFTWARE, and is only read. */
function registryOf(sections: Readonly<Record<string, Readonly<Record<string, string>>>>): RegistryReader {
  const lines = Object.entries(sections).flatMap(([path, values]) => [
    `[HKEY_LOCAL_MACHINE\\SOFTWARE\\${path}]`,
    ...Object.entries(values).map(([name, data]) => `${name === '' ? '@' : `"${name}"`}=${JSON.stringify(data)}`),
  ]);
  const parsed = parseRegFile(Buffer.from(['Windows Registry Editor Version 5.00', ...lines].join('\n')));
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const tree = createRegistryTree(parsed.value);
  return { readKey: (path) => Promise.resolve(success(tree.readKey(path))) };
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
        edition: 'Microsoft 365 Apps for enterprise',
        release: 'O365ProPlusRetail',
        version: '16.0.18526.20168',
        bitness: 'x64',
        technology: 'clickToRun',
        path: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE',
      },
    ]);
  });

  for (const [release, product, edition] of [
    ['O365ProPlusRetail', 'Microsoft 365', 'Microsoft 365 Apps for enterprise'],
    ['O365BusinessRetail', 'Microsoft 365', 'Microsoft 365 Apps for business'],
    ['O365HomePremRetail', 'Microsoft 365', 'Microsoft 365 Family / Personal'],
    ['M365SomethingNewRetail', 'Microsoft 365', 'M365SomethingNewRetail'],
    ['ProPlus2024Volume', 'Outlook 2024', 'Office LTSC Professional Plus 2024'],
    ['ProPlus2024Retail', 'Outlook 2024', 'Office Professional Plus 2024'],
    ['HomeBusiness2024Retail', 'Outlook 2024', 'Office Home & Business 2024'],
    ['Outlook2024Volume', 'Outlook 2024', 'Outlook LTSC 2024'],
    ['Standard2021Volume', 'Outlook 2021', 'Office LTSC Standard 2021'],
    ['Professional2021Retail', 'Outlook 2021', 'Office Professional 2021'],
    ['ProPlus2019Volume', 'Outlook 2019', 'Office Professional Plus 2019'],
    ['HomeBusiness2019Retail', 'Outlook 2019', 'Office Home & Business 2019'],
    ['Outlook2019Retail', 'Outlook 2019', 'Outlook 2019'],
    ['Personal2019Retail', 'Outlook 2019', 'Office Personal 2019'],
    ['ProPlusRetail', 'Outlook 2016', 'Office Professional Plus 2016'],
    ['OutlookRetail', 'Outlook 2016', 'Outlook 2016'],
    ['MondoRetail', 'Outlook 2016', 'MondoRetail'],
  ] as const) {
    it(`call ${release} ${edition}`, async () => {
      const [install] = await installs(clickToRun(release));
      assert.deepEqual([install?.product, install?.edition, install?.release], [product, edition, release]);
    });
  }

  it('of Office 2013 by Click-to-Run are told from 2016 by their version', async () => {
    const [install] = await installs({
      'Microsoft\\Office\\15.0\\ClickToRun\\Configuration': {
        InstallationPath: 'C:\\Program Files\\Microsoft Office 15',
        VersionToReport: '15.0.5603.1000',
        ProductReleaseIds: 'HomeBusinessRetail',
      },
    });
    assert.deepEqual([install?.office, install?.product, install?.edition], ['15.0', 'Outlook 2013', 'Office Home & Business 2013']);
  });

  for (const [values, channel] of [
    [{ UpdateChannel: 'http://officecdn.microsoft.com/pr/492350f6-3a01-4f97-b9c0-c7c6ddf67d60' }, 'current'],
    [{ CDNBaseUrl: 'http://officecdn.microsoft.com/pr/55336B82-A18D-4DD6-B5F6-9E5095C314A6' }, 'monthlyEnterprise'],
    [
      {
        UpdateChannel: 'http://officecdn.microsoft.com/pr/7ffbc6bf-bc32-4f92-8982-f9dd17fd3114',
        CDNBaseUrl: 'http://officecdn.microsoft.com/pr/492350f6-3a01-4f97-b9c0-c7c6ddf67d60',
      },
      'semiAnnual',
    ],
    [{ UpdateChannel: 'http://officecdn.microsoft.com/pr/5030841d-c919-4594-8d2d-84ae4f96e58e' }, 'perpetual2021'],
    [{ UpdateChannel: '\\\\server\\office' }, undefined],
    [{}, undefined],
  ] as const) {
    it(`take their updates from: ${channel ?? 'an unknown channel'}, by ${JSON.stringify(values)}`, async () => {
      const [install] = await installs(clickToRun('O365ProPlusRetail', values));
      assert.equal(install?.channel, channel);
    });
  }

  it('leave out Office Home 2024, which has no Outlook any more', async () => {
    assert.deepEqual(await installs(clickToRun('Home2024Retail')), []);
  });

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

  const installRoot = (version: string, folder: string) => ({ [`Microsoft\\Office\\${version}\\Outlook\\InstallRoot`]: { Path: folder } });
  const listed = (code: string, name: string | undefined) => ({
    [`Microsoft\\Windows\\CurrentVersion\\Uninstall\\${code}`]: name === undefined ? { Publisher: 'x' } : { DisplayName: name },
  });

  for (const [code, name, office, expected] of [
    ['{90160000-0011-0000-1000-0000000FF1CE}', undefined, '16.0', ['Outlook 2016', 'Office Professional Plus 2016', 'x64']],
    ['{90160000-0012-040C-0000-0000000FF1CE}', undefined, '16.0', ['Outlook 2016', 'Office Standard 2016', 'x86']],
    ['{91150000-0013-0407-1000-0000000FF1CE}', undefined, '15.0', ['Outlook 2013', 'Office Home and Business 2013', 'x64']],
    ['{90150000-001a-0409-0000-0000000ff1ce}', 'Microsoft Outlook 2013', '15.0', ['Outlook 2013', 'Microsoft Outlook 2013', 'x86']],
    ['{90140000-0011-0000-1000-0000000FF1CE}', undefined, '14.0', ['Outlook 2010', 'Office Professional Plus 2010', 'x64']],
    // Not of Outlook: proofing tools, Word alone, Click-to-Run's own entry, another family.
    ['{90160000-001F-040C-1000-0000000FF1CE}', undefined, '16.0', ['Outlook 2016', undefined, 'unknown']],
    ['{90160000-001B-0409-1000-0000000FF1CE}', undefined, '16.0', ['Outlook 2016', undefined, 'unknown']],
    ['{90160000-007E-0000-1000-0000000FF1CE}', undefined, '16.0', ['Outlook 2016', undefined, 'unknown']],
    ['{90160000-0011-0000-1000-0000000FF1CF}', undefined, '16.0', ['Outlook 2016', undefined, 'unknown']],
  ] as const) {
    it(`by Windows Installer are named by their product code ${code}`, async () => {
      const [install] = await installs({ ...installRoot(office, 'C:\\Office'), ...listed(code, name) });
      assert.deepEqual([install?.product, install?.edition, install?.bitness], expected);
    });
  }

  it('by Windows Installer take the product code of their own bitness', async () => {
    const [install] = await installs({
      ...installRoot('16.0', 'C:\\Program Files (x86)\\Microsoft Office\\Office16\\'),
      ...listed('{90160000-0011-0000-1000-0000000FF1CE}', 'the 64-bit one'),
      ...listed('{90160000-0012-0000-0000-0000000FF1CE}', 'the 32-bit one'),
    });
    assert.deepEqual([install?.edition, install?.bitness], ['the 32-bit one', 'x86']);
  });

  it('tell which of them Windows opens', async () => {
    const found = await installs({
      ...clickToRun('O365BusinessRetail'),
      ...installRoot('15.0', 'C:\\Program Files\\Microsoft Office\\Office15\\'),
      'Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE': {
        '': '"C:\\PROGRAM FILES\\Microsoft Office\\Office15\\OUTLOOK.EXE"',
      },
    });
    assert.deepEqual(
      found.map(({ product, opens }) => [product, opens]),
      [
        ['Outlook 2013', true],
        ['Microsoft 365', false],
      ],
    );
  });

  it('say nothing of it where App Paths names none of them', async () => {
    const found = await installs({
      ...clickToRun('O365BusinessRetail'),
      'Microsoft\\Windows\\CurrentVersion\\App Paths\\OUTLOOK.EXE': { '': 'D:\\elsewhere\\OUTLOOK.EXE' },
    });
    assert.deepEqual(
      found.map(({ opens }) => opens),
      [undefined],
    );
  });
});
