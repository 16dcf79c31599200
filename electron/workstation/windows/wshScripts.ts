// The scripts of the package regedit, run by Windows Script Host: what is said to them, and what their answers mean.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';
import { parseJsonText } from '../../model/jsonText.ts';
import type { RegistryData, RegistryValue } from '../../model/registry.ts';
import { systemFolder } from './systemFolder.ts';

/** One call starts cscript and WMI: seconds on a slow PC, never minutes. */
const longestCallMs = 30_000;
const largestAnswer = 16 * 1024 * 1024;
/** In characters; VBScript takes long ones apart slowly. */
const longestValue = 64 * 1024;

/** By its whole path: a bare `cscript.exe` would be looked for in the current folder first, where anybody may have put one. */
const scriptHost = (): string => `${systemFolder()}\\cscript.exe`;

/** Where the scripts lie. Another program cannot read inside the app's archive: there, they are in the folder beside it. Pure. */
export function outsideArchive(file: string): string {
  return file.replace(/([\\/])app\.asar(?=[\\/])/, '$1app.asar.unpacked');
}

/** How a program ended: its exit status (`null`: it did not start or was stopped for taking too long) and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program that reads lines; ends within `longestMs`. No shell is involved. */
export function runWithLines(file: string, args: readonly string[], lines: readonly string[], longestMs = longestCallMs): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { windowsHide: true, timeout: longestMs, maxBuffer: largestAnswer, encoding: 'latin1', killSignal: 'SIGKILL' } as const;
    try {
      const child = execFile(file, [...args], options, (error, output) => {
        const code = error === null ? 0 : error.code;
        resolve({ status: typeof code === 'number' && error?.killed !== true ? code >>> 0 : null, output });
      });
      // A program that ends early closes its input: its status says why.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(`${lines.map((line) => `${escapeLine(line)}\r\n`).join('')}\r\n`);
    } catch {
      // Node throws where a policy blocks the program ("spawn UNKNOWN").
      resolve({ status: null, output: '' });
    }
  });
}

/** A bundle has the scripts beside it (build/packages/scriptHostFiles.ts); a checkout has them in the package. */
function scriptFile(name: string): string {
  const beside = path.join(import.meta.dirname, 'regedit', `${name}.wsf`);
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`regedit/vbs/${name}.wsf`);
}

/**
 * Runs one script. `A` lets WMI answer in cscript's own view, the 64-bit one; the package's other views drop WMI's error codes
 * (ArchitectureSpecificRegistry.vbs answers 0 whatever happened).
 */
export function runScript(name: string, lines: readonly string[]): Promise<Ended> {
  const script = outsideArchive(scriptFile(name));
  return runWithLines(scriptHost(), ['//Nologo', `//T:${longestCallMs / 1000}`, path.win32.normalize(script), 'A'], lines);
}

/** A line as the scripts read it: JScript's escape(), so that it is ASCII whatever the console's code page. Pure. */
export function escapeLine(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase();
    return code.length > 2 ? `%u${code.padStart(4, '0')}` : `%${code.padStart(2, '0')}`;
  });
}

const answerSchema = z.object({
  data: z.object({
    exists: z.boolean(),
    keys: z.array(z.string()),
    values: z.record(z.string(), z.object({ type: z.string(), value: z.unknown() })),
  }),
});

const readers: Readonly<Record<string, z.ZodType<RegistryData>>> = {
  REG_SZ: z.string().transform((data) => ({ type: 'REG_SZ', data })),
  REG_MULTI_SZ: z.array(z.string()).transform((data) => ({ type: 'REG_MULTI_SZ', data })),
  REG_DWORD: z
    .number()
    .int()
    .min(0)
    .max(0xffffffff)
    .transform((data) => ({ type: 'REG_DWORD', data })),
  // JSON's numbers are exact up to here.
  REG_QWORD: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .transform((data) => ({ type: 'REG_QWORD', data: String(data) })),
  REG_BINARY: z
    .array(z.number().int().min(0).max(255))
    .transform((bytes) => ({ type: 'REG_BINARY', data: Buffer.from(bytes).toString('hex') })),
};

export type Listing =
  | { readonly kind: 'key'; readonly values: readonly RegistryValue[]; readonly subkeys: readonly string[] }
  /** Not there, or not to be read: the script does not tell the two apart. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * What `regListStream` printed. A key with a value that the script does not give exactly is unreadable, and the value is named:
 * REG_EXPAND_SZ comes expanded, REG_NONE as 0, large REG_QWORD rounded, other types not at all. Pure.
 */
export function readListing(output: string): Listing {
  const json = parseJsonText(output);
  const answer = json.ok ? answerSchema.safeParse(json.value) : undefined;
  if (!answer?.success) return { kind: 'unreadable', reason: 'answer' };
  const { exists, keys, values } = answer.data.data;
  if (!exists) return { kind: 'none' };
  const read: RegistryValue[] = [];
  for (const [name, { type, value }] of Object.entries(values)) {
    const data = readers[type]?.safeParse(value);
    if (!data?.success) return { kind: 'unreadable', reason: `inexact: ${name}` };
    read.push({ name, ...data.data });
  }
  return { kind: 'key', values: read, subkeys: keys };
}

/** Whether a text as read may stand for another one: the script writes a line break and a backslash before r or n alike. Pure. */
export function isAmbiguous(data: RegistryData): boolean {
  const texts = data.type === 'REG_SZ' ? [data.data] : data.type === 'REG_MULTI_SZ' ? data.data : [];
  return texts.some((text) => /\\[rn]/.test(text));
}

/** What `regPutValue` is told for a value, `undefined` for one that it would store as something else or could not read back. Pure. */
export function valueLines(name: string, data: RegistryData): readonly [name: string, value: string, type: string] | undefined {
  const text = textFor(data);
  if (text === undefined || text.length > longestValue) return undefined;
  // An empty line would end the script's input; the unnamed value has a type of its own.
  if (name === '') return data.type === 'REG_SZ' ? ['default', text, 'REG_DEFAULT'] : undefined;
  return [name, text, data.type];
}

function textFor(data: RegistryData): string | undefined {
  switch (data.type) {
    case 'REG_SZ':
      if (data.stored !== undefined || isOdd(data.data)) return undefined;
      return data.data === '' ? '\0' : data.data;
    case 'REG_MULTI_SZ':
      // Joined and split at commas.
      if (data.stored !== undefined || data.data.length === 0) return undefined;
      return data.data.some((line) => line === '' || line.includes(',') || isOdd(line)) ? undefined : data.data.join(',');
    case 'REG_DWORD':
      return String(data.data);
    case 'REG_QWORD':
      return BigInt(data.data) <= BigInt(Number.MAX_SAFE_INTEGER) ? data.data : undefined;
    case 'REG_BINARY':
      return data.data === '' ? undefined : [...Buffer.from(data.data, 'hex')].join(',');
    default:
      return undefined;
  }
}

/** Control characters and what looks like line breaks come back otherwise than they went. */
function isOdd(text: string): boolean {
  return /[\u0000-\u001f]|\\[rn]/.test(text);
}
