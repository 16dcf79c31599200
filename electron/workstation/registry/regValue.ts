// One value line of a .reg file, with its escapes, its types and its continued lines.
import type { RegistryData } from '../../model/registry.ts';
import { decodeData, encodeData, typeNumberOf } from './registryBytes.ts';

/** Regedit's own widths: 25 bytes on a continued line, and no first line beyond 80 characters. */
const bytesPerLine = 25;
const firstLineWidth = 77;
/** The type of `hex:` without a number (REG_BINARY, winnt.h). */
const binary = 3;

const escaped = (text: string): string => text.replace(/["\\]/g, '\\$&');
/** Texts that would break their line are written as bytes. */
const breaksLine = (text: string): boolean => /[\0\r\n]/.test(text);

function hexText(prefix: string, bytes: Buffer): string {
  const pairs: string[] = [];
  for (const byte of bytes) pairs.push(byte.toString(16).padStart(2, '0'));
  const first = Math.max(1, Math.floor((firstLineWidth - prefix.length) / 3));
  const lines = [pairs.slice(0, first).join(',')];
  for (let at = first; at < pairs.length; at += bytesPerLine) lines.push(pairs.slice(at, at + bytesPerLine).join(','));
  return prefix + lines.join(',\\\r\n  ');
}

/** The line for one value, without its line end; `null` deletes it, name `''` is the default value. */
export function regValueText(name: string, data: RegistryData | null): string {
  const start = name === '' ? '@=' : `"${escaped(name)}"=`;
  if (data === null) return `${start}-`;
  if (data.type === 'REG_SZ' && data.stored === undefined && !breaksLine(data.data)) return `${start}"${escaped(data.data)}"`;
  if (data.type === 'REG_DWORD') return `${start}dword:${data.data.toString(16).padStart(8, '0')}`;
  const kind = data.type === 'REG_BINARY' ? 'hex:' : `hex(${typeNumberOf(data).toString(16)}):`;
  return hexText(start + kind, encodeData(data));
}

/** The quoted text that starts at `start`, and where it ends; `undefined` if it is not closed or wrongly escaped. */
export function readQuoted(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let read = '';
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { text: read + text.slice(from, at), end: at + 1 };
    if (character !== '\\') continue;
    const next = text.charAt(at + 1);
    if (next !== '"' && next !== '\\') return undefined;
    read += text.slice(from, at);
    at += 1;
    from = at;
  }
  return undefined;
}

/** A line and the lines that continue it (`\` at the end), joined; and where they end. */
function readContinued(text: string, start: number): { readonly line: string; readonly end: number } {
  const parts: string[] = [];
  let from = start;
  for (;;) {
    const at = text.indexOf('\n', from);
    const end = at < 0 ? text.length : at;
    const line = text.slice(from, end).trim();
    if (!line.endsWith('\\') || end === text.length) {
      parts.push(line);
      return { line: parts.join(''), end };
    }
    parts.push(line.slice(0, -1).trimEnd());
    from = end + 1;
  }
}

function parseBytes(list: string): Buffer | undefined {
  if (list === '') return Buffer.alloc(0);
  const pairs = list.split(',');
  const bytes = Buffer.alloc(pairs.length);
  for (const [index, pair] of pairs.entries()) {
    if (!/^\s*[0-9a-f]{1,2}\s*$/i.test(pair)) return undefined;
    bytes[index] = Number.parseInt(pair, 16);
  }
  return bytes;
}

function parseTyped(line: string): RegistryData | null | undefined {
  const plain = line.replace(/\s*;.*$/, '');
  if (plain === '-') return null;
  const dword = /^dword:([0-9a-f]{1,8})$/i.exec(plain)?.[1];
  if (dword !== undefined) return { type: 'REG_DWORD', data: Number.parseInt(dword, 16) };
  const start = /^hex(?:\(([0-9a-f]{1,8})\))?:/i.exec(plain);
  if (!start) return undefined;
  const bytes = parseBytes(plain.slice(start[0].length));
  return bytes && decodeData(start[1] === undefined ? binary : Number.parseInt(start[1], 16), bytes);
}

/** What follows a value's `=`: its data (`null` = delete) and where its last line ends; `undefined` if it cannot be read. */
export function parseRegValue(text: string, start: number): { readonly data: RegistryData | null; readonly end: number } | undefined {
  if (text.charAt(start) === '"') {
    const quoted = readQuoted(text, start);
    if (!quoted) return undefined;
    const { line, end } = readContinued(text, quoted.end);
    return line === '' || line.startsWith(';') ? { data: { type: 'REG_SZ', data: quoted.text }, end } : undefined;
  }
  const { line, end } = readContinued(text, start);
  const data = parseTyped(line);
  return data === undefined ? undefined : { data, end };
}
