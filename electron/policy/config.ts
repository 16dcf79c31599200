// The configuration file that IT or a technician hands to the program: its schema, and how it is read.
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { parseJsonText } from '../model/jsonText.ts';
import { defaultModes } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { firstIssue } from '../model/schemaIssue.ts';
import { languages } from '../model/walk.ts';
import { networkAddress, proxySetting } from './network.ts';

/** Bounds of a wait in seconds: shorter than a tenth is no wait, longer than these nobody sits through. */
export const longestTimeout = 60;
export const longestBudget = 300;
const shortestWait = 0.1;

const shortText = z.string().min(1).max(320);

/** What `--config FILE` may hold; its JSON schema is published in assets/schemas. Unknown names are refused: a typing mistake must not pass for a decision. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  email: shortText.optional(),
  aliases: z.array(shortText).max(50).optional(),
  /** A built-in catalogue's name, or a file; a relative path starts at the configuration file's folder. */
  catalogue: shortText.optional(),
  profileName: z.string().min(1).max(64).optional(),
  defaultProfile: z.enum(defaultModes).optional(),
  language: z.enum(languages).optional(),
  /** Ids of optional keys to set. */
  chosen: z.array(shortText).max(200).optional(),
  /** `IP` or `IP:PORT`, IPv6 with a port in brackets. */
  dnsServer: shortText.refine((text) => networkAddress(text) !== undefined, { params: { expected: 'IP[:PORT]' } }).optional(),
  /** PEM file with certificates to trust besides the system's; a relative path starts at the configuration file's folder. */
  caFile: shortText.optional(),
  /** `http://HOST[:PORT]`, `none` or `system`. */
  proxy: shortText
    .refine((text) => proxySetting(text) !== undefined, { params: { expected: 'http://HOST[:PORT] | none | system' } })
    .optional(),
  /** Longest wait for one probe, in seconds. */
  timeout: z.number().min(shortestWait).max(longestTimeout).optional(),
  /** Longest wait for a whole check, in seconds. */
  budget: z.number().min(shortestWait).max(longestBudget).optional(),
  /** Whom a person may turn to, shown where something needs attention. */
  supportContact: z.string().min(1).max(200).optional(),
});
export type Config = z.infer<typeof configSchema>;

/** Whether a number of seconds is one that `timeout` or `budget` may be. */
export function isWait(seconds: number, longest: number): boolean {
  return Number.isFinite(seconds) && seconds >= shortestWait && seconds <= longest;
}

const largestFile = 1024 * 1024;

/**
 * Reads a configuration file. Problems: `config.unreadable` {file, reason}, `config.notJson` {file, line, column},
 * `config.invalid` {file, place, reason}.
 */
export async function readConfig(file: string): Promise<Result<Config>> {
  const text = await readBounded(file);
  if (!text.ok) return text;
  const json = parseJsonText(text.value);
  if (!json.ok) return failure(problem('config.notJson', { file, line: json.line, column: json.column }));
  const parsed = configSchema.safeParse(json.value);
  if (!parsed.success) return failure(problem('config.invalid', { file, ...firstIssue(parsed.error) }));
  return success(relativeTo(dirname(resolve(file)), parsed.data));
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

/** Paths in the file mean files beside it, wherever the program was started. A catalogue without a separator or `.json` is a name. */
function relativeTo(folder: string, config: Config): Config {
  const { catalogue, caFile } = config;
  return {
    ...config,
    ...(catalogue !== undefined && /[\\/]|\.json$/i.test(catalogue) ? { catalogue: resolve(folder, catalogue) } : {}),
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
  };
}
