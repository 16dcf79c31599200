// Registry values as plain, JSON-able data: the shape that crosses every seam and stands in journals and reports.
import * as z from 'zod';

const hexBytes = z.string().regex(/^([0-9a-f]{2})*$/);

/** Bytes of a text that was stored in an unusual way (without its ending NUL …); absent where writing the text gives the same bytes. */
const stored = hexBytes.optional();

/**
 * The registry's value types (winnt.h). Text and numbers are decoded; everything else is kept as lower-case
 * hexadecimal bytes, so that a before-image is exact even for types that nobody should meet: REG_OTHER stands for a
 * type that winnt.h does not name, and for a number of the wrong length.
 */
export const registryDataSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['REG_SZ', 'REG_EXPAND_SZ']), data: z.string(), stored }),
  z.object({ type: z.literal('REG_MULTI_SZ'), data: z.array(z.string()), stored }),
  z.object({ type: z.literal('REG_OTHER'), number: z.number().int().min(0).max(0xffffffff), data: hexBytes }),
  z.object({ type: z.literal('REG_DWORD'), data: z.number().int().min(0).max(0xffffffff) }),
  z.object({ type: z.literal('REG_QWORD'), data: z.string().regex(/^\d{1,20}$/) }),
  z.object({
    type: z.enum([
      'REG_NONE',
      'REG_BINARY',
      'REG_DWORD_BIG_ENDIAN',
      'REG_LINK',
      'REG_RESOURCE_LIST',
      'REG_FULL_RESOURCE_DESCRIPTOR',
      'REG_RESOURCE_REQUIREMENTS_LIST',
    ]),
    data: hexBytes,
  }),
]);
export type RegistryData = z.infer<typeof registryDataSchema>;

export type RegistryValue = RegistryData & { readonly name: string };

/** One key as read: its values (in no promised order) and the names of its direct subkeys. */
export interface RegistryKey {
  readonly values: readonly RegistryValue[];
  readonly subkeys: readonly string[];
}

/** Whether two values are the same in type and data (names, letter case of names and the way a text is stored aside). */
export function sameData(a: RegistryData, b: RegistryData): boolean {
  if (a.type === 'REG_OTHER' && b.type === 'REG_OTHER' && a.number !== b.number) return false;
  return a.type === b.type && JSON.stringify(a.data) === JSON.stringify(b.data);
}

/**
 * The form in which two registry names are compared: upper case, one UTF-16 unit at a time, as Windows does
 * (RtlUpcaseUnicodeChar), so that `ß` never equals `SS` and a final sigma never depends on its neighbours.
 */
export function foldName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name.toUpperCase();
  let folded = '';
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charAt(at);
    const upper = unit.toUpperCase();
    folded += upper.length === 1 && upper.toLowerCase() === unit ? upper : unit;
  }
  return folded;
}

/** Finds a value by name; registry names compare without regard to case. */
export function findValue(key: RegistryKey | undefined, name: string): RegistryValue | undefined {
  const wanted = foldName(name);
  return key?.values.find((value) => foldName(value.name) === wanted);
}

/** A value's data without its name, `null` when it is absent. */
export function dataOf(key: RegistryKey | undefined, name: string): RegistryData | null {
  const value = findValue(key, name);
  if (!value) return null;
  const { name: _, ...data } = value;
  return data;
}

/** The number in a REG_DWORD value, `undefined` for any other type or an absent value. */
export function dwordOf(key: RegistryKey | undefined, name: string): number | undefined {
  const value = findValue(key, name);
  return value?.type === 'REG_DWORD' ? value.data : undefined;
}

/** The text in a REG_SZ or REG_EXPAND_SZ value, `undefined` for any other type or an absent value. */
export function textOf(key: RegistryKey | undefined, name: string): string | undefined {
  const value = findValue(key, name);
  return value?.type === 'REG_SZ' || value?.type === 'REG_EXPAND_SZ' ? value.data : undefined;
}
