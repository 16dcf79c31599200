// The command line as it was typed, read against the table of settings: a layer of values, and what could not be read.
import * as z from 'zod';
import { firstIssue, type Fault } from '../model/schemaIssue.ts';
import { settingNames, type SettingName } from '../model/settings.ts';
import { boundsOf, settingRows, type SettingRow, type SettingValues } from './settingsTable.ts';

/** One text (or list, or switch) per option, by the option's name in camel case. */
export type TypedOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** `expected` is notation, not prose. */
export interface Mistake {
  readonly option: string;
  readonly value: string;
  readonly expected: string;
}

/** What was typed of the settings; `except` names options that mean something else in this command. Pure. */
export function readTyped(
  typed: TypedOptions,
  except: readonly string[] = [],
): { readonly values: SettingValues; readonly mistakes: readonly Mistake[] } {
  const values: [SettingName, unknown][] = [];
  const mistakes: Mistake[] = [];
  for (const name of settingNames) {
    const row = settingRows[name];
    const option = typedOption(name, typed, except);
    const written = option === undefined ? undefined : typed[option];
    if (option === undefined || written === undefined || typeof written === 'boolean') continue;
    const value = row.kind === 'seconds' ? secondsIn(written) : written;
    const parsed = row.schema.safeParse(value);
    if (parsed.success || row.judgedLater) values.push([name, parsed.success ? parsed.data : value]);
    else mistakes.push(mistake(option, String(written), expectedOf(row, firstIssue(parsed.error))));
  }
  // What is judged later has at least the type that its option gives it: a text, or a list of texts.
  return { values: Object.fromEntries(values), mistakes };
}

/** The option by which a setting was typed, `undefined` where it was not. */
export function typedOption(name: SettingName, typed: TypedOptions, except: readonly string[] = []): string | undefined {
  return settingRows[name].options.find((option) => typed[option] !== undefined && !except.includes(option));
}

/** Makes a mistake; a URL's name and password must not come back on the screen. */
export function mistake(option: string, value: string, expected: string): Mistake {
  return { option: optionName(option), value: value.replace(/\/\/.*@/, '//…@'), expected };
}

/** `dnsServer` → `--dns-server`. */
export function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function secondsIn(written: string | readonly string[]): number {
  return typeof written === 'string' && /^\d{1,4}(\.\d{1,3})?$/.test(written) ? Number(written) : Number.NaN;
}

/** Notation of what may be typed; of a text that is too long also that it is about a text. */
function expectedOf({ schema }: SettingRow, { wrong, expected }: Fault): string {
  if (schema instanceof z.ZodEnum) return schema.options.join(' | ');
  if (schema instanceof z.ZodNumber) return boundsOf(schema);
  return wrong === 'tooLong' || wrong === 'tooShort' ? `TEXT (${expected})` : expected;
}
