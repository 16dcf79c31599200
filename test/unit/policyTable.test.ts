// The table of settings: every row can be said in every language, is written as it says, and keeps the names that others rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { languages } from '../../electron/model/walk.ts';
import { settingNames, settingOrigins } from '../../electron/model/settings.ts';
import { policyFindings } from '../../electron/policy/findings.ts';
import { installerProperty, policyValueName, settingRows } from '../../electron/policy/settingsTable.ts';
import { hasSentence } from '../../electron/words/translate.ts';

test('the installer’s properties are the value names in capitals, and exactly those that the installer writes', () => {
  const properties = settingNames.flatMap((name) => installerProperty(name) ?? []);
  assert.deepEqual(
    properties.sort(),
    [
      ...['MAILDOMAIN', 'ALIASES', 'SERVERURL', 'PROFILENAME', 'DEFAULTPROFILE', 'MODE', 'LANGUAGE', 'CATALOGUE'],
      ...['SUPPORTCONTACT', 'REPORTDIR', 'LOGONAPPLY', 'SHORTCUTS'],
    ].sort(),
  );
  for (const name of settingNames) {
    const property = installerProperty(name);
    if (property !== null) assert.equal(property, policyValueName(name).toUpperCase());
  }
});

/** What a kind looks like in a JSON schema. */
const shapes = {
  text: (json) => json.type === 'string' && json.enum === undefined && json.maxLength !== undefined,
  choice: (json) => json.type === 'string' && json.enum !== undefined,
  list: (json) => json.type === 'array' && json.maxItems !== undefined,
  switch: (json) => json.anyOf?.some((part) => typeof part === 'object' && part.type === 'boolean') ?? false,
  seconds: (json) => json.type === 'number' && json.minimum !== undefined && json.maximum !== undefined,
} as const satisfies Record<string, (json: z.core.JSONSchema.BaseSchema) => boolean>;

for (const name of settingNames) {
  const row = settingRows[name];
  test(`${name} is what its kind says, and its default and its example may be decided`, () => {
    assert.ok(shapes[row.kind](z.toJSONSchema(row.schema, { io: 'input' })));
    if (row.default !== null) assert.ok(row.schema.safeParse(row.default).success);
    assert.ok(row.schema.safeParse(row.example).success);
  });
}

for (const language of languages) {
  test(`every setting, origin and finding of policies has its sentence in ${language}`, () => {
    const keys = [
      ...settingNames.map((name) => `common:setting.${name}` as const),
      ...settingOrigins.map((origin) => `common:origin.${origin}` as const),
      ...Object.entries(policyFindings).flatMap(([id, row]) => [
        ...row.statuses.map((status) => `findings:${id}.${status}` as const),
        ...('remedy' in row ? [`findings:remedy.${row.remedy.id}` as const] : []),
      ]),
    ];
    assert.deepEqual(
      keys.filter((key) => !hasSentence(language, key)),
      [],
    );
  });
}
