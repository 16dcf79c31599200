// The real MSI on a real Windows: installed for the PC with properties, run, and removed without a trace.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { done, installationFolder, logonEntry, msiexec, policies, remembered } from '../msi/rig.ts';
import { assertFiles, assertWorks, installer, programName } from './installedProgram.ts';

const file = installer('MSI_PATH');
const menuEntry = path.join(process.env.ProgramData ?? '', 'Microsoft\\Windows\\Start Menu\\Programs', programName.replace(/exe$/, 'lnk'));

/** A log of its own for each step; uploaded by nobody, read by whoever looks why a step failed. */
const logged = (step: string) => ['/norestart', '/l*v', path.join(path.dirname(file), `msi-${step}.log`)];
const install = (step: string, ...properties: readonly string[]) => msiexec('/i', file, ...logged(step), ...properties);

describe('the MSI', () => {
  after(async () => {
    // Whatever failed above: this PC is left without the program.
    await msiexec('/x', file, ...logged('clean'));
  });

  it('installs for the PC, silently, and turns its properties into policies and a logon entry', async () => {
    assert.equal(await install('install', 'MAILDOMAIN=practice.example', 'LOGONAPPLY=1', 'SHORTCUTS=1'), done);
    assert.deepEqual(policies(), { MailDomain: 'practice.example', LogonApply: 1, Shortcuts: 1 });
    assert.equal(logonEntry(), `"${path.join(installationFolder, programName)}" setup --unattended --at-logon`);
    assert.ok(existsSync(menuEntry), menuEntry);
  });

  it('lays down the program and nothing of its sources', () => {
    assertFiles(installationFolder);
  });

  it('leaves a program that works without a window', () => {
    assertWorks(installationFolder);
  });

  it('changes its properties when it is installed again, and remembers the others', async () => {
    assert.equal(await install('change', 'REINSTALL=ALL', 'REINSTALLMODE=amus', 'LOGONAPPLY=0'), done);
    assert.equal(policies()?.MailDomain, 'practice.example');
    assert.equal(policies()?.LogonApply, 0);
    assert.equal(logonEntry(), undefined);
  });

  it('refuses a value that cannot be, before anything is written', async () => {
    assert.notEqual(await install('refused', 'REINSTALL=ALL', 'REINSTALLMODE=amus', 'MODE=nonsense'), done);
    assert.equal(policies()?.Mode, undefined);
  });

  it('is removed with its policies, its logon entry, its menu entry and its files', async () => {
    assert.equal(await msiexec('/x', file, ...logged('remove')), done);
    assert.equal(policies(), undefined);
    assert.equal(remembered(), undefined);
    assert.equal(logonEntry(), undefined);
    assert.ok(!existsSync(menuEntry), menuEntry);
    assert.ok(!existsSync(installationFolder), installationFolder);
  });
});
