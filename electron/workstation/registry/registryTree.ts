// A registry in memory: a tree of keys whose names compare without regard to case and keep their spelling.
import { foldName, type RegistryData, type RegistryKey, type RegistryValue } from '../../model/registry.ts';
import type { RegFileKey } from './regFile.ts';

interface TreeKey {
  readonly name: string;
  readonly values: Map<string, RegistryValue>;
  readonly subkeys: Map<string, TreeKey>;
}

/** What an edit came to; nothing was changed unless it says `changed`. */
export type Edit = 'changed' | 'unchanged' | 'hasSubkeys';

export interface RegistryTree {
  readKey(path: string): RegistryKey | undefined;
  createKey(path: string): Edit;
  setValue(path: string, name: string, data: RegistryData): Edit;
  deleteValue(path: string, name: string): Edit;
  /** Removes a key without subkeys. */
  deleteKey(path: string): Edit;
  /** Every key with its values, parents first. */
  entries(): readonly RegFileKey[];
}

/** Windows' limits: length of a key's name, of a value's name, and depth (MSDN "Registry Element Size Limits"). */
const limits = { keyName: 255, valueName: 16_383, depth: 512 } as const;

/** Why a path and names of values cannot stand in a registry, `undefined` if they can. */
export function nameFault(
  path: string,
  ...names: readonly string[]
): 'root' | 'emptyName' | 'nameTooLong' | 'controlCharacter' | 'tooDeep' | undefined {
  const [root, ...keys] = path.split('\\');
  if (root !== 'HKCU' && root !== 'HKLM') return 'root';
  if (keys.includes('')) return 'emptyName';
  if (keys.length > limits.depth) return 'tooDeep';
  if (names.some((name) => name.length > limits.valueName) || keys.some((key) => key.length > limits.keyName)) return 'nameTooLong';
  return names.some((name) => name.includes('\0')) || /[\0\r\n]/.test(path) ? 'controlCharacter' : undefined;
}

const emptyKey = (name: string): TreeKey => ({ name, values: new Map(), subkeys: new Map() });

function find(top: TreeKey, path: string): TreeKey | undefined {
  let key: TreeKey | undefined = top;
  for (const name of path.split('\\')) key = key?.subkeys.get(foldName(name));
  return key;
}

function create(top: TreeKey, path: string): { readonly key: TreeKey; readonly created: boolean } {
  let key = top;
  let created = false;
  for (const name of path.split('\\')) {
    let next = key.subkeys.get(foldName(name));
    if (!next) {
      next = emptyKey(name);
      key.subkeys.set(foldName(name), next);
      created = true;
    }
    key = next;
  }
  return { key, created };
}

function remove(top: TreeKey, path: string): void {
  const at = path.lastIndexOf('\\');
  const parent = at < 0 ? top : find(top, path.slice(0, at));
  parent?.subkeys.delete(foldName(path.slice(at + 1)));
}

function set(key: TreeKey, name: string, data: RegistryData): void {
  const folded = foldName(name);
  key.values.set(folded, { ...data, name: key.values.get(folded)?.name ?? name });
}

function list(key: TreeKey, path: string, into: RegFileKey[]): void {
  const values = [...key.values.values()].map(({ name, ...data }) => ({ name, data }));
  if (path !== '') into.push({ path, values });
  for (const subkey of key.subkeys.values()) list(subkey, path === '' ? subkey.name : `${path}\\${subkey.name}`, into);
}

/** A tree that holds what a .reg file says, its deletions carried out in the file's order. */
export function createRegistryTree(keys: readonly RegFileKey[]): RegistryTree {
  const top = emptyKey('');
  for (const key of keys) {
    if (key.deleted) {
      remove(top, key.path);
      continue;
    }
    const target = create(top, key.path).key;
    for (const { name, data } of key.values) {
      if (data === null) target.values.delete(foldName(name));
      else set(target, name, data);
    }
  }
  return {
    readKey(path) {
      const key = find(top, path);
      return key && { values: [...key.values.values()], subkeys: [...key.subkeys.values()].map((subkey) => subkey.name) };
    },
    createKey: (path) => (create(top, path).created ? 'changed' : 'unchanged'),
    setValue(path, name, data) {
      set(create(top, path).key, name, data);
      return 'changed';
    },
    deleteValue: (path, name) => (find(top, path)?.values.delete(foldName(name)) ? 'changed' : 'unchanged'),
    deleteKey(path) {
      const key = find(top, path);
      if (!key) return 'unchanged';
      if (key.subkeys.size > 0) return 'hasSubkeys';
      remove(top, path);
      return 'changed';
    },
    entries() {
      const all: RegFileKey[] = [];
      list(top, '', all);
      return all;
    },
  };
}
