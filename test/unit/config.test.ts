// What IT decides: the configuration file, the options as they are typed, and which of them wins.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import configJsonSchema from '../../assets/schemas/config.schema.json' with { type: 'json' };
import { parseJsonText } from '../../electron/model/jsonText.ts';
import { readConfig } from '../../electron/policy/config.ts';
import { connectToRule, networkAddress } from '../../electron/policy/network.ts';
import { resolveSettings } from '../../electron/policy/settings.ts';
import type { TypedOptions } from '../../electron/policy/typed.ts';

const here = { language: 'fr', workstation: 'practice' } as const;
const settings = (typed: TypedOptions, config = {}) => {
  const result = resolveSettings(typed, config, here);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

describe('the configuration file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'config-'));
  });
  after(() => rm(folder, { recursive: true }));
  const read = async (content: string) => {
    const file = join(folder, 'config.json');
    await writeFile(file, content);
    const result = await readConfig(file);
    if (result.ok) return result.value;
    const { file: named, ...data } = result.problem.data;
    assert.equal(named, file);
    return { code: result.problem.code, ...data };
  };

  const refused: readonly (readonly [string, string, object])[] = [
    ['text that is not JSON, with line and column', '{\r\n  "email": x\r\n}', { code: 'config.notJson', line: 2, column: 12 }],
    [
      'an entry it does not know, so that a typing mistake is seen',
      '{"emial": "a@b.example"}',
      { code: 'config.invalid', place: 'emial', wrong: 'unknownName', expected: 'emial' },
    ],
    [
      'a list item of the wrong type, with its place',
      '{"aliases": ["a.example", 7]}',
      { code: 'config.invalid', place: 'aliases[1]', wrong: 'kind', expected: '"…"' },
    ],
    [
      'a language it does not speak',
      '{"language": "it"}',
      { code: 'config.invalid', place: 'language', wrong: 'value', expected: 'en | fr | de' },
    ],
    ['a wait of an hour', '{"timeout": 3600}', { code: 'config.invalid', place: 'timeout', wrong: 'tooLarge', expected: '≤ 60' }],
    [
      'a proxy with a password',
      '{"proxy": "http://me:secret@proxy:3128"}',
      { code: 'config.invalid', place: 'proxy', wrong: 'form', expected: 'http://HOST[:PORT] | none | system' },
    ],
    [
      'a DNS server that is a name',
      '{"dnsServer": "dns.example"}',
      { code: 'config.invalid', place: 'dnsServer', wrong: 'form', expected: 'IP[:PORT]' },
    ],
    [
      'a mail domain that is a public suffix',
      '{"mailDomain": "co.uk"}',
      { code: 'config.invalid', place: 'mailDomain', wrong: 'form', expected: 'DOMAIN' },
    ],
    [
      'a server over plain http',
      '{"serverUrl": "http://mail.example/"}',
      { code: 'config.invalid', place: 'serverUrl', wrong: 'form', expected: 'https://HOST' },
    ],
    ['a document that is no object', '[]', { code: 'config.invalid', place: '$', wrong: 'kind', expected: '{ … }' }],
  ];
  for (const [what, content, expected] of refused) {
    test(`is refused for ${what}`, async () => {
      assert.deepEqual(await read(content), expected);
    });
  }

  test('that is not there is told apart', async () => {
    const result = await readConfig(join(folder, 'none.json'));
    assert.deepEqual(!result.ok && [result.problem.code, result.problem.data.reason], ['config.unreadable', 'ENOENT']);
  });

  test('names files relative to itself and built-in catalogues by name', async () => {
    assert.deepEqual(await read('{"catalogue": "own.json", "caFile": "roots/ca.pem"}'), {
      catalogue: join(folder, 'own.json'),
      caFile: join(folder, 'roots/ca.pem'),
    });
    assert.deepEqual(await read('{"catalogue": "bluemind-4"}'), { catalogue: 'bluemind-4' });
    assert.deepEqual(await read('{"reportDir": "reports"}'), { reportDir: join(folder, 'reports') });
  });

  test('says on and off as JSON does, or as scripts do', async () => {
    assert.deepEqual(await read('{"logonApply": 1}'), { logonApply: true });
    assert.deepEqual(await read('{"logonApply": false}'), { logonApply: false });
  });

  test('does not hold what only the installer reads', async () => {
    const file = join(folder, 'shortcuts.json');
    await writeFile(file, '{"shortcuts": false}');
    const result = await readConfig(file);
    assert.deepEqual(!result.ok && [result.problem.code, result.problem.data.place], ['config.invalid', 'shortcuts']);
    assert.equal('shortcuts' in configJsonSchema.properties, false);
  });

  test('is described by the published schema', () => {
    const validate = new Ajv2020({ strict: false }).compile(configJsonSchema);
    assert.ok(validate({ email: 'a@b.example', aliases: [], defaultProfile: 'prompt', timeout: 2.5, supportContact: '☎ 42' }));
    assert.ok(!validate({ emial: 'a@b.example' }));
    assert.ok(!validate({ timeout: 0 }));
  });
});

describe('settings', () => {
  test('have defaults where nobody decided', () => {
    const { catalogue, profileName, defaultMode, language, timeoutMs, budgetMs, workstation, signIn } = settings({});
    assert.deepEqual(
      { catalogue, profileName, defaultMode, language, timeoutMs, budgetMs, workstation, signIn },
      {
        catalogue: 'bluemind-5',
        profileName: 'BlueMind',
        defaultMode: 'always',
        language: 'fr',
        timeoutMs: 5_000,
        budgetMs: 15_000,
        workstation: { kind: 'practice' },
        signIn: true,
      },
    );
  });

  test('follow the file, and the command line before the file', () => {
    const file = { email: 'file@a.example', aliases: ['x.example', 'y.example'], language: 'de', timeout: 2 } as const;
    assert.equal(settings({}, file).email, 'file@a.example');
    const typed = settings({ email: 'typed@a.example', alias: ['z.example'], timeout: '1.5' }, file);
    assert.deepEqual([typed.email, typed.aliases, typed.language, typed.timeoutMs], ['typed@a.example', ['z.example'], 'de', 1_500]);
  });

  test('name a profile for removal only if the command line does', () => {
    assert.equal(settings({}, { profileName: 'Company' }).namedProfile, null);
    assert.equal(settings({ name: 'Old' }, { profileName: 'Company' }).namedProfile, 'Old');
  });

  test('take everything after the first colon as the practice folder', () => {
    assert.deepEqual(settings({ workstation: 'practice:C:\\a b' }).workstation, { kind: 'practice', folder: 'C:\\a b' });
  });

  const refused: readonly (readonly [TypedOptions, object])[] = [
    [{ workstation: 'mac' }, { option: '--workstation', value: 'mac', expected: 'windows | practice[:FOLDER]' }],
    [{ workstation: 'practice:' }, { option: '--workstation', value: 'practice:', expected: 'windows | practice[:FOLDER]' }],
    [
      { workstation: 'windows', fault: ['refused'] },
      { option: '--fault', value: 'refused', expected: '--workstation practice' },
    ],
    [{ lang: 'it' }, { option: '--lang', value: 'it', expected: 'en | fr | de' }],
    [{ default: 'never' }, { option: '--default', value: 'never', expected: 'always | prompt | keep' }],
    [{ format: 'pdf' }, { option: '--format', value: 'pdf', expected: 'html | json | text' }],
    [{ timeout: '0' }, { option: '--timeout', value: '0', expected: '0.1–60' }],
    [{ timeout: '1e9' }, { option: '--timeout', value: '1e9', expected: '0.1–60' }],
    [{ budget: '-5' }, { option: '--budget', value: '-5', expected: '0.1–300' }],
    [{ dnsServer: 'localhost' }, { option: '--dns-server', value: 'localhost', expected: 'IP[:PORT]' }],
    [
      { proxy: 'http://me:secret@proxy:3128' },
      { option: '--proxy', value: 'http://…@proxy:3128', expected: 'http://HOST[:PORT] | none | system' },
    ],
    [
      { proxy: 'http://wpad/wpad.dat' },
      { option: '--proxy', value: 'http://wpad/wpad.dat', expected: 'http://HOST[:PORT] | none | system' },
    ],
    [{ connectTo: ['a:443:b:443', 'oops'] }, { option: '--connect-to', value: 'oops', expected: 'HOST:PORT:ADDRESS:PORT' }],
  ];
  for (const [typed, expected] of refused) {
    test(`refuse ${JSON.stringify(typed)} and say what was expected`, () => {
      const result = resolveSettings(typed, {}, here);
      assert.deepEqual(!result.ok && result.problem, { code: 'usage.invalidValue', data: expected });
    });
  }
});

describe('network notation', () => {
  const addresses: readonly (readonly [string, object | undefined])[] = [
    ['127.0.0.1', { address: '127.0.0.1', port: 53 }],
    ['127.0.0.1:5353', { address: '127.0.0.1', port: 5353 }],
    ['::1', { address: '::1', port: 53 }],
    ['[::1]:5353', { address: '::1', port: 5353 }],
    ['[127.0.0.1]:53', undefined],
    ['127.0.0.1:0', undefined],
    ['127.0.0.1:65536', undefined],
    ['999.0.0.1', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of addresses) {
    test(`“${text}” is ${expected ? 'an address' : 'no address'} of a DNS server`, () => {
      assert.deepEqual(networkAddress(text), expected);
    });
  }

  const rules: readonly (readonly [string, object | undefined])[] = [
    ['mail.example:443:127.0.0.1:8443', { host: 'mail.example', port: 443, toAddress: '127.0.0.1', toPort: 8443 }],
    ['Mail.Example:443::8443', { host: 'mail.example', port: 443, toAddress: '', toPort: 8443 }],
    [':::', { host: '', port: 0, toAddress: '', toPort: 0 }],
    ['[::1]:443:[2001:db8::1]:8443', { host: '::1', port: 443, toAddress: '2001:db8::1', toPort: 8443 }],
    ['mail.example:443', undefined],
    ['mail.example:70000:127.0.0.1:1', undefined],
    ['mail example:443:127.0.0.1:1', undefined],
  ];
  for (const [text, expected] of rules) {
    test(`“${text}” is ${expected ? 'a rule' : 'no rule'} as curl writes them`, () => {
      assert.deepEqual(connectToRule(text), expected);
    });
  }
});

test('JSON is read exactly as the engine reads it, and a mistake is always placed', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((text) => text.slice(1)),
        fc.json().map((text) => `${text},`),
      ),
      (text) => {
        const own = parseJsonText(text);
        let value: unknown;
        let valid = true;
        try {
          value = JSON.parse(text.replace(/^\uFEFF/, ''));
        } catch {
          valid = false;
        }
        assert.equal(own.ok, valid);
        if (own.ok) assert.deepEqual(own.value, value);
        else assert.ok(own.line >= 1 && own.column >= 1);
      },
    ),
  );
});

for (const [text, line, column] of [
  ['', 1, 1],
  ['{"a": 1,}', 1, 9],
  ['[1, 2', 1, 6],
  ['{"a": 1 "b"}', 1, 9],
  ['{\n"a": "x\ny"}', 2, 6],
  ['[1]]', 1, 4],
] as const) {
  test(`${JSON.stringify(text)} stops being JSON at line ${line}, column ${column}`, () => {
    assert.deepEqual(parseJsonText(text), { ok: false, line, column });
  });
}
