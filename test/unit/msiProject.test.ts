// The installer's own part: put into electron-builder's project once, whole, and only where it belongs.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, test } from 'node:test';
import { insertFragments } from '../../build/msi/insert.ts';
import projectCreated from '../../build/msi/projectCreated.ts';
import { allowedNotation, propertyRows, validCondition } from '../../build/msi/properties.ts';
import type { PackageTarget } from '../../build/packages/targets.ts';
import { builderProject } from '../../build/tests/msi/builderProject.ts';
import { settingNames } from '../../electron/model/settings.ts';
import { installerProperty } from '../../electron/policy/settingsTable.ts';
import { attributeOf, childrenOf, find, nameOf, readXml, textOf, writeXml, type XmlNode } from '../../build/msi/xml.ts';

const standIn =
  builderProject({ version: '1.2.3', program: 'BlueMind Outlook Setup.exe', icon: 'icon.ico' }) ??
  assert.fail('electron-builder is not installed');

function inserted(project: string, cpu: PackageTarget['cpu'] = 'x64'): string {
  const result = insertFragments(project, cpu);
  assert.ok(result.ok, result.ok ? '' : result.lacks);
  return result.project;
}

/** Every element of one name, wherever it is. */
function all(nodes: readonly XmlNode[], name: string): readonly XmlNode[] {
  return nodes.flatMap((node) => [...(nameOf(node) === name ? [node] : []), ...all(childrenOf(node), name)]);
}
const ids = (nodes: readonly XmlNode[], name: string) => all(nodes, name).map((node) => attributeOf(node, 'Id') ?? '');
const withoutSpace = (text: string) => text.replace(/>\s+</g, '><').replace(/\s*\/>/g, '/>');

describe('a project that is read and written', () => {
  it('is the same, with its comments and character data', () => {
    const same = standIn.replace(/'(A newer version of )"\[ProductName\]"( is already installed\.)'/, '"$1&quot;[ProductName]&quot;$2"');
    assert.equal(withoutSpace(writeXml(readXml(standIn))), withoutSpace(same).trim());
  });
});

describe('the installer’s properties', () => {
  it('are those of the settings that may be given to an installer, by the names that the settings say', () => {
    const expected = settingNames.flatMap((name) => installerProperty(name) ?? []);
    assert.deepEqual(
      propertyRows.map(({ name }) => name),
      expected,
    );
    assert.equal(expected.length, 12);
  });

  it('offer the choices and the defaults of the settings', () => {
    const known = new Map(propertyRows.map((row) => [row.name, row.kind === 'switch' ? row.default : row.choices]));
    assert.deepEqual(known.get('LANGUAGE'), ['en', 'fr', 'de']);
    assert.deepEqual(known.get('MODE'), ['technician', 'selfService']);
    assert.deepEqual(known.get('DEFAULTPROFILE'), ['always', 'prompt', 'keep']);
    assert.deepEqual([known.get('LOGONAPPLY'), known.get('SHORTCUTS'), known.get('PROFILENAME')], ['0', '1', null]);
  });
});

describe('a value of a text property', () => {
  // Windows Installer takes what begins with # for a number or for bytes when it writes it.
  for (const row of propertyRows.filter(({ choices }) => choices === null))
    it(`of ${row.name} does not begin with #, given or remembered`, () => {
      assert.ok(validCondition(row, row.name).includes(`NOT (${row.name} << "#")`));
      assert.doesNotMatch(allowedNotation(row), /^#/);
      const remembered = `REMEMBERED_${row.name}`;
      assert.ok(
        inserted(standIn).includes(
          validCondition(row, remembered).replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
        ),
      );
    });
});

describe('the installer’s own part', () => {
  const project = readXml(inserted(standIn));

  it('declares every property as one that may be given and is passed on', () => {
    for (const row of propertyRows) {
      const property = find(project, 'Property', { Id: row.name, Secure: 'yes' });
      assert.ok(property, row.name);
      assert.equal(attributeOf(property, 'Value'), undefined);
    }
  });

  it('has a component of its own for each policy, for what is remembered of it and for the logon entry, each with its own code', () => {
    const own = all(project, 'Component').filter((node) => attributeOf(node, 'Id')?.startsWith('Bmos'));
    assert.equal(own.length, 2 * propertyRows.length + 1);
    const codes = own.map((node) => attributeOf(node, 'Guid') ?? '');
    assert.equal(new Set(codes).size, own.length);
    for (const code of codes) assert.match(code, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });

  it('names nothing twice', () => {
    for (const name of ['Property', 'Component', 'CustomAction', 'RegistrySearch']) {
      const known = ids(project, name).filter((id) => id !== '');
      assert.equal(new Set(known).size, known.length, name);
    }
    for (const sequence of ['InstallUISequence', 'InstallExecuteSequence']) {
      const numbers = all(all(project, sequence), 'Custom').map((node) => Number(attributeOf(node, 'Sequence')));
      assert.equal(new Set(numbers).size, numbers.length);
      // After AppSearch (50), before LaunchConditions (100).
      assert.ok(Math.min(...numbers) > 50 && Math.max(...numbers) < 100);
    }
  });

  it('fits into the columns of Windows Installer’s tables, which hold 255 characters', () => {
    const texts = [
      ...all(project, 'CustomAction').map((node) => attributeOf(node, 'Value') ?? ''),
      ...all(project, 'Condition').flatMap((node) => [attributeOf(node, 'Message') ?? '', textOf(node)]),
      ...all(project, 'Custom').map((node) => textOf(node)),
    ];
    assert.ok(texts.length > 80, 'the search for texts has gone blind');
    for (const text of texts) assert.ok(text.length <= 255, `${text.length}: ${text}`);
  });

  it('writes below the PC’s keys only, never into a person’s', () => {
    const roots = new Set([...all(project, 'RegistryValue'), ...all(project, 'RegistrySearch')].map((node) => attributeOf(node, 'Root')));
    assert.deepEqual([...roots], ['HKLM']);
  });

  it('leaves no way to install for one person', () => {
    assert.ok(find(readXml(standIn), 'Property', { Id: 'MSIINSTALLPERUSER' }));
    assert.equal(find(project, 'Property', { Id: 'MSIINSTALLPERUSER' }), undefined);
  });

  it('takes the program’s name from the project', () => {
    const other = readXml(inserted(standIn.replaceAll('BlueMind Outlook Setup.exe', 'Other.exe')));
    const entry = find(other, 'Component', { Id: 'BmosLogonEntry' });
    assert.match(
      attributeOf(find([entry ?? {}], 'RegistryValue') ?? {}, 'Value') ?? '',
      /^"\[APPLICATIONFOLDER\]Other\.exe" setup --unattended --at-logon$/,
    );
  });

  it('asks for Windows 10, and the package for ARM64 for that processor too', () => {
    const asked = (cpu: PackageTarget['cpu']) =>
      all(readXml(inserted(standIn, cpu)), 'Condition')
        .filter((node) => textOf(node).startsWith('Installed OR BMOS'))
        .map((node) => [attributeOf(node, 'Message'), textOf(node)]);
    const windows = ['[BmosOldWindows]', 'Installed OR BMOSWINDOWS'];
    assert.deepEqual(asked('x64'), [windows]);
    assert.deepEqual(asked('arm64'), [windows, ['[BmosOtherProcessor]', 'Installed OR BMOSPROCESSOR="ARM64"']]);
  });

  it('is inserted once, however often the hook runs', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'bmos-wxs-'));
    const file = path.join(folder, 'project.wxs');
    await writeFile(file, standIn);
    await projectCreated(file, 'x64');
    const once = await readFile(file, 'utf8');
    await projectCreated(file, 'x64');
    assert.equal(await readFile(file, 'utf8'), once);
    assert.equal(once, inserted(standIn));
    await rm(folder, { recursive: true });
  });

  for (const [what, project, lacks] of [
    ['a product', standIn.replaceAll('Product ', 'Package2 ').replaceAll('/Product>', '/Package2>'), /Product/],
    ['the way upgrades are made', standIn.replace('<MajorUpgrade', '<Upgrade2'), /MajorUpgrade/],
    ['the group of files', standIn.replaceAll('"ProductComponents"', '"Files"'), /ComponentGroup Id="ProductComponents"/],
    ['the program', standIn.replace('Id="mainExecutable"', 'Id="program"'), /File Id="mainExecutable"/],
    ['the installation folder', standIn.replace('<Directory Id="APPLICATIONFOLDER"', '<Directory Id="INSTALLDIR"'), /APPLICATIONFOLDER/],
    [
      'an installation for the whole PC',
      standIn.replace('"ALLUSERS" Secure="yes" Value="1"', '"ALLUSERS" Secure="yes" Value="2"'),
      /ALLUSERS/,
    ],
  ] as const) {
    it(`is refused by a project without ${what}, which stays as it is`, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'bmos-wxs-'));
      const file = path.join(folder, 'project.wxs');
      await writeFile(file, project);
      await assert.rejects(projectCreated(file, 'x64'), lacks);
      assert.equal(await readFile(file, 'utf8'), project);
      await rm(folder, { recursive: true });
    });
  }
});

test('electron-builder’s own template takes it', () => {
  const project = readXml(inserted(standIn));
  assert.equal(attributeOf(find(project, 'Wix') ?? {}, 'xmlns'), 'http://wixtoolset.org/schemas/v4/wxs');
  const upgrade = find(project, 'MajorUpgrade') ?? {};
  assert.equal(attributeOf(upgrade, 'DowngradeErrorMessage'), '[BmosNewer]');
  assert.equal(attributeOf(upgrade, 'Schedule'), 'afterInstallInitialize');
});

test('an earlier shortcut is removed by the component that makes it', () => {
  const project = readXml(inserted(standIn));
  const component = all(project, 'Component').find((each) => find([each], 'Shortcut'));
  const shortcut = find([component ?? {}], 'Shortcut') ?? {};
  const removal = childrenOf(component ?? {}).find((child) => nameOf(child) === 'RemoveFile');
  assert.deepEqual(removal?.[':@'], {
    Id: 'BmosShortcut',
    Directory: attributeOf(shortcut, 'Directory'),
    Name: `${attributeOf(shortcut, 'Name')}.lnk`,
    On: 'install',
  });
});
