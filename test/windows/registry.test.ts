// The way to the real registry in this process keeps the contract that the practice registry keeps, and what only a real one can show.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import * as koffi from 'koffi';
import * as native from 'native-reg';
import { findValue, textOf } from '../../electron/model/registry.ts';
import { createNativeRegistry } from '../../electron/workstation/windows/nativeRegistry.ts';
import { createRegExeRegistry } from '../../electron/workstation/windows/regExeRegistry.ts';
import { registryCalls } from '../../electron/workstation/windows/registryCalls.ts';
import { readSessionAccounts } from '../../electron/workstation/windows/session.ts';
import { createWshRegistry } from '../../electron/workstation/windows/wshRegistry.ts';
import { valueLines } from '../../electron/workstation/windows/wshScripts.ts';
import { registryContract } from '../engine/registryContract.ts';
import { underWine } from '../servers/wine.ts';
import { denyWriting } from './registryRights.ts';
import { sharedValues, startWriter, stayingNames } from './registryWriter.ts';
import { leaveAlone, must } from './rig.ts';

const own = { kind: 'own', sid: null } as const;
const close = (): Promise<void> => Promise.resolve();

const denied = denyWriting('Software\\Policies\\BlueMind Outlook Setup read only');
after(() => denied.restore());

registryContract('Windows in this process', () => Promise.resolve({ registry: createNativeRegistry(native, koffi, own), close }), {
  denied,
});

describe('the user’s hive', () => {
  it('can be had on disk, the own one and one of the loaded ones', async () => {
    const { ownSid } = readSessionAccounts(koffi);
    for (const hive of [own, { kind: 'other', sid: ownSid } as const]) {
      const registry = createNativeRegistry(native, koffi, hive);
      assert.ok('flush' in registry);
      await registry.flush();
    }
    const calls = registryCalls(koffi);
    const key = calls.open('HKCU', 'Software');
    assert.ok(key !== undefined);
    assert.equal(await calls.flush(key), true);
    calls.close(key);
  });
});

describe('the script host', { skip: underWine && 'Wine’s cscript.exe knows no .wsf files' }, () => {
  registryContract('Windows through the script host', () => Promise.resolve({ registry: createWshRegistry(own), close }), {
    denied,
    mayRefuse: (name, data) => valueLines(name, data) === undefined || name.length > 255 || /["\\]/.test(name),
  });
});

describe('the registry in this process', () => {
  const registry = createNativeRegistry(native, koffi, own);
  const path = 'HKCU\\Software\\BlueMind Outlook Setup exact';
  const handle = native.createKey(native.HKCU, path.slice(5), native.Access.ALL_ACCESS);
  after(() => {
    native.closeKey(handle);
    native.deleteTree(native.HKCU, path.slice(5));
  });

  it('reads what others stored oddly, and writes it back to the byte', async () => {
    const oddly: readonly (readonly [type: number, bytes: string])[] = [
      [1, '61000000620000000000'],
      [7, '6100000000006200000000000000'],
      [7, '61000000620000'],
      [7, ''],
      [6, '5c00'],
    ];
    for (const [type, bytes] of oddly) {
      const set: (key: unknown, name: string, type: number, bytes: Buffer) => void = native.setValueRaw as never;
      // Windows looks past the end of a text for its NUL: there is none.
      set(handle, 'v', type, Buffer.from(`${bytes}ffffffff`, 'hex').subarray(0, bytes.length / 2));
      const value = findValue(must(await registry.readKey(path)), 'v');
      assert.ok(value);
      must(await registry.setValue(path, 'v', { type: 'REG_SZ', data: 'something else' }));
      must(await registry.setValue(path, 'v', value));
      const raw = native.queryValueRaw(handle, 'v');
      assert.deepEqual([raw?.type, raw?.toString('hex')], [type, bytes]);
    }
  });

  it('reads each value whole while another process replaces it by one of another type and length', async () => {
    const writer = startWriter('replace', `${path}\\shared`);
    try {
      await writer.begun;
      const kinds = new Set<string>();
      for (let reading = 0; reading < 1_000; reading += 1) {
        const read = await registry.readKey(`${path}\\shared`);
        if (!read.ok) assert.deepEqual(read.problem.data.reason, 'changing');
        const value = read.ok ? findValue(read.value, 'v') : undefined;
        if (!value) continue;
        kinds.add(value.type);
        assert.equal(JSON.stringify(value), JSON.stringify({ name: 'v', ...sharedValues.find(({ type }) => type === value.type) }));
        // Lets the other process have its turn on a PC of one core.
        if (reading % 20 === 0) await setImmediate();
      }
      assert.ok(kinds.size > 0);
    } finally {
      await writer.stop();
    }
  });

  it('reads all values that stay while another process removes one and adds another, so that their number is the same', async () => {
    const writer = startWriter('exchange', `${path}\\exchanged`);
    try {
      await writer.begun;
      let readings = 0;
      for (let reading = 0; reading < 1_000; reading += 1) {
        const read = await registry.readKey(`${path}\\exchanged`);
        if (reading % 20 === 0) await setImmediate();
        if (!read.ok) {
          assert.deepEqual(read.problem.data.reason, 'changing');
          continue;
        }
        readings += 1;
        const names = read.value?.values.map(({ name }) => name) ?? [];
        assert.deepEqual(names.filter((name) => stayingNames.includes(name)).sort(), stayingNames);
        assert.ok(names.length <= stayingNames.length + 1, names.join());
      }
      assert.ok(readings > 0);
    } finally {
      await writer.stop();
    }
  });

  it('writes into a key that another process removes again and again', async () => {
    const writer = startWriter('remove', `${path}\\removed`);
    try {
      await writer.begun;
      for (let writing = 0; writing < 300; writing += 1) {
        must(await registry.setValue(`${path}\\removed`, 'v', { type: 'REG_DWORD', data: writing }));
        must(await registry.deleteValue(`${path}\\removed`, 'v'));
        must(await registry.deleteKey(`${path}\\removed`));
      }
    } finally {
      await writer.stop();
    }
  });

  it('refuses names that Windows refuses, in words of its own', async () => {
    for (const bad of [`${path}\\${'k'.repeat(256)}`, 'HKCU\\a\\\\b', 'HKEY_USERS\\a', `${path}\\a\nb`]) {
      const made = await registry.createKey(bad);
      assert.equal(made.ok ? 'made' : made.problem.code, 'registry.failed', bad);
    }
  });
});

describe('the 32-bit view', { skip: leaveAlone }, () => {
  const name = 'BlueMind Outlook Setup views';
  const only32 = native.Access.ALL_ACCESS | native.Access.WOW64_32KEY;
  const only64 = native.Access.ALL_ACCESS | native.Access.WOW64_64KEY;
  before(() => {
    for (const [access, text] of [
      [only32, '32'],
      [only64, '64'],
    ] as const) {
      const key = native.createKey(native.HKLM, `SOFTWARE\\${name}`, access);
      native.setValueSZ(key, 'view', text);
      native.closeKey(key);
    }
  });
  after(() => {
    native.deleteTree(native.HKLM, `SOFTWARE\\${name}`);
    native.deleteTree(native.HKLM, `SOFTWARE\\WOW6432Node\\${name}`);
  });

  for (const [title, registry] of [
    ['in this process', createNativeRegistry(native, koffi, own)],
    ['through reg.exe', createRegExeRegistry(own)],
  ] as const) {
    it(`is the key WOW6432Node of the 64-bit view, ${title}`, async () => {
      assert.equal(textOf(must(await registry.readKey(`HKLM\\SOFTWARE\\${name}`)), 'view'), '64');
      assert.equal(textOf(must(await registry.readKey(`HKLM\\SOFTWARE\\WOW6432Node\\${name}`)), 'view'), '32');
      must(await registry.setValue(`HKLM\\SOFTWARE\\WOW6432Node\\${name}`, 'written', { type: 'REG_SZ', data: title }));
      const key = native.openKey(native.HKLM, `SOFTWARE\\${name}`, native.Access.READ | native.Access.WOW64_32KEY);
      assert.equal(key && native.queryValue(key, 'written'), title);
      native.closeKey(key);
    });
  }
});

describe('the hive of somebody else', () => {
  const sid = 'S-1-5-21-1-2-3-4711';
  const theirs = createNativeRegistry(native, koffi, { kind: 'other', sid });
  before(() => native.closeKey(native.createKey(native.HKU, sid, native.Access.ALL_ACCESS)));
  after(() => native.deleteTree(native.HKU, sid));

  it('is written instead of the own one', async () => {
    const path = 'HKCU\\Software\\BlueMind Outlook Setup theirs';
    must(await theirs.setValue(path, 'v', { type: 'REG_SZ', data: 'theirs' }));
    const key = native.openKey(native.HKU, `${sid}\\Software\\BlueMind Outlook Setup theirs`, native.Access.READ);
    assert.equal(key && native.queryValue(key, 'v'), 'theirs');
    native.closeKey(key);
    assert.equal(must(await createNativeRegistry(native, koffi, own).readKey(path)), undefined);
  });

  it('shares the machine', async () => {
    const path = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    assert.deepEqual(must(await theirs.readKey(path)), must(await createNativeRegistry(native, koffi, own).readKey(path)));
  });

  it('is not within reach of reg.exe, which says so', async () => {
    const read = await createRegExeRegistry({ kind: 'other', sid }).readKey('HKCU\\Software');
    assert.deepEqual(read.ok ? read.value : read.problem.data, { path: 'HKCU\\Software', reason: 'otherUser' });
  });
});
