// The per-user installer as electron-builder makes it, around a stand-in for Electron: what it lays down, replaces, and takes away.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import * as native from 'native-reg';
import { folderTree } from '../packages/folderTree.ts';
import { unpackedFolder } from './builds.ts';
import {
  done,
  entry,
  install,
  installedArchive,
  installedVersion,
  localData,
  machineTraces,
  menuEntry,
  newerIsThere,
  oldWindows,
  otherProcessor,
  programFolder,
  programName,
  remembered,
  uninstall,
} from './rig.ts';

const uninstaller = `Uninstall ${programName}`;
const profileKey = 'Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\BlueMind';
const wineKey = 'Software\\Wine';

/** The installed files without the uninstaller, which is made by the installer itself. */
function installedFiles(folder = programFolder) {
  const { [uninstaller]: own, ...files } = folderTree(folder);
  return { own, files };
}

function setText(key: string, name: string, text: string): void {
  const opened = native.createKey(native.HKCU, key, native.Access.ALL_ACCESS);
  native.setValueSZ(opened, name, text);
  native.closeKey(opened);
}

function textOf(key: string, name: string): unknown {
  const opened = native.openKey(native.HKCU, key, native.Access.READ);
  if (opened === null) return undefined;
  const text = native.queryValue(opened, name);
  native.closeKey(opened);
  return text;
}

function deleteKeyValue(key: string, name: string): void {
  const opened = native.openKey(native.HKCU, key, native.Access.ALL_ACCESS);
  if (opened === null) return;
  native.deleteValue(opened, name);
  native.closeKey(opened);
}

describe('the per-user installer', () => {
  afterEach(async () => {
    if (entry() !== undefined) await uninstall();
  });

  it('lays down what was packed, for this person, and nothing of it anywhere else', async () => {
    assert.equal(await install('x64-1.0.0'), done);
    const { own, files } = installedFiles();
    assert.deepEqual(files, folderTree(unpackedFolder('x64-1.0.0')));
    assert.ok(own !== undefined, 'it can be removed');
    assert.ok(existsSync(menuEntry), menuEntry);
    assert.ok(!existsSync(path.join(process.env.USERPROFILE ?? '', 'Desktop', 'BlueMind Outlook Setup.lnk')), 'no icon on the desktop');
    assert.deepEqual(machineTraces(), []);
  });

  it('says in "Installed apps" what it is, who made it and how it is removed', async () => {
    await install('x64-1.0.0');
    const { DisplayName, DisplayVersion, Publisher, UninstallString, QuietUninstallString, NoModify, EstimatedSize } = entry() ?? {};
    const command = `"${path.join(programFolder, uninstaller)}" /currentuser`;
    assert.deepEqual(
      { DisplayName, DisplayVersion, Publisher, UninstallString, QuietUninstallString, NoModify },
      {
        DisplayName: 'BlueMind Outlook Setup',
        DisplayVersion: '1.0.0',
        Publisher: 'BlueMind',
        UninstallString: command,
        QuietUninstallString: `${command} /S`,
        NoModify: 1,
      },
    );
    assert.ok(Number(EstimatedSize) > 1_000, 'kilobytes');
  });

  it('keeps no copy of itself for an updater that there is not', async () => {
    await install('x64-1.0.0');
    assert.ok(!existsSync(localData('bluemind-outlook-setup-updater')));
  });

  it('goes to another folder where it is told to, with spaces and any script in its name', async () => {
    const folder = localData('Größe 設定 (x)');
    assert.equal(await install('x64-1.0.0', `/D=${folder}`), done);
    assert.deepEqual(installedFiles(folder).files, folderTree(unpackedFolder('x64-1.0.0')));
    assert.equal(remembered()?.InstallLocation, folder);
    await uninstall();
    assert.ok(!existsSync(folder));
  });

  it('replaces an older version, whose files go', async () => {
    await install('x64-1.0.0');
    const before = installedArchive();
    writeFileSync(path.join(programFolder, 'of the old version.txt'), 'x');
    assert.equal(await install('x64-2.0.0'), done);
    assert.equal(installedVersion(), '2.0.0');
    assert.notDeepEqual(installedArchive(), before);
    assert.deepEqual(installedFiles().files, folderTree(unpackedFolder('x64-2.0.0')));
    assert.ok(existsSync(menuEntry), menuEntry);
  });

  it('refuses to go back to an older version, and changes nothing', async () => {
    await install('x64-2.0.0');
    const before = folderTree(programFolder);
    assert.equal(await install('x64-1.0.0'), newerIsThere);
    assert.deepEqual(folderTree(programFolder), before);
    assert.equal(installedVersion(), '2.0.0');
  });

  it('puts back what is damaged when the same version is installed once more', async () => {
    await install('x64-1.0.0');
    writeFileSync(path.join(programFolder, 'resources', 'app.asar'), 'damaged');
    rmSync(path.join(programFolder, 'LICENSES.chromium.html'));
    rmSync(menuEntry);
    assert.equal(await install('x64-1.0.0'), done);
    assert.deepEqual(installedFiles().files, folderTree(unpackedFolder('x64-1.0.0')));
  });

  it('is removed without a trace of its own, and leaves a person’s journals and profiles', async () => {
    await install('x64-1.0.0');
    const journal = localData('BlueMind Outlook Setup', 'journals', 'one.json');
    mkdirSync(path.dirname(journal), { recursive: true });
    writeFileSync(journal, '{}');
    setText(profileKey, 'kept', 'yes');
    await uninstall();
    assert.ok(!existsSync(programFolder), programFolder);
    assert.ok(!existsSync(menuEntry), menuEntry);
    assert.deepEqual([entry(), remembered()], [undefined, undefined]);
    assert.equal(readFileSync(journal, 'utf8'), '{}');
    assert.equal(textOf(profileKey, 'kept'), 'yes');
    rmSync(localData('BlueMind Outlook Setup'), { recursive: true });
  });
});

describe('a PC that it is not for', () => {
  after(() => {
    deleteKeyValue(wineKey, 'Version');
  });

  /** Nothing of it is there. */
  function assertNothing(): void {
    assert.deepEqual([entry(), remembered()], [undefined, undefined]);
    assert.ok(!existsSync(programFolder) && !existsSync(menuEntry));
  }

  it('is refused where it has another processor', async () => {
    assert.equal(await install('arm64-1.0.0'), otherProcessor);
    assertNothing();
  });

  it('is refused where its Windows is too old', async () => {
    setText(wineKey, 'Version', 'win81');
    assert.equal(await install('x64-1.0.0'), oldWindows);
    assertNothing();
    deleteKeyValue(wineKey, 'Version');
  });
});
