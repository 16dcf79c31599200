// Turns a registry value into the raw bytes that Windows stores for it, and back.
import { sameData, type RegistryData } from '../../model/registry.ts';

/** The types' numbers (winnt.h), which are also what `hex(N):` of a .reg file names. */
const typeNumbers = {
  REG_NONE: 0,
  REG_SZ: 1,
  REG_EXPAND_SZ: 2,
  REG_BINARY: 3,
  REG_DWORD: 4,
  REG_DWORD_BIG_ENDIAN: 5,
  REG_LINK: 6,
  REG_MULTI_SZ: 7,
  REG_RESOURCE_LIST: 8,
  REG_FULL_RESOURCE_DESCRIPTOR: 9,
  REG_RESOURCE_REQUIREMENTS_LIST: 10,
  REG_QWORD: 11,
} as const satisfies Record<Exclude<RegistryData['type'], 'REG_OTHER'>, number>;

/** The number of a value's type. */
export function typeNumberOf(value: RegistryData): number {
  return value.type === 'REG_OTHER' ? value.number : typeNumbers[value.type];
}

/** Hexadecimal UTF-16LE of a text with its terminating NUL: how Outlook stores texts in REG_BINARY values. */
export function utf16Hex(text: string): string {
  return Buffer.from(`${text}\0`, 'utf16le').toString('hex');
}

/** The bytes Windows would store. A number that does not fit its type is a bug and throws a RangeError. */
export function encodeData(value: RegistryData): Buffer {
  const { stored } = 'stored' in value ? value : {};
  if (stored === undefined) return writtenBytes(value);
  const bytes = Buffer.from(stored, 'hex');
  // Whoever hands in bytes that say something else than the text beside them gets the text that was seen and agreed to.
  const meant = decodePlain(typeNumberOf(value), bytes);
  return meant && sameData(meant, value) ? bytes : writtenBytes(value);
}

function writtenBytes(value: RegistryData): Buffer {
  switch (value.type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return Buffer.from(`${value.data}\0`, 'utf16le');
    case 'REG_MULTI_SZ':
      return Buffer.from(`${value.data.map((line) => `${line}\0`).join('')}\0`, 'utf16le');
    case 'REG_DWORD': {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value.data);
      return bytes;
    }
    case 'REG_QWORD': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(value.data));
      return bytes;
    }
    default:
      return Buffer.from(value.data, 'hex');
  }
}

const withoutLastNul = (text: string): string => (text.endsWith('\0') ? text.slice(0, -1) : text);

function decodeMulti(bytes: Buffer): string[] {
  const list = withoutLastNul(bytes.toString('utf16le'));
  return list === '' ? [] : withoutLastNul(list).split('\0');
}

type ResourceType = 'REG_RESOURCE_LIST' | 'REG_FULL_RESOURCE_DESCRIPTOR' | 'REG_RESOURCE_REQUIREMENTS_LIST';
type Decode = (bytes: Buffer) => RegistryData | undefined;

const asHex =
  (type: 'REG_NONE' | 'REG_BINARY' | 'REG_DWORD_BIG_ENDIAN' | 'REG_LINK' | ResourceType): Decode =>
  (bytes) => ({ type, data: bytes.toString('hex') });

const decoders: Readonly<Record<number, Decode>> = {
  0: asHex('REG_NONE'),
  1: (bytes) => ({ type: 'REG_SZ', data: withoutLastNul(bytes.toString('utf16le')) }),
  2: (bytes) => ({ type: 'REG_EXPAND_SZ', data: withoutLastNul(bytes.toString('utf16le')) }),
  3: asHex('REG_BINARY'),
  4: (bytes) => (bytes.length === 4 ? { type: 'REG_DWORD', data: bytes.readUInt32LE() } : undefined),
  5: asHex('REG_DWORD_BIG_ENDIAN'),
  6: asHex('REG_LINK'),
  7: (bytes) => ({ type: 'REG_MULTI_SZ', data: decodeMulti(bytes) }),
  8: asHex('REG_RESOURCE_LIST'),
  9: asHex('REG_FULL_RESOURCE_DESCRIPTOR'),
  10: asHex('REG_RESOURCE_REQUIREMENTS_LIST'),
  11: (bytes) => (bytes.length === 8 ? { type: 'REG_QWORD', data: bytes.readBigUInt64LE().toString() } : undefined),
};

const decodePlain = (typeNumber: number, bytes: Buffer): RegistryData | undefined => decoders[typeNumber]?.(bytes);

/**
 * The value in stored bytes; encodeData gives back exactly these bytes. Texts that are stored in an unusual way carry them along, a type
 * that does not exist and a number of the wrong length become REG_OTHER.
 */
export function decodeData(typeNumber: number, bytes: Buffer): RegistryData {
  const value = decodePlain(typeNumber, bytes);
  if (!value) return { type: 'REG_OTHER', number: typeNumber, data: bytes.toString('hex') };
  if (!isText(value) || writtenBytes(value).equals(bytes)) return value;
  return { ...value, stored: bytes.toString('hex') };
}

type Text = Extract<RegistryData, { stored?: unknown }>;

function isText(value: RegistryData): value is Text {
  return value.type === 'REG_SZ' || value.type === 'REG_EXPAND_SZ' || value.type === 'REG_MULTI_SZ';
}
