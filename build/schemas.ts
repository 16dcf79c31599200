// Writes the published JSON schemas in assets/schemas from the zod schemas that the product itself validates with.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import * as z from 'zod';
import { catalogueSchema } from '../electron/model/keys.ts';
import { reportDocumentSchema } from '../electron/model/walk.ts';
import { configSchema } from '../electron/policy/config.ts';

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
    const json = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }));
    files.set(file, await prettier.format(json, { ...(await prettier.resolveConfig(file)), filepath: file }));
  }
  return files;
}

if (import.meta.main) {
  for (const [file, content] of await schemaFiles()) await writeFile(file, content);
}
