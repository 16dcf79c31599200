// What every registry adapter must do, as tests that each adapter's own test file runs against itself.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findValue, type RegistryData } from '../../electron/model/registry.ts';
import type { Result } from '../../electron/model/result.ts';
import type { Registry } from '../../electron/workstation/port.ts';

export interface RegistryUnderTest {
  readonly registry: Registry;
  close(): Promise<void>;
}

const base = 'HKCU\\Software\\BlueMind Outlook Setup contract';

const cases: readonly (readonly [title: string, name: string, data: RegistryData])[] = [
  ['a text', 'text', { type: 'REG_SZ', data: 'C:\\Program Files\\"quoted"\\Öffnen' }],
  ['an empty text', 'empty text', { type: 'REG_SZ', data: '' }],
  ['a text of several lines', 'lines', { type: 'REG_SZ', data: 'one\r\ntwo\nthree' }],
  ['a text outside the basic plane', 'emoji', { type: 'REG_SZ', data: '📧 Büro – 事務所 – مكتب' }],
  ['an expandable text', 'expand', { type: 'REG_EXPAND_SZ', data: '%USERPROFILE%\\Documents' }],
  ['a list with commas', 'list', { type: 'REG_MULTI_SZ', data: ['a,b', 'c, d', '"e"'] }],
  ['an empty list', 'empty list', { type: 'REG_MULTI_SZ', data: [] }],
  ['the number 0', 'zero', { type: 'REG_DWORD', data: 0 }],
  ['the largest 32-bit number', 'max', { type: 'REG_DWORD', data: 0xffffffff }],
  ['the largest 64-bit number', 'qmax', { type: 'REG_QWORD', data: '18446744073709551615' }],
  ['bytes', 'bytes', { type: 'REG_BINARY', data: '00ff7f80' }],
  ['no bytes', 'no bytes', { type: 'REG_BINARY', data: '' }],
  ['1 MB of bytes', 'megabyte', { type: 'REG_BINARY', data: '0123456789abcdef'.repeat(131_072) }],
  ['a value of no type', 'none', { type: 'REG_NONE', data: '0102' }],
  ['a name with an equals sign, quotes and a backslash', 'a="b"\\c', { type: 'REG_SZ', data: 'x' }],
  ['a name of 255 characters', 'ñ'.repeat(255), { type: 'REG_DWORD', data: 1 }],
];

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

async function removeTree(registry: Registry, path: string): Promise<void> {
  const key = must(await registry.readKey(path));
  for (const name of key?.subkeys ?? []) await removeTree(registry, `${path}\\${name}`);
  must(await registry.deleteKey(path));
}

/** Declares the contract's tests for one adapter; `deniedPath` is a path that its rights may not write, if there is one. */
export function registryContract(name: string, open: () => Promise<RegistryUnderTest>, deniedPath?: string): void {
  describe(`the registry of ${name}`, () => {
    let subject: RegistryUnderTest;
    let registry: Registry;
    before(async () => {
      subject = await open();
      registry = subject.registry;
      await removeTree(registry, base);
    });
    after(async () => {
      await removeTree(registry, base);
      await subject.close();
    });

    for (const [title, valueName, data] of cases) {
      it(`gives back ${title} as it was set`, async () => {
        must(await registry.setValue(`${base}\\values`, valueName, data));
        const key = must(await registry.readKey(`${base}\\values`));
        assert.deepEqual(findValue(key, valueName), { name: valueName, ...data });
        must(await registry.deleteValue(`${base}\\values`, valueName));
      });
    }

    it('keeps the default value under the empty name', async () => {
      must(await registry.setValue(`${base}\\default`, '', { type: 'REG_SZ', data: 'unnamed' }));
      assert.deepEqual(must(await registry.readKey(`${base}\\default`))?.values, [{ name: '', type: 'REG_SZ', data: 'unnamed' }]);
      must(await registry.deleteValue(`${base}\\default`, ''));
      assert.deepEqual(must(await registry.readKey(`${base}\\default`))?.values, []);
    });

    it('compares names without regard to case and keeps their first spelling', async () => {
      must(await registry.setValue(`${base}\\Spelling`, 'ExcludeÄScp', { type: 'REG_DWORD', data: 0 }));
      must(await registry.setValue(`${base.toUpperCase()}\\SPELLING`, 'excludeäSCP', { type: 'REG_DWORD', data: 1 }));
      const key = must(await registry.readKey(`HKCU${base.slice(4).toLowerCase()}\\spelling`));
      assert.deepEqual(key?.values, [{ name: 'ExcludeÄScp', type: 'REG_DWORD', data: 1 }]);
      assert.ok(must(await registry.readKey(base))?.subkeys.includes('Spelling'));
    });

    it('replaces the type together with the data', async () => {
      must(await registry.setValue(`${base}\\retyped`, 'v', { type: 'REG_SZ', data: '1' }));
      must(await registry.setValue(`${base}\\retyped`, 'v', { type: 'REG_DWORD', data: 1 }));
      assert.deepEqual(must(await registry.readKey(`${base}\\retyped`))?.values, [{ name: 'v', type: 'REG_DWORD', data: 1 }]);
    });

    it('says undefined for a key that is not there', async () => {
      assert.equal(must(await registry.readKey(`${base}\\not\\there`)), undefined);
    });

    it('creates a key with its parents and leaves an existing one as it is', async () => {
      const deep = `${base}\\${Array.from({ length: 30 }, (_, level) => `level ${level}`).join('\\')}`;
      must(await registry.createKey(deep));
      must(await registry.setValue(deep, 'v', { type: 'REG_SZ', data: 'kept' }));
      must(await registry.createKey(deep));
      assert.deepEqual(must(await registry.readKey(deep)), { values: [{ name: 'v', type: 'REG_SZ', data: 'kept' }], subkeys: [] });
    });

    it('has keys whose names are Unicode or 255 characters long', async () => {
      for (const keyName of ['Büro 事務所 📧', 'k'.repeat(255)]) {
        must(await registry.createKey(`${base}\\names\\${keyName}`));
        assert.ok(must(await registry.readKey(`${base}\\names`))?.subkeys.includes(keyName));
        must(await registry.deleteKey(`${base}\\names\\${keyName}`));
      }
    });

    it('removes what is there and is content with what is not', async () => {
      must(await registry.setValue(`${base}\\gone`, 'v', { type: 'REG_SZ', data: '' }));
      must(await registry.deleteValue(`${base}\\gone`, 'V'));
      must(await registry.deleteValue(`${base}\\gone`, 'v'));
      must(await registry.deleteValue(`${base}\\never`, 'v'));
      must(await registry.deleteKey(`${base}\\gone`));
      must(await registry.deleteKey(`${base}\\gone`));
      assert.equal(must(await registry.readKey(`${base}\\gone`)), undefined);
    });

    it('refuses to remove a key that has subkeys', async () => {
      must(await registry.createKey(`${base}\\parent\\child`));
      const removed = await registry.deleteKey(`${base}\\parent`);
      assert.equal(removed.ok ? 'removed' : removed.problem.code, 'registry.failed');
      assert.ok(must(await registry.readKey(`${base}\\parent\\child`)));
    });

    if (deniedPath === undefined) return;
    it('says registry.denied where these rights do not reach', async () => {
      const found = must(await registry.readKey(deniedPath));
      const writes = [
        await registry.setValue(deniedPath, 'v', { type: 'REG_SZ', data: '' }),
        await registry.createKey(`${deniedPath}\\new`),
      ];
      for (const written of writes) assert.equal(written.ok ? 'written' : written.problem.code, 'registry.denied');
      assert.deepEqual(must(await registry.readKey(deniedPath)), found);
    });
  });
}
