// Both ways to the real registry keep the contract that the practice registry keeps, and what only a real one can show.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as native from 'native-reg';
import { findValue } from '../../electron/model/registry.ts';
import { createNativeRegistry } from '../../electron/workstation/windows/nativeRegistry.ts';
import { createRegExeRegistry } from '../../electron/workstation/windows/regExeRegistry.ts';
import { registryContract } from '../engine/registryContract.ts';
import { must } from './rig.ts';

const own = { kind: 'own', sid: null } as const;
const close = (): Promise<void> => Promise.resolve();

registryContract('Windows in this process', () => Promise.resolve({ registry: createNativeRegistry(native, own), close }));
registryContract('Windows through reg.exe', () => Promise.resolve({ registry: createRegExeRegistry(own), close }));

describe('the registry in this process', () => {
  const registry = createNativeRegistry(native, own);
  const path = 'HKCU\\Software\\BlueMind Outlook Setup exact';
  const handle = native.createKey(native.HKCU, path.slice(5), native.Access.ALL_ACCESS);
  after(() => {
    native.closeKey(handle);
    native.deleteTree(native.HKCU, path.slice(5));
  });

  const stored: readonly (readonly [title: string, type: number, bytes: string])[] = [
    ['a text without its ending NUL', 1, '610062'],
    ['a text of no bytes', 1, ''],
    ['a text with a NUL in it', 1, '61000000620000000000'],
    ['an expandable text without its ending NUL', 2, '6100'],
    ['a list without its ending NUL', 7, '610000006200'],
    ['a list with an empty line in it', 7, '6100000000006200000000000000'],
    ['a number of three bytes', 4, '010203'],
    ['a number of no bytes', 11, ''],
    ['a big-endian number', 5, '00000001'],
    ['a link', 6, '5c00'],
    ['a resource list', 8, '0102030405'],
    ['a type that winnt.h does not name', 4711, '00ff'],
  ];
  for (const [title, type, bytes] of stored) {
    it(`reads ${title} and writes it back to the byte`, async () => {
      const set: (key: unknown, name: string, type: number, bytes: Buffer) => void = native.setValueRaw as never;
      // Windows looks past the end of a text for its NUL: there is none.
      set(handle, 'v', type, Buffer.from(`${bytes}ffffffff`, 'hex').subarray(0, bytes.length / 2));
      const value = findValue(must(await registry.readKey(path)), 'v');
      assert.ok(value);
      must(await registry.setValue(path, 'v', { type: 'REG_SZ', data: 'something else' }));
      must(await registry.setValue(path, 'v', value));
      const raw = native.queryValueRaw(handle, 'v');
      assert.deepEqual([raw?.type, raw?.toString('hex')], [type, bytes]);
    });
  }

  it('goes on while somebody else writes to the same key', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `value ${index}`);
    await Promise.all(
      names.map(async (name) => must(await registry.setValue(`${path}\\busy`, name, { type: 'REG_SZ', data: name.repeat(100) }))),
    );
    const reads = await Promise.all(
      names.map(async (name, index) => {
        if (index % 2 === 0) must(await registry.deleteValue(`${path}\\busy`, name));
        return must(await registry.readKey(`${path}\\busy`));
      }),
    );
    assert.ok(reads.every((key) => key !== undefined));
    assert.equal(must(await registry.readKey(`${path}\\busy`))?.values.length, 25);
  });

  it('refuses names that Windows refuses, in words of its own', async () => {
    for (const bad of [`${path}\\${'k'.repeat(256)}`, 'HKCU\\a\\\\b', 'HKEY_USERS\\a', `${path}\\a\nb`]) {
      const made = await registry.createKey(bad);
      assert.equal(made.ok ? 'made' : made.problem.code, 'registry.failed', bad);
    }
  });
});

describe('the hive of somebody else', () => {
  const sid = 'S-1-5-21-1-2-3-4711';
  const theirs = createNativeRegistry(native, { kind: 'other', sid });
  before(() => native.closeKey(native.createKey(native.HKU, sid, native.Access.ALL_ACCESS)));
  after(() => native.deleteTree(native.HKU, sid));

  it('is written instead of the own one', async () => {
    const path = 'HKCU\\Software\\BlueMind Outlook Setup theirs';
    must(await theirs.setValue(path, 'v', { type: 'REG_SZ', data: 'theirs' }));
    const key = native.openKey(native.HKU, `${sid}\\Software\\BlueMind Outlook Setup theirs`, native.Access.READ);
    assert.equal(key && native.queryValue(key, 'v'), 'theirs');
    native.closeKey(key);
    assert.equal(must(await createNativeRegistry(native, own).readKey(path)), undefined);
  });

  it('shares the machine', async () => {
    const path = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    assert.deepEqual(must(await theirs.readKey(path)), must(await createNativeRegistry(native, own).readKey(path)));
  });

  it('is not within reach of reg.exe, which says so', async () => {
    const read = await createRegExeRegistry({ kind: 'other', sid }).readKey('HKCU\\Software');
    assert.deepEqual(read.ok ? read.value : read.problem.data, { path: 'HKCU\\Software', reason: 'otherUser' });
  });
});
