// Writes and reads .reg files ("Windows Registry Editor Version 5.00"): backups, and the practice workstation's registry.
import { foldName, type RegistryData } from '../../model/registry.ts';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import { parseRegValue, readQuoted, regValueText } from './regValue.ts';

/** One value of a key; `data: null` is the line that deletes it (`"name"=-`); name `''` is the default value. */
export interface RegFileValue {
  readonly name: string;
  readonly data: RegistryData | null;
}

/** One section; `deleted` is the line that deletes a key with everything below it (`[-…]`). Paths start with `HKCU\` or `HKLM\`. */
export interface RegFileKey {
  readonly path: string;
  readonly deleted?: true;
  readonly values: readonly RegFileValue[];
}

const header = 'Windows Registry Editor Version 5.00';
const roots = { HKCU: 'HKEY_CURRENT_USER', HKLM: 'HKEY_LOCAL_MACHINE' } as const;
/** No registry file of this product comes near it; a larger one is not read into memory. */
const maxBytes = 256 * 1024 * 1024;

const byFold = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Separators sort before every other character, so that a key stands right before what is below it. */
const sortKey = (path: string): string => foldName(path).replaceAll('\\', '\0');

function longPath(path: string): string {
  const at = path.indexOf('\\');
  const root = at < 0 ? path : path.slice(0, at);
  if (root !== 'HKCU' && root !== 'HKLM') throw new Error(`not a registry path: ${path}`);
  return roots[root] + path.slice(root.length);
}

function shortPath(path: string): string | undefined {
  for (const [short, long] of Object.entries(roots)) {
    const folded = foldName(path);
    if (folded === long) return short;
    if (folded.startsWith(`${long}\\`) && !/\\(\\|$)/.test(path)) return short + path.slice(long.length);
  }
  return undefined;
}

/**
 * The file as regedit would write it: UTF-16LE with its mark, CRLF. Sections and values are sorted without regard to
 * case (a deletion before its re-creation), so the same content is always the same bytes.
 */
export function encodeRegFile(keys: readonly RegFileKey[]): Uint8Array {
  const sections = keys
    .map((key) => ({ key, sort: `${sortKey(key.path)}\0${key.deleted ? '\0' : '\u0001'}` }))
    .sort((a, b) => byFold(a.sort, b.sort))
    .map(({ key }) => {
      if (key.deleted) return `[-${longPath(key.path)}]\r\n`;
      const values = [...key.values].sort((a, b) => byFold(foldName(a.name), foldName(b.name)));
      return `[${longPath(key.path)}]\r\n${values.map((value) => `${regValueText(value.name, value.data)}\r\n`).join('')}`;
    });
  return Buffer.from(`\ufeff${[`${header}\r\n`, ...sections].join('\r\n')}\r\n`, 'utf16le');
}

interface Malformed {
  readonly at: number;
}

function decodeText(bytes: Uint8Array): { readonly text: string; readonly malformed?: Malformed } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le').slice(1);
    return bytes.length % 2 === 0 ? { text } : { text, malformed: { at: text.length } };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    return { text, malformed: { at: Math.max(0, text.indexOf('\ufffd')) } };
  }
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** `[path]` or `[-path]` from its line, which may end with a comment. */
function parseSection(line: string): { path: string; deleted: boolean } | undefined {
  const inner = /^\[(-?)(.+)\]\s*(?:;[^\]]*)?$/.exec(line.trimEnd());
  const path = inner?.[2] === undefined ? undefined : shortPath(inner[2]);
  return path === undefined ? undefined : { path, deleted: inner?.[1] === '-' };
}

function parseText(text: string): RegFileKey[] | Malformed {
  const keys: { path: string; deleted?: true; values: RegFileValue[] }[] = [];
  const firstEnd = endOfLine(text, 0);
  if (text.slice(0, firstEnd).trim() !== header) return { at: 0 };
  let at = firstEnd;
  for (;;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
    if (at >= text.length) return keys;
    const first = text.charAt(at);
    const current = keys.at(-1);
    if (first === ';') {
      at = endOfLine(text, at);
    } else if (first === '[') {
      const end = endOfLine(text, at);
      const section = parseSection(text.slice(at, end));
      if (!section) return { at };
      keys.push({ path: section.path, ...(section.deleted ? { deleted: true } : {}), values: [] });
      at = end;
    } else if ((first === '"' || first === '@') && current && !current.deleted) {
      const name = first === '@' ? { text: '', end: at + 1 } : readQuoted(text, at);
      const value = name && text.charAt(name.end) === '=' ? parseRegValue(text, name.end + 1) : undefined;
      if (!name || !value) return { at };
      current.values.push({ name: name.text, data: value.data });
      at = value.end;
    } else {
      return { at };
    }
  }
}

/**
 * Reads a .reg file: UTF-16LE with its mark or UTF-8, either line ending, comments, deletions; sections and values in the
 * file's order. `workstation.registryUnreadable` {file, line} names the first line that cannot be read.
 */
export function parseRegFile(bytes: Uint8Array, file = ''): Result<readonly RegFileKey[]> {
  const unreadable = (line: number) => failure(problem('workstation.registryUnreadable', { file, line }));
  if (bytes.length > maxBytes) return unreadable(0);
  const { text, malformed } = decodeText(bytes);
  const parsed = malformed ?? parseText(text);
  return Array.isArray(parsed) ? success(parsed) : unreadable(text.slice(0, parsed.at).split('\n').length);
}
