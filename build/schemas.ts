// Writes the published JSON schemas in assets/schemas from the zod schemas that the product itself validates with.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import * as z from 'zod';
import { catalogueSchema } from '../electron/model/keys.ts';
import { reportDocumentSchema } from '../electron/model/walk.ts';
import { configSchema } from '../electron/policy/config.ts';
import { settingRows } from '../electron/policy/settingsTable.ts';
import { words } from './admx/words.ts';

const folder = fileURLToPath(new URL('../assets/schemas/', import.meta.url));

/** Every published schema: its file and where it comes from. */
const publishedSchemas = [
  ['catalogue.schema.json', catalogueSchema],
  ['config.schema.json', configSchema],
  ['report.schema.json', reportDocumentSchema],
] as const satisfies readonly (readonly [string, z.ZodType])[];

/** The files as they should be, by absolute path: JSON schema draft 2020-12, for what goes in, formatted as the rest of the house. */
export async function schemaFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [name, schema] of publishedSchemas) {
    const file = path.join(folder, name);
    const json = JSON.stringify(described(z.toJSONSchema(schema, { io: 'input' }), schema));
    files.set(file, await prettier.format(json, { ...(await prettier.resolveConfig(file)), filepath: file }));
  }
  return files;
}

/** The configuration file's entries say what they decide, in the words of the templates and the documentation: editors show them. */
function described(json: z.core.JSONSchema.BaseSchema, schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  if (schema !== configSchema) return json;
  const t = words('en');
  const properties = Object.entries(json.properties ?? {}).map(([name, property]) =>
    name in settingRows && typeof property === 'object'
      ? [name, { description: t(`policy:explain.${name}`), ...property }]
      : [name, property],
  );
  return { ...json, properties: Object.fromEntries(properties) as NonNullable<typeof json.properties> };
}

if (import.meta.main) {
  for (const [file, content] of await schemaFiles()) await writeFile(file, content);
}
