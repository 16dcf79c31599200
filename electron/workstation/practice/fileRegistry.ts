// The port's registry over the practice workstation's registry file, with the rights of a standard user or of an administrator.
import { problem, type Problem } from '../../model/problem.ts';
import { foldName } from '../../model/registry.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { nameFault, type Edit, type RegistryTree } from '../registry/registryTree.ts';
import type { RegistryStore } from './registryStore.ts';

export type Rights = 'standard' | 'administrator';

/** What Windows lets only administrators write: policies of the user's own hive, and the whole machine hive. */
const protectedKeys = ['HKCU\\Software\\Policies', 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies', 'HKLM'].map(foldName);

function isProtected(path: string): boolean {
  const folded = foldName(path);
  return protectedKeys.some((key) => folded === key || folded.startsWith(`${key}\\`));
}

/** A registry over the store. `registry.denied` {path} where the rights do not reach, `registry.failed` {path, reason} otherwise. */
export function createFileRegistry(store: RegistryStore, rights: Rights): Registry {
  const refusal = (path: string, name?: string): Problem | undefined => {
    const fault = nameFault(path, name);
    if (fault) return problem('registry.failed', { path, reason: fault });
    return rights === 'standard' && isProtected(path) ? problem('registry.denied', { path }) : undefined;
  };

  async function change(path: string, name: string | undefined, edit: (tree: RegistryTree) => Edit): Promise<Result<void>> {
    const refused = refusal(path, name);
    if (refused) return failure(refused);
    const edited = await store.change(edit);
    if (!edited.ok) return edited;
    return edited.value === 'hasSubkeys' ? failure(problem('registry.failed', { path, reason: edited.value })) : success(undefined);
  }

  return {
    backend: 'file',
    async readKey(path) {
      const fault = nameFault(path);
      return fault ? failure(problem('registry.failed', { path, reason: fault })) : store.read((tree) => tree.readKey(path));
    },
    createKey: (path) => change(path, undefined, (tree) => tree.createKey(path)),
    setValue: (path, name, data) => change(path, name, (tree) => tree.setValue(path, name, data)),
    deleteValue: (path, name) => change(path, name, (tree) => tree.deleteValue(path, name)),
    deleteKey: (path) => change(path, undefined, (tree) => tree.deleteKey(path)),
  };
}
