// A .reg file gives back every value exactly, is always the same bytes for the same content, and names the line it cannot read.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sameData, type RegistryData } from '../../electron/model/registry.ts';
import { encodeRegFile, parseRegFile, type RegFileKey } from '../../electron/workstation/registry/regFile.ts';
import { createRegistryTree } from '../../electron/workstation/registry/registryTree.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf16le');
const utf16 = (content: string): Uint8Array => Buffer.from(`\ufeff${content}`, 'utf16le');
const header = 'Windows Registry Editor Version 5.00\r\n\r\n';

function parsed(bytes: Uint8Array): readonly RegFileKey[] {
  const result = parseRegFile(bytes);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const anyText = fc.string({ unit: 'binary' });
const withoutNul = anyText.filter((each) => !each.includes('\0'));
const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each).toString('hex'));
const hexTypes = [
  'REG_NONE',
  'REG_BINARY',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_RESOURCE_LIST',
  'REG_FULL_RESOURCE_DESCRIPTOR',
  'REG_RESOURCE_REQUIREMENTS_LIST',
] as const;
const anyData: fc.Arbitrary<RegistryData> = fc.oneof(
  fc.record({ type: fc.constantFrom('REG_SZ' as const, 'REG_EXPAND_SZ' as const), data: anyText }),
  fc.record({ type: fc.constant('REG_MULTI_SZ' as const), data: fc.array(withoutNul) }),
  fc.record({ type: fc.constant('REG_DWORD' as const), data: fc.integer({ min: 0, max: 0xffffffff }) }),
  fc.record({ type: fc.constant('REG_QWORD' as const), data: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map(String) }),
  fc.record({ type: fc.constantFrom(...hexTypes), data: bytes }),
  fc.record({ type: fc.constant('REG_OTHER' as const), number: fc.integer({ min: 12, max: 0xffffffff }), data: bytes }),
);

describe('a .reg file', () => {
  it('gives back every type of value under every name as it was written', () => {
    fc.assert(
      fc.property(withoutNul, anyData, (name, data) => {
        const [key] = parsed(encodeRegFile([{ path: 'HKCU\\Software\\Test', values: [{ name, data }] }]));
        const value = key?.values[0];
        assert.equal(value?.name, name);
        assert.ok(value.data && sameData(value.data, data));
      }),
    );
  });

  it('is the same bytes for the same content, in whatever order it came to be', () => {
    const value = fc.record({ name: fc.constantFrom('a', 'B', 'c', 'Ä'), data: anyData });
    const key = fc.record({
      path: fc.constantFrom('HKCU\\a', 'HKCU\\A\\b', 'HKCU\\a b', 'HKLM\\x'),
      values: fc.uniqueArray(value, { selector: (each) => each.name }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(key, { selector: (each) => each.path }), (keys) => {
        const forth = encodeRegFile(createRegistryTree(keys).entries());
        const back = encodeRegFile(createRegistryTree(parsed(forth)).entries());
        assert.deepEqual(back, forth);
        const reversed = [...keys].reverse().map((each) => ({ ...each, values: [...each.values].reverse() }));
        assert.equal(text(encodeRegFile(reversed)), text(encodeRegFile(keys)));
      }),
    );
  });

  it('looks as regedit writes it', () => {
    const written = encodeRegFile([
      {
        path: 'HKCU\\Software\\Test\\Sub',
        values: [
          { name: 'long', data: { type: 'REG_BINARY', data: '00112233445566778899aabbccddeeff'.repeat(3) } },
          { name: 'Gone', data: null },
          { name: 'path', data: { type: 'REG_SZ', data: 'C:\\"x"' } },
          { name: '', data: { type: 'REG_SZ', data: 'default' } },
          { name: 'list', data: { type: 'REG_MULTI_SZ', data: ['a', 'b'] } },
          { name: 'Number', data: { type: 'REG_DWORD', data: 10 } },
        ],
      },
      { path: 'HKCU\\Software\\Old', deleted: true, values: [] },
    ]);
    assert.deepEqual([...written.slice(0, 2)], [0xff, 0xfe]);
    assert.equal(
      text(written).slice(1),
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[-HKEY_CURRENT_USER\\Software\\Old]',
        '',
        '[HKEY_CURRENT_USER\\Software\\Test\\Sub]',
        '@="default"',
        '"Gone"=-',
        '"list"=hex(7):61,00,00,00,62,00,00,00,00,00',
        '"long"=hex:00,11,22,33,44,55,66,77,88,99,aa,bb,cc,dd,ee,ff,00,11,22,33,44,55,\\',
        '  66,77,88,99,aa,bb,cc,dd,ee,ff,00,11,22,33,44,55,66,77,88,99,aa,bb,cc,dd,ee,\\',
        '  ff',
        '"Number"=dword:0000000a',
        '"path"="C:\\\\\\"x\\""',
        '',
        '',
      ].join('\r\n'),
    );
  });

  it('is read as a person writes it: UTF-8, Unix line ends, comments, spaces, short numbers', () => {
    const keys = parsed(
      Buffer.from(
        'Windows Registry Editor Version 5.00\n\n; a comment\n[HKEY_LOCAL_MACHINE\\Sökväg] ; why\n"a"=dword:1 ; one\n@="x"\n"e"=hex(2):25,00,\\\n   00,00\n"q"=hex(b):01,00,00,00,00,00,00,00',
      ),
    );
    assert.deepEqual(keys, [
      {
        path: 'HKLM\\Sökväg',
        values: [
          { name: 'a', data: { type: 'REG_DWORD', data: 1 } },
          { name: '', data: { type: 'REG_SZ', data: 'x' } },
          { name: 'e', data: { type: 'REG_EXPAND_SZ', data: '%' } },
          { name: 'q', data: { type: 'REG_QWORD', data: '1' } },
        ],
      },
    ]);
  });

  it('keeps bytes exactly that no text or number gives: without an ending NUL, of the wrong length, of a type that does not exist', () => {
    const lines = ['hex(1):61,00', 'hex(1):', 'hex(2):61,00,00,00,62', 'hex(7):61,00', 'hex(4):01', 'hex(c):01', 'hex(ffffffff):'];
    const file = utf16(`${header}[HKEY_CURRENT_USER]\r\n${lines.map((line, index) => `"${index}"=${line}\r\n`).join('')}\r\n`);
    const keys = parsed(file);
    assert.equal(text(encodeRegFile(keys)), text(file));
    assert.deepEqual(
      keys[0]?.values.slice(0, 1).map(({ data }) => data),
      [{ type: 'REG_SZ', data: 'a', stored: '6100' }],
    );
  });

  it('writes the text that is seen where the bytes beside it say something else', () => {
    const [key] = parsed(
      encodeRegFile([{ path: 'HKCU\\x', values: [{ name: 'a', data: { type: 'REG_SZ', data: 'seen', stored: '6100' } }] }]),
    );
    assert.deepEqual(key?.values, [{ name: 'a', data: { type: 'REG_SZ', data: 'seen' } }]);
  });

  it('deletes keys and values in the order of the file when it is applied', () => {
    const tree = createRegistryTree(
      parsed(
        utf16(
          `${header}[HKEY_CURRENT_USER\\A\\B]\r\n"x"="1"\r\n"y"="2"\r\n[HKEY_CURRENT_USER\\A\\B]\r\n"X"=-\r\n[-HKEY_CURRENT_USER\\a\\c]\r\n`,
        ),
      ),
    );
    assert.deepEqual(tree.readKey('HKCU\\a\\b')?.values, [{ name: 'y', type: 'REG_SZ', data: '2' }]);
  });

  const malformed: readonly (readonly [what: string, bytes: Uint8Array, line: number])[] = [
    ['an empty file', Buffer.alloc(0), 1],
    ['another format', Buffer.from('REGEDIT4\r\n'), 1],
    ['a value before any key', utf16(`${header}"a"="b"`), 3],
    ['an unknown hive', utf16(`${header}[HKEY_NOBODY\\x]`), 3],
    ['an empty name in a path', utf16(`${header}[HKEY_CURRENT_USER\\a\\\\b]`), 3],
    ['a text that is not closed', utf16(`${header}[HKEY_CURRENT_USER]\r\n"a"="b`), 4],
    ['a backslash that escapes nothing', utf16(`${header}[HKEY_CURRENT_USER]\r\n"a"="1"\r\n"b"="C:\\Temp"`), 5],
    ['bytes that are none', utf16(`${header}[HKEY_CURRENT_USER]\r\n"a"=hex:0g`), 4],
    ['half a character at the end', utf16(`${header}[HKEY_CURRENT_USER]\r\n`).slice(0, -1), 3],
    ['text that is not UTF-8', Buffer.concat([Buffer.from(`${header}[HKEY_CURRENT_USER]\r\n`), Buffer.from([0xc3, 0x28])]), 4],
  ];
  for (const [what, content, line] of malformed) {
    it(`names the line of ${what}`, () => {
      assert.deepEqual(parseRegFile(content, 'x.reg'), {
        ok: false,
        problem: { code: 'workstation.registryUnreadable', data: { file: 'x.reg', line } },
      });
    });
  }

  it('ends with an answer for whatever bytes it is given', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (content) => typeof parseRegFile(content).ok === 'boolean'));
    fc.assert(fc.property(anyText, (content) => typeof parseRegFile(utf16(header + content)).ok === 'boolean'));
  });
});
