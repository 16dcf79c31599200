// The MSI as electron-builder makes it of the whole program, around a stand-in for Electron: every file, its upgrade, its removal, and whom it refuses.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import * as native from 'native-reg';
import { installerOf, unpackedFolder, type Build } from '../nsis/builds.ts';
import { folderTree } from '../packages/folderTree.ts';
import {
  deleteMachineValue,
  done,
  installationFolder,
  logonEntry,
  machineValues,
  msiexec,
  policies,
  refused,
  remembered,
  setMachineText,
} from './rig.ts';

const windowsKey = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const majorVersion = 'CurrentMajorVersionNumber';
const environmentKey = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';

const install = (build: Build, ...given: readonly string[]) => msiexec('/i', installerOf(build, 'msi'), ...given);
const remove = (build: Build) => msiexec('/x', installerOf(build, 'msi'));

function assertNothing(): void {
  assert.ok(!existsSync(installationFolder), installationFolder);
  assert.deepEqual([policies(), remembered(), logonEntry()], [undefined, undefined, undefined]);
}

describe('the MSI of the whole program', () => {
  afterEach(async () => {
    for (const build of ['x64-1.0.0', 'x64-2.0.0', 'arm64-1.0.0'] as const) await remove(build);
  });

  it('lays down every file that was packed, and turns its properties into policies', async () => {
    assert.equal(await install('x64-1.0.0', 'MAILDOMAIN=practice.example', 'LOGONAPPLY=1'), done);
    assert.deepEqual(folderTree(installationFolder), folderTree(unpackedFolder('x64-1.0.0')));
    assert.equal(policies()?.MailDomain, 'practice.example');
    assert.equal(logonEntry(), `"${path.join(installationFolder, 'BlueMind Outlook Setup.exe')}" setup --unattended --at-logon`);
  });

  it('replaces every file in an upgrade, and keeps what it was given', async () => {
    await install('x64-1.0.0', 'MAILDOMAIN=practice.example');
    assert.equal(await install('x64-2.0.0'), done);
    assert.deepEqual(folderTree(installationFolder), folderTree(unpackedFolder('x64-2.0.0')));
    assert.equal(policies()?.MailDomain, 'practice.example');
    assert.notEqual(await install('x64-1.0.0'), done, 'and there is no way back');
    assert.deepEqual(folderTree(installationFolder), folderTree(unpackedFolder('x64-2.0.0')));
  });

  it('puts back what was damaged in a repair', async () => {
    await install('x64-1.0.0');
    writeFileSync(path.join(installationFolder, 'resources', 'app.asar'), 'damaged');
    assert.equal(await install('x64-1.0.0', 'REINSTALL=ALL', 'REINSTALLMODE=amus'), done);
    assert.deepEqual(folderTree(installationFolder), folderTree(unpackedFolder('x64-1.0.0')));
  });

  it('takes all of it away', async () => {
    await install('x64-1.0.0', 'MAILDOMAIN=practice.example', 'LOGONAPPLY=1');
    assert.equal(await remove('x64-1.0.0'), done);
    assertNothing();
  });

  it('for ARM64 is refused on another processor, and taken on its own', async () => {
    assert.equal(await install('arm64-1.0.0'), refused);
    assertNothing();
    const before = machineValues(environmentKey)?.PROCESSOR_ARCHITECTURE;
    setMachineText(environmentKey, 'PROCESSOR_ARCHITECTURE', 'ARM64');
    try {
      assert.equal(await install('arm64-1.0.0'), done);
      assert.deepEqual(folderTree(installationFolder), folderTree(unpackedFolder('arm64-1.0.0')));
    } finally {
      if (typeof before === 'string') setMachineText(environmentKey, 'PROCESSOR_ARCHITECTURE', before);
      else deleteMachineValue(environmentKey, 'PROCESSOR_ARCHITECTURE');
    }
    // Windows Installer looks at what is installed already, not at the PC.
    assert.equal(await remove('arm64-1.0.0'), done);
    assertNothing();
  });

  it('is refused by a Windows before 10', async () => {
    const before = machineValues(windowsKey)?.[majorVersion];
    deleteMachineValue(windowsKey, majorVersion);
    try {
      assert.equal(await install('x64-1.0.0'), refused);
      assertNothing();
    } finally {
      const key = native.openKey(native.HKLM, windowsKey, native.Access.ALL_ACCESS);
      if (key !== null && typeof before === 'number') native.setValueDWORD(key, majorVersion, before);
      native.closeKey(key);
    }
  });
});
