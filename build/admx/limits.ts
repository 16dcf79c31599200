// The limits that a setting's schema holds, as plain numbers and words, for templates and documentation.
import * as z from 'zod';
import type { SettingRow } from '../../electron/policy/settingsTable.ts';

export interface SettingLimits {
  /** Of a text, or of each text in a list, in characters. */
  readonly maxLength: number;
  readonly maxItems: number;
  readonly choices: readonly string[];
  /** Whole numbers: a policy holds no fractions. */
  readonly min: number;
  readonly max: number;
}

const jsonLimits = z.object({
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.object({ maxLength: z.number().optional() }).optional(),
});

/** Reads them off the row's JSON schema; a limit that a kind does not have is 0 or empty. */
export function settingLimits({ schema }: SettingRow): SettingLimits {
  const json = jsonLimits.parse(z.toJSONSchema(schema, { io: 'input' }));
  return {
    maxLength: json.maxLength ?? json.items?.maxLength ?? 0,
    maxItems: json.maxItems ?? 0,
    choices: json.enum ?? [],
    min: Math.ceil(json.minimum ?? 0),
    max: Math.floor(json.maximum ?? 0),
  };
}
