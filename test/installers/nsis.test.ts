// The real per-user installer on a real Windows: installed without administrator rights, run, and removed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as native from 'native-reg';
import { product } from '../../build/packages/stage.ts';
import { policies } from '../msi/rig.ts';
import { assertFiles, assertWorks, installer, programName } from './installedProgram.ts';

const uninstallKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

/** The entry in "Installed apps" of this person. */
function entry(): Readonly<Record<string, unknown>> | undefined {
  const key = native.openKey(native.HKCU, uninstallKey, native.Access.READ);
  if (key === null) return undefined;
  const names = native.enumKeyNames(key);
  native.closeKey(key);
  for (const name of names) {
    const one = native.openKey(native.HKCU, `${uninstallKey}\\${name}`, native.Access.READ);
    if (one === null) continue;
    const values = native.enumValueNames(one).map((value) => [value, native.queryValue(one, value)] as const);
    native.closeKey(one);
    const found: Readonly<Record<string, unknown>> = Object.fromEntries(values);
    if (found.DisplayName === product().productName) return found;
  }
  return undefined;
}

const folder = path.join(process.env.LOCALAPPDATA ?? '', 'Programs', product().name);

describe('the per-user installer', () => {
  it('installs for the person, silently, and touches nothing of the PC', () => {
    const ran = spawnSync(installer('NSIS_PATH'), ['/S', `/D=${folder}`], { timeout: 100_000, windowsVerbatimArguments: true });
    assert.equal(ran.status, 0);
    assertFiles(folder);
    assert.ok(entry());
    assert.equal(policies(), undefined);
  });

  it('leaves a program that works without a window', () => {
    assertWorks(folder);
  });

  it('is removed by what "Installed apps" runs', async () => {
    const command = entry()?.QuietUninstallString;
    assert.ok(typeof command === 'string');
    const [, program = '', args = ''] = /^"([^"]+)" ?(.*)$/.exec(command) ?? [];
    // Started in place of its copy (_?=), it ends when it is done.
    spawnSync(program, [...args.split(' '), `_?=${folder}`], { timeout: 100_000, windowsVerbatimArguments: true });
    for (let waited = 0; waited < 30_000 && existsSync(path.join(folder, programName)); waited += 500) await sleep(500);
    assert.ok(!existsSync(path.join(folder, programName)));
    assert.equal(entry(), undefined);
  });
});
