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

/** What one backend cannot do as the contract says; everything else it must. */
export interface Limits {
  /** A path that the backend's rights may not write, or why there is none. */
  readonly denied: { readonly path: string } | { readonly skip: string };
  /** Values that the backend may refuse (`registry.failed`, nothing changed) instead of keeping them exactly; never may it alter one. */
  readonly mayRefuse?: (name: string, data: RegistryData) => boolean;
  /** The backend keeps what a text says, but not an unusual way in which it was stored (without its ending NUL …). */
  readonly normalisesTexts?: true;
}

const base = 'HKCU\\Software\\BlueMind Outlook Setup contract';

const cases: readonly (readonly [title: string, name: string, data: RegistryData])[] = [
  ['a text', 'text', { type: 'REG_SZ', data: 'C:\\Program Files\\"quoted"\\Öffnen' }],
  ['an empty text', 'empty text', { type: 'REG_SZ', data: '' }],
  ['a text of several lines', 'lines', { type: 'REG_SZ', data: 'one\r\ntwo\nthree' }],
  ['a text outside the basic plane', 'emoji', { type: 'REG_SZ', data: '📧 Büro – 事務所 – مكتب' }],
  ['an expandable text', 'expand', { type: 'REG_EXPAND_SZ', data: '%USERPROFILE%\\Documents' }],
  ['an empty expandable text', 'empty expand', { type: 'REG_EXPAND_SZ', data: '' }],
  ['1 MB of text', 'megabyte of text', { type: 'REG_SZ', data: 'é0123456789abcde'.repeat(32_768) }],
  ['a text that looks like line breaks', 'backslashes', { type: 'REG_SZ', data: 'C:\\root\\new\\table' }],
  ['a text with combining characters as they are', 'combining', { type: 'REG_SZ', data: 'e\u0301 \u00e9' }],
  ['half of a character outside the basic plane', 'half', { type: 'REG_SZ', data: 'a\ud83db' }],
  ['a list with commas', 'list', { type: 'REG_MULTI_SZ', data: ['a,b', 'c, d', '"e"'] }],
  ['an empty list', 'empty list', { type: 'REG_MULTI_SZ', data: [] }],
  ['a list of one line', 'one line', { type: 'REG_MULTI_SZ', data: ['only'] }],
  ['a list of one empty line', 'one empty line', { type: 'REG_MULTI_SZ', data: [''] }],
  ['a list with empty lines in it', 'empty lines', { type: 'REG_MULTI_SZ', data: ['', 'a', '', 'b', ''] }],
  ['the number 0', 'zero', { type: 'REG_DWORD', data: 0 }],
  ['the largest 32-bit number', 'max', { type: 'REG_DWORD', data: 0xffffffff }],
  ['a 64-bit number', 'q', { type: 'REG_QWORD', data: '4294967296' }],
  ['the largest 64-bit number', 'qmax', { type: 'REG_QWORD', data: '18446744073709551615' }],
  ['bytes', 'bytes', { type: 'REG_BINARY', data: '00ff7f80' }],
  ['no bytes', 'no bytes', { type: 'REG_BINARY', data: '' }],
  ['1 MB of bytes', 'megabyte', { type: 'REG_BINARY', data: '0123456789abcdef'.repeat(131_072) }],
  ['a value of no type', 'none', { type: 'REG_NONE', data: '0102' }],
  ['a value of no type and no bytes', 'empty none', { type: 'REG_NONE', data: '' }],
  ['a big-endian number', 'big-endian', { type: 'REG_DWORD_BIG_ENDIAN', data: '00000001' }],
  ['a resource list', 'resources', { type: 'REG_RESOURCE_LIST', data: '0102030405' }],
  ['a number of the wrong length', 'odd number', { type: 'REG_OTHER', number: 4, data: '010203' }],
  ['a number of no bytes', 'empty number', { type: 'REG_OTHER', number: 11, data: '' }],
  ['a type that winnt.h does not name', 'unknown type', { type: 'REG_OTHER', number: 4711, data: '00ff' }],
  ['a text without its ending NUL', 'no end', { type: 'REG_SZ', data: 'ab', stored: '61006200' }],
  ['a text of no bytes at all', 'no bytes of text', { type: 'REG_SZ', data: '', stored: '' }],
  ['a text with more than one ending NUL', 'ends', { type: 'REG_SZ', data: 'ab\0' }],
  ['a text of an odd number of bytes', 'odd text', { type: 'REG_SZ', data: 'a', stored: '610062' }],
  ['an expandable text without its ending NUL', 'no end to expand', { type: 'REG_EXPAND_SZ', data: 'a', stored: '6100' }],
  ['a list without its ending NUL', 'endless list', { type: 'REG_MULTI_SZ', data: ['a', 'b'], stored: '610000006200' }],
  ['a name with an equals sign, quotes and a backslash', 'a="b"\\c', { type: 'REG_SZ', data: 'x' }],
  ['a name outside the basic plane', '📧 事務所 مكتب', { type: 'REG_DWORD', data: 1 }],
  ['a name of 255 characters', 'ñ'.repeat(255), { type: 'REG_DWORD', data: 1 }],
  ['the longest name Windows allows', 'n'.repeat(16_383), { type: 'REG_DWORD', data: 1 }],
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

/** Declares the contract's tests for one adapter. */
export function registryContract(name: string, open: () => Promise<RegistryUnderTest>, limits: Limits): void {
  const { denied, mayRefuse = () => false } = limits;
  const kept = (data: RegistryData): RegistryData => {
    if (!limits.normalisesTexts || !('stored' in data)) return data;
    const { stored: _, ...text } = data;
    return text;
  };
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
        const set = await registry.setValue(`${base}\\values`, valueName, data);
        if (!set.ok && mayRefuse(valueName, data)) {
          assert.equal(set.problem.code, 'registry.failed');
          assert.equal(findValue(must(await registry.readKey(`${base}\\values`)), valueName), undefined);
          return;
        }
        must(set);
        const key = must(await registry.readKey(`${base}\\values`));
        assert.deepEqual(findValue(key, valueName), { name: valueName, ...kept(data) });
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
      const names = ['Büro 事務所 📧', 'caf\u00e9', 'cafe\u0301', ' inner  spaces ', 'k'.repeat(255), 'ñ'.repeat(255)];
      for (const keyName of names) {
        must(await registry.setValue(`${base}\\names\\${keyName}`, 'v', { type: 'REG_SZ', data: keyName }));
      }
      assert.deepEqual([...(must(await registry.readKey(`${base}\\names`))?.subkeys ?? [])].sort(), [...names].sort());
      for (const keyName of names) {
        const key = must(await registry.readKey(`${base}\\names\\${keyName}`));
        assert.deepEqual(key?.values, [{ name: 'v', type: 'REG_SZ', data: keyName }]);
        must(await registry.deleteKey(`${base}\\names\\${keyName}`));
      }
      assert.deepEqual(must(await registry.readKey(`${base}\\names`))?.subkeys, []);
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

    it('says whether a key is there, however it is spelt and whatever is in it', async () => {
      must(await registry.createKey(`${base}\\There\\below`));
      for (const there of [`${base}\\There\\below`, `${base}\\There`, `HKCU${base.slice(4).toUpperCase()}\\THERE`, 'HKCU', 'HKLM'])
        assert.equal(must(await registry.hasKey(there)), true, there);
      for (const gone of [`${base}\\There\\below\\it`, `${base}\\Ther`, `${base}\\Not\\there`])
        assert.equal(must(await registry.hasKey(gone)), false, gone);
      must(await registry.deleteKey(`${base}\\There\\below`));
      assert.equal(must(await registry.hasKey(`${base}\\There\\below`)), false);
    });

    it('changes several values of one key in their order, making the key, and reads several back', async () => {
      const path = `${base}\\several\\values`;
      const long: RegistryData = { type: 'REG_BINARY', data: '0123456789abcdef'.repeat(4_096) };
      must(
        await registry.changeValues(path, [
          { name: 'Long', data: long },
          { name: 'changed', data: { type: 'REG_SZ', data: 'first' } },
          { name: 'passing', data: { type: 'REG_DWORD', data: 1 } },
          { name: 'never there', data: null },
          { name: '', data: { type: 'REG_SZ', data: 'unnamed' } },
          { name: 'CHANGED', data: { type: 'REG_DWORD', data: 2 } },
          { name: 'Passing', data: null },
        ]),
      );
      const names = ['passing', 'LONG', 'Changed', '', 'never there'];
      const unnamed: RegistryData = { type: 'REG_SZ', data: 'unnamed' };
      assert.deepEqual(must(await registry.readValues(path, names)), [null, long, { type: 'REG_DWORD', data: 2 }, unnamed, null]);
      assert.deepEqual(
        must(await registry.readKey(path))
          ?.values.map(({ name }) => name)
          .sort(),
        ['', 'Long', 'changed'],
      );
      must(
        await registry.changeValues(
          path,
          ['long', 'changed', ''].map((name) => ({ name, data: null })),
        ),
      );
      assert.deepEqual(must(await registry.readKey(path)), { values: [], subkeys: [] });
    });

    it('makes no key for values that are only removed, and reads none of one that is not there', async () => {
      const path = `${base}\\several\\never`;
      must(
        await registry.changeValues(
          path,
          ['a', 'b'].map((name) => ({ name, data: null })),
        ),
      );
      assert.equal(must(await registry.hasKey(path)), false);
      assert.deepEqual(must(await registry.readValues(path, ['a', 'b'])), [null, null]);
    });

    it('refuses to remove a key that has subkeys', async () => {
      must(await registry.createKey(`${base}\\parent\\child`));
      const removed = await registry.deleteKey(`${base}\\parent`);
      assert.equal(removed.ok ? 'removed' : removed.problem.code, 'registry.failed');
      assert.ok(must(await registry.readKey(`${base}\\parent\\child`)));
    });

    it('says registry.denied where these rights do not reach', { skip: 'skip' in denied && denied.skip }, async () => {
      const deniedPath = 'path' in denied ? denied.path : '';
      const found = must(await registry.readKey(deniedPath));
      const writes = [
        await registry.setValue(deniedPath, 'v', { type: 'REG_SZ', data: '' }),
        await registry.changeValues(deniedPath, [{ name: 'v', data: { type: 'REG_SZ', data: '' } }]),
        await registry.createKey(`${deniedPath}\\new`),
        ...(found?.values[0] ? [await registry.deleteValue(deniedPath, found.values[0].name)] : []),
      ];
      for (const written of writes) assert.equal(written.ok ? 'written' : written.problem.code, 'registry.denied');
      assert.deepEqual(must(await registry.readKey(deniedPath)), found);
    });
  });
}
