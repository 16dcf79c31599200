// The way to the real registry through reg.exe keeps the same contract; apart, because each of its calls starts a process.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { findValue } from '../../electron/model/registry.ts';
import { createRegExeRegistry } from '../../electron/workstation/windows/regExeRegistry.ts';
import { runReg, type RunReg } from '../../electron/workstation/windows/runRegExe.ts';
import { registryContract } from '../engine/registryContract.ts';
import { denyWriting } from './registryRights.ts';
import { must } from './rig.ts';

const own = { kind: 'own', sid: null } as const;
const close = (): Promise<void> => Promise.resolve();

const denied = denyWriting('Software\\Policies\\BlueMind Outlook Setup read only');
after(() => denied.restore());

registryContract('Windows through reg.exe', () => Promise.resolve({ registry: createRegExeRegistry(own), close }), {
  denied,
  // .reg files have no way to say these.
  mayRefuse: (name, data) => data.type === 'REG_OTHER' || name.length > 255 || String(data.data).includes('\0'),
  normalisesTexts: true,
});

describe('reg.exe that does not start once', () => {
  const path = 'HKCU\\Software\\BlueMind Outlook Setup unlucky';
  const written = { type: 'REG_SZ', data: 'written' } as const;
  /** Windows' reg.exe, but that its first so many runs with this command end before they did anything. */
  const unlucky = (command: string, times: number): { readonly run: RunReg; readonly asked: () => number } => {
    let asked = 0;
    const run: RunReg = (args) => {
      if (args[0] !== command) return runReg(args);
      asked += 1;
      return asked > times ? runReg(args) : Promise.resolve('exit 1');
    };
    return { run, asked: () => asked };
  };
  after(async () => must(await createRegExeRegistry(own).deleteKey(path)));

  it('is asked again for a write', async () => {
    const { run, asked } = unlucky('import', 1);
    const registry = createRegExeRegistry(own, run);
    must(await registry.setValue(path, 'v', written));
    assert.deepEqual(findValue(must(await registry.readKey(path)), 'v'), { name: 'v', ...written });
    assert.equal(asked(), 2);
  });

  it('is asked again for a key that is there', async () => {
    must(await createRegExeRegistry(own).setValue(path, 'v', written));
    const { run } = unlucky('export', 1);
    assert.deepEqual(findValue(must(await createRegExeRegistry(own, run).readKey(path)), 'v'), { name: 'v', ...written });
  });

  it('is believed the second time, and how it ended is told', async () => {
    const { run, asked } = unlucky('import', 9);
    const set = await createRegExeRegistry(own, run).setValue(path, 'never', written);
    assert.deepEqual(set.ok || set.problem, { code: 'registry.failed', data: { path, reason: 'reg.exe: exit 1' } });
    assert.equal(asked(), 2);
    assert.equal(findValue(must(await createRegExeRegistry(own).readKey(path)), 'never'), undefined);
  });
});
