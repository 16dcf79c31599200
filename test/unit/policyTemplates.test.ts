// What is generated from the table of settings: Group Policy templates that the editor can load, and documentation that tells the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';
import { policyTemplateFiles } from '../../build/policyTemplates.ts';
import { readmeWithSettings } from '../../build/settingsTable.ts';
import { settingNames } from '../../electron/model/settings.ts';
import { policyKey } from '../../electron/policy/policies.ts';
import { policyValueName, settingRows } from '../../electron/policy/settingsTable.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const files = [...policyTemplateFiles()];

test('the templates and the README’s table are what the generators write', async () => {
  for (const [file, content] of files) assert.equal(read(file), content, `${file}: run node build/policyTemplates.ts`);
  const readme = join(import.meta.dirname, '../../README.md');
  assert.equal(read(readme), await readmeWithSettings(), 'README.md: run node build/settingsTable.ts');
});

// What the schema of MS-GPREG 7.2 asks for, as far as these files use it: names, attributes and the order of elements.
const text = z.strictObject({
  '@id': z.string(),
  '@valueName': z.string(),
  '@required': z.literal('true'),
  '@maxLength': z.string().regex(/^\d+$/),
  '@expandable': z.literal('true').optional(),
});
const multiText = text.omit({ '@expandable': true }).extend({ '@maxStrings': z.string().regex(/^\d+$/) });
const decimal = text
  .omit({ '@expandable': true, '@maxLength': true })
  .extend({ '@minValue': z.string().regex(/^\d+$/), '@maxValue': z.string().regex(/^\d+$/) });
const choice = text.omit({ '@expandable': true, '@maxLength': true }).extend({
  item: z.array(z.strictObject({ '@displayName': z.string(), value: z.strictObject({ string: z.string() }) })),
});
const value = (number: string) => z.strictObject({ decimal: z.strictObject({ '@value': z.literal(number) }) });
const policy = z.strictObject({
  '@name': z.string().regex(/^\w+$/),
  '@class': z.enum(['Machine', 'User', 'Both']),
  '@displayName': z.string(),
  '@explainText': z.string(),
  '@key': z.literal(policyKey),
  '@valueName': z.string().optional(),
  '@presentation': z.string().optional(),
  parentCategory: z.strictObject({ '@ref': z.string() }),
  supportedOn: z.strictObject({ '@ref': z.string() }),
  enabledValue: value('1').optional(),
  disabledValue: value('0').optional(),
  elements: z
    .strictObject({ text: text.optional(), multiText: multiText.optional(), decimal: decimal.optional(), enum: choice.optional() })
    .optional(),
});
const admxSchema = z.object({
  policyDefinitions: z.object({
    policyNamespaces: z.strictObject({ target: z.strictObject({ '@prefix': z.string(), '@namespace': z.string() }) }),
    resources: z.strictObject({ '@minRequiredRevision': z.literal('1.0') }),
    supportedOn: z.object({
      definitions: z.object({ definition: z.array(z.strictObject({ '@name': z.string(), '@displayName': z.string() })) }),
    }),
    categories: z.object({
      category: z.array(
        z.strictObject({
          '@name': z.string(),
          '@displayName': z.string(),
          parentCategory: z.strictObject({ '@ref': z.string() }).optional(),
        }),
      ),
    }),
    policies: z.object({ policy: z.array(policy) }),
  }),
});
const admlSchema = z.object({
  policyDefinitionResources: z.object({
    displayName: z.string().min(1),
    description: z.string().min(1),
    resources: z.strictObject({
      stringTable: z.object({ string: z.array(z.strictObject({ '@id': z.string(), '#text': z.string().min(1) })) }),
      presentationTable: z.object({
        presentation: z.array(
          z.strictObject({
            '@id': z.string(),
            text: z.string().min(1).optional(),
            textBox: z.strictObject({ '@refId': z.string(), label: z.string().min(1) }).optional(),
            multiTextBox: z.strictObject({ '@refId': z.string(), '@defaultHeight': z.string() }).optional(),
            decimalTextBox: z
              .strictObject({ '@refId': z.string(), '@defaultValue': z.string().regex(/^\d+$/), '#text': z.string().min(1) })
              .optional(),
            dropdownList: z.strictObject({ '@refId': z.string(), '@noSort': z.literal('true'), '#text': z.string().min(1) }).optional(),
          }),
        ),
      }),
    }),
  }),
});
/** The order of a sequence: MS-GPREG 7.2, PolicyDefinition, and 7.1, PolicyDefinitions. */
const orderOfPolicy = ['parentCategory', 'supportedOn', 'enabledValue', 'disabledValue', 'elements'];
const orderOfFile = ['policyNamespaces', 'resources', 'supportedOn', 'categories', 'policies'];

const lists = new Set(['policy', 'definition', 'category', 'item', 'string', 'presentation']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name, path) => lists.has(name) && path !== 'policyDefinitions.policies.policy.elements.enum.item.value.string',
});
const parsed = <T extends z.ZodType>(schema: T, content: string): z.infer<T> => schema.parse(parser.parse(content));
const elementsIn = (parent: object): readonly string[] => Object.keys(parent).filter((name) => !/^[@#?]/.test(name));
const inOrder = (parent: object, order: readonly string[]): void => {
  const names = elementsIn(parent);
  assert.deepEqual(
    names,
    order.filter((name) => names.includes(name)),
  );
};
const unique = (ids: readonly string[]): ReadonlySet<string> => {
  assert.equal(new Set(ids).size, ids.length, ids.join(' '));
  return new Set(ids);
};
/** `$(string.Name)` → `Name`. */
const reference = (kind: 'string' | 'presentation', written: string): string => {
  const [, id] = new RegExp(`^\\$\\(${kind}\\.(\\w+)\\)$`).exec(written) ?? [];
  assert.ok(id, written);
  return id;
};

for (const [file, content] of files) {
  test(`${file.split('/').slice(-2).join('/')} is well-formed, in the schema’s namespace`, () => {
    assert.equal(XMLValidator.validate(content), true);
    assert.match(
      content,
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<policyDefinition(s|Resources) xmlns="http:\/\/schemas\.microsoft\.com\/GroupPolicy\/2006\/07\/PolicyDefinitions"/,
    );
    assert.doesNotMatch(content, /undefined|\[object|\{\{|policy:|common:/);
  });
}

describe('the policies', () => {
  const admx = files.find(([file]) => file.endsWith('.admx'))?.[1] ?? '';
  const { policyDefinitions } = parsed(admxSchema, admx);
  const policies = policyDefinitions.policies.policy;

  test('stand in the order that the schema prescribes, under categories that exist', () => {
    inOrder(policyDefinitions, orderOfFile);
    const categories = unique(policyDefinitions.categories.category.map((category) => category['@name']));
    const supported = unique(policyDefinitions.supportedOn.definitions.definition.map((definition) => definition['@name']));
    unique(policies.map((each) => each['@name']));
    for (const each of policies) {
      inOrder(each, orderOfPolicy);
      assert.ok(categories.has(each.parentCategory['@ref']));
      assert.ok(supported.has(each.supportedOn['@ref']));
    }
    for (const category of policyDefinitions.categories.category) {
      if (category.parentCategory) assert.ok(categories.has(category.parentCategory['@ref']));
    }
  });

  for (const name of settingNames) {
    test(`hold ${name} under its value name, for whom and within what it may be`, () => {
      const row = settingRows[name];
      const [found, ...others] = policies.filter((each) => each['@name'] === policyValueName(name));
      assert.ok(found && others.length === 0);
      assert.equal(found['@class'].toLowerCase(), row.scope);
      if (row.kind === 'switch') {
        assert.deepEqual([found['@valueName'], found.elements], [policyValueName(name), undefined]);
        assert.ok(found.enabledValue && found.disabledValue);
        return;
      }
      const held = Object.entries(found.elements ?? {});
      assert.equal(held.length, 1);
      const [kind, element] = held[0] ?? [];
      assert.equal(kind, { text: 'text', list: 'multiText', choice: 'enum', seconds: 'decimal' }[row.kind]);
      assert.deepEqual([element?.['@id'], element?.['@valueName']], [policyValueName(name), policyValueName(name)]);
      const { text: line, decimal: seconds, enum: words, multiText: several } = found.elements ?? {};
      if (line) {
        assert.ok(!row.schema.safeParse('C'.repeat(Number(line['@maxLength']) + 1)).success && Number(line['@maxLength']) <= 1023);
        assert.equal(line['@expandable'] === 'true', row.path !== undefined);
      }
      if (several) assert.ok(Number(several['@maxStrings']) > 0 && Number(several['@maxLength']) <= 1023);
      if (seconds) {
        const [min, max] = [Number(seconds['@minValue']), Number(seconds['@maxValue'])];
        for (const good of [min, max]) assert.ok(row.schema.safeParse(good).success);
        for (const bad of [min - 1, max + 1]) assert.ok(!row.schema.safeParse(bad).success);
      }
      if (words) for (const item of words.item) assert.ok(row.schema.safeParse(item.value.string).success);
    });
  }

  for (const [file, content] of files.filter(([name]) => name.endsWith('.adml'))) {
    test(`find all their words and controls in ${file.split('/').slice(-2, -1).join()}, and none is left over`, () => {
      const { resources } = parsed(admlSchema, content).policyDefinitionResources;
      const strings = unique(resources.stringTable.string.map((each) => each['@id']));
      const presentations = new Map(resources.presentationTable.presentation.map((each) => [each['@id'], each]));
      unique(resources.presentationTable.presentation.map((each) => each['@id']));
      assert.deepEqual(new Set([...admx.matchAll(/\$\(string\.(\w+)\)/g)].map(([whole]) => reference('string', whole))), strings);
      const used = policies.flatMap((each) => each['@presentation'] ?? []).map((written) => reference('presentation', written));
      assert.deepEqual(unique(used), new Set(presentations.keys()));
      for (const each of policies) {
        if (each['@presentation'] === undefined) continue;
        const presentation = presentations.get(reference('presentation', each['@presentation']));
        const ids = Object.values(each.elements ?? {}).flatMap((element) => element?.['@id'] ?? []);
        const refs = Object.values(presentation ?? {}).flatMap((control) => (typeof control === 'object' ? [control['@refId']] : []));
        assert.deepEqual(refs, ids);
      }
    });
  }
});
