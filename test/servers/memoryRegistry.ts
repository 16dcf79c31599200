// A registry in memory for tests of what stands on the port: the product's own tree behind the port's interface.
import { success, type Result } from '../../electron/model/result.ts';
import type { Registry } from '../../electron/workstation/port.ts';
import { changeOneByOne, readAndPick } from '../../electron/workstation/registry/severalValues.ts';
import { encodeRegFile } from '../../electron/workstation/registry/regFile.ts';
import { createRegistryTree } from '../../electron/workstation/registry/registryTree.ts';

export interface MemoryRegistry extends Registry {
  /** The whole content as the bytes of a .reg file: equal bytes, equal registry. */
  dump(): Uint8Array;
}

export function memoryRegistry(): MemoryRegistry {
  const tree = createRegistryTree([]);
  const done = (): Promise<Result<void>> => Promise.resolve(success(undefined));
  const readKey: Registry['readKey'] = (path) => Promise.resolve(success(tree.readKey(path)));
  const setValue: Registry['setValue'] = (path, name, data) => (tree.setValue(path, name, data), done());
  const deleteValue: Registry['deleteValue'] = (path, name) => (tree.deleteValue(path, name), done());
  return {
    backend: 'memory',
    readKey,
    readValues: (path, names) => readAndPick({ readKey }, path, names),
    hasKey: (path) => Promise.resolve(success(tree.readKey(path) !== undefined)),
    createKey: (path) => (tree.createKey(path), done()),
    setValue,
    deleteValue,
    changeValues: (path, changes) => changeOneByOne({ setValue, deleteValue }, path, changes),
    deleteKey: (path) => (tree.deleteKey(path), done()),
    dump: () => encodeRegFile(tree.entries()),
  };
}
