// The configuration file that IT or a technician hands to the program: its schema, and how it is read.
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { parseJsonText } from '../model/jsonText.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { firstIssue } from '../model/schemaIssue.ts';
import { settingNames } from '../model/settings.ts';
import { looksLikePath, settingRows, settingShape, type SettingValues } from './settingsTable.ts';

/** What `--config FILE` may hold; its JSON schema is published in assets/schemas. Unknown names are refused: a typing mistake must not pass for a decision. */
export const configSchema = z.strictObject({ $schema: z.string().optional(), ...settingShape });

const largestFile = 1024 * 1024;

/**
 * Reads a configuration file. Problems: `config.unreadable` {file, reason}, `config.notJson` {file, line, column},
 * `config.invalid` {file, place, wrong, expected}.
 */
export async function readConfig(file: string): Promise<Result<SettingValues>> {
  const text = await readBounded(file);
  if (!text.ok) return text;
  const json = parseJsonText(text.value);
  if (!json.ok) return failure(problem('config.notJson', { file, line: json.line, column: json.column }));
  const parsed = configSchema.safeParse(json.value);
  if (!parsed.success) return failure(problem('config.invalid', { file, ...firstIssue(parsed.error) }));
  const { $schema: _schema, ...values } = parsed.data;
  return success(relativeTo(dirname(resolve(file)), values));
}

async function readBounded(file: string): Promise<Result<string>> {
  try {
    const { size } = await stat(file);
    if (size > largestFile) return failure(problem('config.unreadable', { file, reason: 'EFBIG' }));
    return success(await readFile(file, 'utf8'));
  } catch (error) {
    return failure(problem('config.unreadable', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
}

/** Paths in the file mean files beside it, wherever the program was started. */
function relativeTo(folder: string, values: SettingValues): SettingValues {
  const paths = settingNames.flatMap((name) => {
    const value = values[name];
    const { path } = settingRows[name];
    if (path === undefined || typeof value !== 'string' || (path === 'ifItLooksSo' && !looksLikePath(value))) return [];
    return [[name, resolve(folder, value)] as const];
  });
  return { ...values, ...Object.fromEntries(paths) };
}
