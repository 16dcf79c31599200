// Loads a catalogue of registry values: a built-in one by its name, or somebody's own from a JSON file.
import { createReadStream } from 'node:fs';
import * as z from 'zod';
import bluemind4 from '../../assets/catalogues/bluemind-4.json' with { type: 'json' };
import bluemind5 from '../../assets/catalogues/bluemind-5.json' with { type: 'json' };
import { parseJsonText } from '../model/jsonText.ts';
import { catalogueSchema, type Catalogue } from '../model/keys.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { firstIssue } from '../model/schemaIssue.ts';
import { builtInCatalogues } from './builtIns.ts';
import { brokenRule } from './catalogueRules.ts';

const builtIns: Readonly<Record<(typeof builtInCatalogues)[number], unknown>> = { 'bluemind-4': bluemind4, 'bluemind-5': bluemind5 };

/** What says which BlueMind a catalogue is for. */
const versionSchema = z.object({ bluemind: catalogueSchema.shape.bluemind });

const builtInNamed = (wanted: string) => builtInCatalogues.find((name) => name === wanted);

/** A catalogue of a thousand values has less than a tenth of it. */
const maxBytes = 4 * 1024 * 1024;

/**
 * Loads a catalogue by built-in name or file path. Problems: `catalogue.unknown` {name, known} for what is neither, and for a file
 * `catalogue.unreadable` {file, reason}, `catalogue.notJson` {file, line, column}, `catalogue.invalid` {file, place, wrong, expected}.
 */
export async function loadCatalogue(nameOrFile: string): Promise<Result<Catalogue>> {
  const builtIn = builtInNamed(nameOrFile);
  if (builtIn) return parseCatalogue(builtIns[builtIn], builtIn);
  if (!/[\\/]|\.json$/i.test(nameOrFile)) {
    return failure(problem('catalogue.unknown', { name: nameOrFile, known: [...builtInCatalogues] }));
  }
  const text = await readBounded(nameOrFile);
  if (!text.ok) return text;
  const json = parseJsonText(text.value);
  if (!json.ok) return failure(problem('catalogue.notJson', { file: nameOrFile, line: json.line, column: json.column }));
  return parseCatalogue(json.value, nameOrFile);
}

/**
 * The BlueMind version that a catalogue is for, as the catalogue writes it. Of a built-in one, which the tests prove whole, nothing else
 * is validated: an inspection needs no key of it. Problems as those of `loadCatalogue`.
 */
export async function bluemindVersion(nameOrFile: string): Promise<Result<Catalogue['bluemind']>> {
  const builtIn = builtInNamed(nameOrFile);
  const version = builtIn && versionSchema.safeParse(builtIns[builtIn]);
  if (version?.success) return success(version.data.bluemind);
  const catalogue = await loadCatalogue(nameOrFile);
  return catalogue.ok ? success(catalogue.value.bluemind) : catalogue;
}

function parseCatalogue(json: unknown, file: string): Result<Catalogue> {
  const parsed = catalogueSchema.safeParse(json);
  if (!parsed.success) return failure(problem('catalogue.invalid', { file, ...firstIssue(parsed.error) }));
  const broken = brokenRule(parsed.data);
  if (broken) return failure(problem('catalogue.invalid', { file, ...broken }));
  return success(parsed.data);
}

async function readBounded(file: string): Promise<Result<string>> {
  const unreadable = (reason: string): Result<never> => failure(problem('catalogue.unreadable', { file, reason }));
  try {
    const chunks: Buffer[] = [];
    // Read as a stream, because what is not a plain file (a pipe, a device) has no size to ask for.
    for await (const chunk of createReadStream(file, { end: maxBytes })) chunks.push(Buffer.from(chunk as Uint8Array));
    const bytes = Buffer.concat(chunks);
    if (bytes.length > maxBytes) return unreadable('tooLarge');
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return unreadable(error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'notUtf8' : String(error.code));
    throw error;
  }
}
