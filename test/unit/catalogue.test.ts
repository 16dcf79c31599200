// Proves that the built-in catalogues are sound and that a catalogue of one's own is judged before it is used.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaFiles } from '../../build/schemas.ts';
import { builtInCatalogues } from '../../electron/keys/builtIns.ts';
import { bluemindVersion, loadCatalogue } from '../../electron/keys/catalogue.ts';
import type { Wrong } from '../../electron/model/schemaIssue.ts';
import { placementsOf } from '../../electron/keys/placement.ts';
import type { Catalogue } from '../../electron/model/keys.ts';
import type { Problem } from '../../electron/model/problem.ts';
import { languages } from '../../electron/model/walk.ts';
import { hasSentence } from '../../electron/words/translate.ts';

async function builtIn(name: string): Promise<Catalogue> {
  const loaded = await loadCatalogue(name);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.value;
}

for (const name of builtInCatalogues) {
  describe(`the catalogue ${name}`, () => {
    it('loads, and its id is its name', async () => assert.equal((await builtIn(name)).id, name));

    it('tells the BlueMind version it is for without its keys', async () => {
      assert.deepEqual(await bluemindVersion(name), { ok: true, value: (await builtIn(name)).bluemind });
    });

    it('is valid by the published JSON schema', async () => {
      const read = async (file: string): Promise<unknown> =>
        JSON.parse(await readFile(new URL(`../../assets/${file}`, import.meta.url), 'utf8'));
      const schema = await read('schemas/catalogue.schema.json');
      assert.ok(typeof schema === 'object' && schema !== null);
      const validate = new Ajv2020({ allErrors: true }).compile(schema);
      assert.ok(validate(await read(`catalogues/${name}.json`)), JSON.stringify(validate.errors));
    });

    it('says in each language why each value is there and what else it changes', async () => {
      const catalogue = await builtIn(name);
      const sentences = [
        catalogue.title,
        ...catalogue.keys.flatMap(({ why, sideEffect }) => (sideEffect === undefined ? [why] : [why, sideEffect])),
      ];
      for (const sentence of sentences) {
        assert.ok(typeof sentence === 'string');
        for (const language of languages) assert.ok(hasSentence(language, `keys:${sentence}`), `${language}: ${sentence}`);
      }
    });

    it('names the sources of every value', async () => {
      for (const { id, source } of (await builtIn(name)).keys)
        assert.ok(
          source.every((each) => /Microsoft|BlueMind|grommunio/.test(each)),
          id,
        );
    });

    it('leaves every policy off unless it is chosen, and removes none', async () => {
      for (const { id, scope, level } of (await builtIn(name)).keys) {
        if (scope === 'policy') assert.ok(level === 'optional' || level === 'absent', id);
      }
    });

    it('says of every optional value what else it changes', async () => {
      for (const { id, level, sideEffect } of (await builtIn(name)).keys) if (level === 'optional') assert.ok(sideEffect, id);
    });

    it('never names ExcludeSrvLookup, and never sets EnableOffice365ConfigService', async () => {
      const { keys } = await builtIn(name);
      assert.ok(keys.every((key) => key.name.toLowerCase() !== 'excludesrvlookup'));
      const service = keys.filter((key) => key.name.toLowerCase() === 'enableoffice365configservice');
      assert.deepEqual(
        service.map(({ level }) => level),
        ['absent'],
      );
    });
  });
}

describe('what the built-in catalogues ask for', () => {
  const required = (catalogue: Catalogue): readonly string[] =>
    catalogue.keys.filter(({ level }) => level === 'required').flatMap((key) => placementsOf(key).map(({ id }) => id));

  it('BlueMind 4: the corrected Autodiscover values, for Outlook 2013 only where Outlook 2013 knows them', async () => {
    assert.deepEqual(required(await builtIn('bluemind-4')), [
      'excludeExplicitO365Endpoint@16.0',
      'excludeScpLookup@15.0',
      'excludeScpLookup@16.0',
      'excludeHttpsRootDomain@15.0',
      'excludeHttpsRootDomain@16.0',
      'excludeSrvRecord@15.0',
      'excludeSrvRecord@16.0',
    ]);
  });

  it('BlueMind 5: the same, for Office 16.0 alone', async () => {
    const catalogue = await builtIn('bluemind-5');
    assert.deepEqual(required(catalogue), [
      'excludeExplicitO365Endpoint@16.0',
      'excludeScpLookup@16.0',
      'excludeHttpsRootDomain@16.0',
      'excludeSrvRecord@16.0',
    ]);
    assert.ok(catalogue.keys.flatMap(placementsOf).every(({ office }) => office === null || office === '16.0'));
  });

  it('one Exchange account per profile is an option with BlueMind 4 and a conflict with BlueMind 5', async () => {
    const levels = async (name: string): Promise<unknown> =>
      Object.fromEntries(
        (await builtIn(name)).keys
          .filter((key) => /MaxNumExchange|DisableMultipleExchange/.test(key.name))
          .map((key) => [key.name, key.level]),
      );
    assert.deepEqual(await levels('bluemind-4'), { DisableMultipleExchange: 'optional', MaxNumExchange: 'optional' });
    assert.deepEqual(await levels('bluemind-5'), { DisableMultipleExchange: 'absent', MaxNumExchange: 'absent' });
  });
});

it('the published JSON schemas are those of the code', async () => {
  for (const [file, content] of await schemaFiles())
    assert.equal(await readFile(file, 'utf8'), content, `${file}: run node build/schemas.ts`);
});

describe('a catalogue of one’s own', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  });
  after(() => rm(folder, { recursive: true }));

  const key = {
    id: 'mine',
    path: 'Software\\Microsoft\\Office\\{office}\\Outlook\\AutoDiscover',
    name: 'Timeout',
    level: 'optional',
    scope: 'user',
    data: { type: 'REG_DWORD', data: 30 },
    why: { en: 'Waits longer.', fr: 'Attend plus longtemps.', de: 'Wartet länger.' },
    source: ['Microsoft KB 3211279'],
    confidence: 'A',
  };
  const catalogueOf = (...keys: readonly object[]): object => ({
    id: 'mine',
    title: { en: 'Mine', fr: 'Le mien', de: 'Meiner' },
    bluemind: '4',
    keys,
  });

  async function load(content: string | Uint8Array): Promise<Awaited<ReturnType<typeof loadCatalogue>>> {
    const file = path.join(folder, 'mine.json');
    await writeFile(file, content);
    return loadCatalogue(file);
  }
  async function problemOf(content: string | Uint8Array): Promise<Problem> {
    const loaded = await load(content);
    assert.ok(!loaded.ok);
    return { code: loaded.problem.code, data: Object.fromEntries(Object.entries(loaded.problem.data).filter(([name]) => name !== 'file')) };
  }

  it('is loaded from a file, with its own sentences', async () => {
    const loaded = await load(JSON.stringify(catalogueOf(key)));
    assert.ok(loaded.ok);
    assert.equal(loaded.value.id, 'mine');
  });

  it('a byte order mark, as Notepad writes it, does no harm', async () => {
    assert.ok((await load(`\ufeff${JSON.stringify(catalogueOf(key))}`)).ok);
  });

  it('what is neither a known name nor a file path is unknown, and the known names are told', async () => {
    const loaded = await loadCatalogue('bluemind-3');
    assert.deepEqual(loaded, {
      ok: false,
      problem: { code: 'catalogue.unknown', data: { name: 'bluemind-3', known: [...builtInCatalogues] } },
    });
  });

  it('a name out of the language’s own objects is unknown too', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) assert.equal((await loadCatalogue(name)).ok, false);
  });

  it('a file that is not there, a folder and bytes that are no text are unreadable, with the reason', async () => {
    const reasonOf = async (file: string): Promise<unknown> => {
      const loaded = await loadCatalogue(file);
      return loaded.ok ? 'ok' : [loaded.problem.code, loaded.problem.data.reason];
    };
    assert.deepEqual(await reasonOf(path.join(folder, 'none.json')), ['catalogue.unreadable', 'ENOENT']);
    assert.deepEqual(await reasonOf(`${folder}/`), ['catalogue.unreadable', 'EISDIR']);
    assert.deepEqual(await problemOf(new Uint8Array([0xc3, 0x28])), { code: 'catalogue.unreadable', data: { reason: 'notUtf8' } });
  });

  it('a huge file is not read to its end', async () => {
    assert.deepEqual(await problemOf(' '.repeat(5 * 1024 * 1024)), { code: 'catalogue.unreadable', data: { reason: 'tooLarge' } });
  });

  it('text that is not JSON is refused with line and column', async () => {
    assert.deepEqual(await problemOf('{\n  "id": mine\n}'), { code: 'catalogue.notJson', data: { line: 2, column: 9 } });
  });

  const invalid: readonly (readonly [string, object, string, Wrong, string?])[] = [
    ['no keys', catalogueOf(), 'keys', 'tooFew', '≥ 1'],
    ['an unknown field', { ...catalogueOf(key), author: 'me' }, 'author', 'unknownName', 'author'],
    ['a path outside Software', catalogueOf({ ...key, path: 'System\\Setup' }), 'keys[0].path', 'form'],
    ['a path with an empty segment', catalogueOf({ ...key, path: 'Software\\Microsoft\\\\Office' }), 'keys[0].path', 'emptySegment'],
    ['a path that ends in a backslash', catalogueOf({ ...key, path: 'Software\\Microsoft\\' }), 'keys[0].path', 'emptySegment'],
    [
      'a place-holder that does not exist',
      catalogueOf({ ...key, path: 'Software\\{version}\\x' }),
      'keys[0].path',
      'unknownPlaceholder',
      '{version}',
    ],
    ['a line break in a name', catalogueOf({ ...key, name: 'a\nb' }), 'keys[0].name', 'controlCharacter'],
    [
      'a policy declared as a user’s value',
      catalogueOf({ ...key, path: 'software\\POLICIES\\Microsoft\\x' }),
      'keys[0].scope',
      'value',
      'policy',
    ],
    [
      'Windows’ own policies as a user’s values',
      catalogueOf({ ...key, path: 'Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System' }),
      'keys[0].path',
      'refused',
      'Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
    ],
    ['a user’s value declared as a policy', catalogueOf({ ...key, scope: 'policy' }), 'keys[0].scope', 'value', 'user'],
    [
      'office versions without their place-holder',
      catalogueOf({ ...key, path: 'Software\\x', office: ['16.0'] }),
      'keys[0].office',
      'form',
      'path: …\\{office}\\…',
    ],
    ['the same id twice', catalogueOf(key, { ...key, name: 'Other' }), 'keys[1].id', 'duplicate', 'mine'],
    [
      'the same value twice, in another letter case',
      catalogueOf(key, { ...key, id: 'other', path: 'software\\microsoft\\office\\16.0\\outlook\\autodiscover', name: 'TIMEOUT' }),
      'keys[1].name',
      'duplicate',
      'HKCU\\software\\microsoft\\office\\16.0\\outlook\\autodiscover\\TIMEOUT',
    ],
    ['a number as text', catalogueOf({ ...key, data: { type: 'REG_DWORD', data: '1' } }), 'keys[0].data.data', 'kind', '0 1 2.5 …'],
    ['a number out of range', catalogueOf({ ...key, data: { type: 'REG_DWORD', data: 4294967296 } }), 'keys[0].data.data', 'tooLarge'],
    ['ExcludeSrvLookup', catalogueOf({ ...key, name: 'ExcludeSrvLookup' }), 'keys[0].name', 'refused', 'ExcludeSrvLookup'],
    ['ExcludeSrvLookup in disguise', catalogueOf({ ...key, name: ' excludeSRVlookup ' }), 'keys[0].name', 'refused', 'excludeSRVlookup'],
  ];
  for (const [what, content, place, wrong, expected] of invalid) {
    it(`with ${what} is refused, and the place is told`, async () => {
      const found = await problemOf(JSON.stringify(content));
      assert.equal(found.code, 'catalogue.invalid');
      assert.deepEqual([found.data.place, found.data.wrong], [place, wrong]);
      if (expected !== undefined) assert.equal(found.data.expected, expected);
    });
  }
});
