// The port's registry over the practice workstation's registry file, with the rights of a standard user or of an administrator.
import { problem, type Problem } from '../../model/problem.ts';
import { foldName, type RegistryKey } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry, ValueChange } from '../port.ts';
import { nameFault, type Edit, type RegistryTree } from '../registry/registryTree.ts';
import { isThere, readAndPick } from '../registry/severalValues.ts';
import type { RegistryStore } from './registryStore.ts';

export type Rights = 'standard' | 'administrator';

/** What Windows lets only administrators write: policies of the user's own hive, and the whole machine hive. */
const protectedKeys = ['HKCU\\Software\\Policies', 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies', 'HKLM'].map(foldName);

function isProtected(path: string): boolean {
  const folded = foldName(path);
  return protectedKeys.some((key) => folded === key || folded.startsWith(`${key}\\`));
}

function changeInTree(tree: RegistryTree, path: string, changes: readonly ValueChange[]): Edit {
  const edits = changes.map(({ name, data }) => (data === null ? tree.deleteValue(path, name) : tree.setValue(path, name, data)));
  return edits.includes('changed') ? 'changed' : 'unchanged';
}

/** A registry over the store. `registry.denied` {path} where the rights do not reach, `registry.failed` {path, reason} otherwise. */
export function createFileRegistry(store: RegistryStore, rights: Rights): Registry {
  const refusal = (path: string, names: readonly string[]): Problem | undefined => {
    const fault = nameFault(path, ...names);
    if (fault) return problem('registry.failed', { path, reason: fault });
    return rights === 'standard' && isProtected(path) ? problem('registry.denied', { path }) : undefined;
  };

  async function change(path: string, names: readonly string[], edit: (tree: RegistryTree) => Edit): Promise<Result<void>> {
    const refused = refusal(path, names);
    if (refused) return failure(refused);
    const edited = await store.change(edit);
    if (!edited.ok) return edited;
    return edited.value === 'hasSubkeys' ? failure(problem('registry.failed', { path, reason: edited.value })) : success(undefined);
  }

  async function readKey(path: string): Promise<Result<RegistryKey | undefined>> {
    const fault = nameFault(path);
    return fault ? failure(problem('registry.failed', { path, reason: fault })) : store.read((tree) => tree.readKey(path));
  }

  return {
    backend: 'file',
    readKey,
    readValues: (path, names) => readAndPick({ readKey }, path, names),
    hasKey: async (path) => isThere(await readKey(path)),
    createKey: (path) => change(path, [], (tree) => tree.createKey(path)),
    setValue: (path, name, data) => change(path, [name], (tree) => tree.setValue(path, name, data)),
    deleteValue: (path, name) => change(path, [name], (tree) => tree.deleteValue(path, name)),
    changeValues: (path, changes) =>
      change(
        path,
        changes.map(({ name }) => name),
        (tree) => changeInTree(tree, path, changes),
      ),
    deleteKey: (path) => change(path, [], (tree) => tree.deleteKey(path)),
  };
}
