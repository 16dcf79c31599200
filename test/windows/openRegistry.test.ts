// The way to the registry is the first that really reads, and the ways passed over are named with their reasons.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as koffi from 'koffi';
import * as native from 'native-reg';
import { createNativeRegistry } from '../../electron/workstation/windows/nativeRegistry.ts';
import { firstThatReads, openRegistry } from '../../electron/workstation/windows/openRegistry.ts';
import { createRegExeRegistry } from '../../electron/workstation/windows/regExeRegistry.ts';
import { createWshRegistry } from '../../electron/workstation/windows/wshRegistry.ts';
import { underWine } from '../servers/wine.ts';
import { leaveAlone, must } from './rig.ts';

const own = { kind: 'own', sid: null } as const;
const blocked = {
  backend: 'native',
  open: () => Promise.reject(new Error('An attempt was made to load a program with an incorrect format.')),
};
const wsh = { backend: 'wsh', open: () => Promise.resolve(createWshRegistry(own)) };
const regExe = { backend: 'regExe', open: () => Promise.resolve(createRegExeRegistry(own)) };

describe('the way to the registry', () => {
  it('is this process where the add-on loads', async () => {
    const registry = must(await openRegistry(own));
    assert.deepEqual([registry.backend, registry.passedOver], ['native', []]);
  });

  it('is reg.exe where add-ons are blocked, with Windows’ own reason', async () => {
    const registry = must(await firstThatReads(own, [blocked, regExe, wsh]));
    const reason = 'An attempt was made to load a program with an incorrect format.';
    assert.deepEqual([registry.backend, registry.passedOver], ['regExe', [{ backend: 'native', reason }]]);
  });

  it('is none where none reads, and each reason is said', { skip: !underWine && 'Windows has a script host' }, async () => {
    const opened = await firstThatReads(own, [blocked, wsh]);
    assert.ok(!opened.ok);
    assert.equal(opened.problem.code, 'registry.failed');
    assert.match(String(opened.problem.data.reason), /^native: An attempt .*; wsh: /);
  });

  it('is nobody’s hive but the own one without the add-on', async () => {
    const other = { kind: 'other', sid: 'S-1-5-21-1-2-3-4711' } as const;
    const opened = await openRegistry(other, 'none');
    assert.match(opened.ok ? opened.value.backend : String(opened.problem.data.reason), /^regExe: otherUser; wsh: otherUser$/);
  });

  it('is the script host where a policy forbids reg.exe', { skip: underWine ? 'Wine’s reg.exe heeds no policy' : leaveAlone }, async () => {
    const path = 'Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
    const policies = createNativeRegistry(native, koffi, own);
    must(await policies.setValue(`HKCU\\${path}`, 'DisableRegistryTools', { type: 'REG_DWORD', data: 2 }));
    try {
      const registry = must(await firstThatReads(own, [blocked, regExe, wsh]));
      assert.deepEqual([registry.backend, registry.passedOver?.map(({ backend }) => backend)], ['wsh', ['native', 'regExe']]);
    } finally {
      must(await policies.deleteValue(`HKCU\\${path}`, 'DisableRegistryTools'));
    }
  });
});
