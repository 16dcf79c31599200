// Proves what is said to the scripts of regedit and how their answers are read, and that nothing they cannot keep is written.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RegistryData } from '../../electron/model/registry.ts';
import type { Result } from '../../electron/model/result.ts';
import { createWshRegistry } from '../../electron/workstation/windows/wshRegistry.ts';
import {
  escapeLine,
  isAmbiguous,
  outsideArchive,
  readListing,
  runWithLines,
  valueLines,
} from '../../electron/workstation/windows/wshScripts.ts';

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : `${result.problem.code} ${String(result.problem.data.reason)}`);
const listing = (values: unknown, more: object = {}): string =>
  JSON.stringify({ key: 'k', data: { exists: true, keys: ['a'], values, ...more } });

describe('a line for a script', () => {
  it('is ASCII, and the escape() that the scripts take apart, whatever the text', () => {
    assert.equal(escapeLine('HKCU\\Büro 事務所'), 'HKCU%5CB%FCro%20%u4E8B%u52D9%u6240');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.match(escapeLine(text), /^[\x21-\x7e]*$/);
        assert.equal((globalThis as { readonly unescape?: (text: string) => string }).unescape?.(escapeLine(text)), text);
      }),
    );
  });
});

describe('a value for a script', () => {
  const told: readonly (readonly [name: string, data: RegistryData, value: string | undefined])[] = [
    ['v', { type: 'REG_SZ', data: 'Büro' }, 'Büro'],
    ['v', { type: 'REG_SZ', data: '' }, '\0'],
    ['', { type: 'REG_SZ', data: 'unnamed' }, 'unnamed'],
    ['v', { type: 'REG_DWORD', data: 0xffffffff }, '4294967295'],
    ['v', { type: 'REG_QWORD', data: '4294967296' }, '4294967296'],
    ['v', { type: 'REG_BINARY', data: '00ff' }, '0,255'],
    ['v', { type: 'REG_MULTI_SZ', data: ['a', 'b c'] }, 'a,b c'],
    // What the scripts would store as something else, or give back otherwise.
    ['', { type: 'REG_DWORD', data: 1 }, undefined],
    ['v', { type: 'REG_SZ', data: 'a\nb' }, undefined],
    ['v', { type: 'REG_SZ', data: 'a\tb' }, undefined],
    ['v', { type: 'REG_SZ', data: 'C:\\new' }, undefined],
    ['v', { type: 'REG_SZ', data: 'a', stored: '6100' }, undefined],
    ['v', { type: 'REG_EXPAND_SZ', data: '%TEMP%' }, undefined],
    ['v', { type: 'REG_MULTI_SZ', data: ['a,b'] }, undefined],
    ['v', { type: 'REG_MULTI_SZ', data: [] }, undefined],
    ['v', { type: 'REG_MULTI_SZ', data: ['a', ''] }, undefined],
    ['v', { type: 'REG_BINARY', data: '' }, undefined],
    ['v', { type: 'REG_QWORD', data: '18446744073709551615' }, undefined],
    ['v', { type: 'REG_NONE', data: '' }, undefined],
    ['v', { type: 'REG_OTHER', number: 4711, data: '00' }, undefined],
  ];
  for (const [name, data, value] of told) {
    it(`${JSON.stringify({ name, ...data })} is ${value === undefined ? 'refused' : 'told'}`, () => {
      assert.equal(valueLines(name, data)?.[1], value);
    });
  }
});

describe('an answer of the listing script', () => {
  it('gives values and subkeys', () => {
    const values = {
      text: { type: 'REG_SZ', value: 'é' },
      list: { type: 'REG_MULTI_SZ', value: ['a', 'b'] },
      number: { type: 'REG_DWORD', value: 4294967295 },
      large: { type: 'REG_QWORD', value: 4294967296 },
      bytes: { type: 'REG_BINARY', value: [0, 255] },
    };
    assert.deepEqual(readListing(listing(values)), {
      kind: 'key',
      subkeys: ['a'],
      values: [
        { name: 'text', type: 'REG_SZ', data: 'é' },
        { name: 'list', type: 'REG_MULTI_SZ', data: ['a', 'b'] },
        { name: 'number', type: 'REG_DWORD', data: 4294967295 },
        { name: 'large', type: 'REG_QWORD', data: '4294967296' },
        { name: 'bytes', type: 'REG_BINARY', data: '00ff' },
      ],
    });
  });
  it('is unreadable, with the value’s name, where the script does not give one exactly', () => {
    const inexact = [
      { type: 'REG_EXPAND_SZ', value: 'C:\\Users\\u' },
      { type: 'REG_NONE', value: 0 },
      { type: 'REG_QWORD', value: 2 ** 60 },
      { type: 'REG_DWORD', value: -1 },
      { type: 'REG_UNKNOWN', value: 0 },
    ];
    for (const value of inexact) assert.deepEqual(readListing(listing({ v: value })), { kind: 'unreadable', reason: 'inexact: v' });
    for (const broken of ['', '{', '[]', listing({ v: 1 })])
      assert.deepEqual(readListing(broken), { kind: 'unreadable', reason: 'answer' });
  });
  it('says of a key that it is none', () => {
    assert.deepEqual(readListing(listing({}, { exists: false })), { kind: 'none' });
  });
  it('may mean a line break where a text has a backslash before r or n', () => {
    assert.equal(isAmbiguous({ type: 'REG_SZ', data: 'C:\\root' }), true);
    assert.equal(isAmbiguous({ type: 'REG_MULTI_SZ', data: ['x', '\\new'] }), true);
    assert.equal(isAmbiguous({ type: 'REG_SZ', data: 'C:\\Program Files' }), false);
    assert.equal(isAmbiguous({ type: 'REG_BINARY', data: '00' }), false);
  });
});

describe('the registry over these scripts', () => {
  /** Answers listings with these values and notes every script that is run. */
  function scripted(values: unknown, status = 0) {
    const ran: string[] = [];
    const registry = createWshRegistry({ kind: 'own', sid: 'S-1-5-21-1-2-3-4' }, (script, lines) => {
      ran.push(`${script} ${lines.join('|')}`);
      return Promise.resolve(script === 'regListStream' ? { status: 0, output: listing(values) } : { status, output: '' });
    });
    return { registry, ran };
  }
  const key = 'HKCU\\Software\\x';

  it('names the hive by its owner, and reads back what it wrote', async () => {
    const { registry, ran } = scripted({ v: { type: 'REG_DWORD', value: 1 } });
    assert.equal(codeOf(await registry.setValue(key, 'v', { type: 'REG_DWORD', data: 1 })), 'ok');
    assert.deepEqual(ran, [
      'regListStream HKU\\S-1-5-21-1-2-3-4\\Software\\x',
      'regPutValue HKU\\S-1-5-21-1-2-3-4\\Software\\x|v|1|REG_DWORD',
      'regListStream HKU\\S-1-5-21-1-2-3-4\\Software\\x',
    ]);
    assert.equal(codeOf(await registry.setValue(key, 'v', { type: 'REG_DWORD', data: 2 })), 'registry.failed cscript.exe');
  });

  it('neither overwrites nor removes a value that it could not put back', async () => {
    for (const value of [
      { type: 'REG_SZ', value: 'C:\\root' },
      { type: 'REG_EXPAND_SZ', value: 'C:\\Temp' },
    ]) {
      const { registry, ran } = scripted({ v: value });
      assert.equal(codeOf(await registry.setValue(key, 'v', { type: 'REG_SZ', data: 'x' })), 'registry.failed inexact: v');
      assert.equal(codeOf(await registry.deleteValue(key, 'v')), 'registry.failed inexact: v');
      assert.ok(ran.every((line) => line.startsWith('regListStream')));
    }
  });

  it('says a refusal of Windows, of COM and of WMI alike', async () => {
    for (const status of [5, 0x80070005, 0x80041003]) {
      assert.match(codeOf(await scripted({}, status).registry.setValue(key, 'v', { type: 'REG_SZ', data: 'x' })), /^registry\.denied/);
    }
    assert.equal(codeOf(await scripted({}, 2).registry.setValue(key, 'v', { type: 'REG_SZ', data: 'x' })), 'registry.failed cscript.exe 2');
  });

  it('writes nobody else’s hive', async () => {
    const registry = createWshRegistry({ kind: 'other', sid: 'S-1-5-21-1-2-3-4' }, () => assert.fail('ran'));
    assert.equal(codeOf(await registry.readKey(key)), 'registry.failed otherUser');
    assert.equal(codeOf(await registry.setValue(key, 'v', { type: 'REG_SZ', data: 'x' })), 'registry.failed otherUser');
  });
});

describe('a program that is given lines', () => {
  const node = (code: string, lines: readonly string[], longestMs?: number) =>
    runWithLines(process.execPath, ['-e', code], lines, longestMs);
  it('reads them to their end, and its answer and status come back', async () => {
    const code = `process.stdin.resume(); let t=''; process.stdin.on('data', (d) => t += d).on('end', () => { process.stdout.write(t); process.exitCode = 7; });`;
    assert.deepEqual(await node(code, ['a b', 'ü']), { status: 7, output: 'a%20b\r\n%FC\r\n\r\n' });
  });
  it('is ended when it takes too long, and one that cannot start is told', async () => {
    assert.equal((await node('setInterval(() => {}, 1000)', [], 300)).status, null);
    assert.equal((await runWithLines('/nowhere/cscript.exe', [], ['x'])).status, null);
  });
});

it('scripts of a packed app lie beside its archive', () => {
  assert.equal(
    outsideArchive('C:\\App\\resources\\app.asar\\node_modules\\regedit\\vbs\\regPutValue.wsf'),
    'C:\\App\\resources\\app.asar.unpacked\\node_modules\\regedit\\vbs\\regPutValue.wsf',
  );
  assert.equal(outsideArchive('/x/app.asar.unpacked/y'), '/x/app.asar.unpacked/y');
});
