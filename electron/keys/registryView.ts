// One moment's view of the registry for a plan or an apply: each key is read once, and nothing is asked below a key that is not there.
import { foldName, type RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';

/** Its calls follow one another: what one learns spares the next one its question. */
export interface RegistryView {
  /** As the port's; problems are those of the registry. */
  readKey(path: string): Promise<Result<RegistryKey | undefined>>;
  /** The keys on the way to `path` that do not exist, outermost first; `path` itself is the last of them unless it is there. */
  missingKeys(path: string): Promise<Result<readonly string[]>>;
}

/**
 * Begins a view. It is kept no longer than its moment: what others change after a key was read, it does not show. Of a key that is not
 * there it is found out where its branch ends, which answers for every other key of that branch: most PCs have no policy for Office at all.
 */
export function viewRegistry(registry: Pick<Registry, 'readKey' | 'hasKey'>): RegistryView {
  const read = new Map<string, RegistryKey | undefined>();
  /** Folded paths of which it is known whether they exist. */
  const known = new Map<string, boolean>();

  function noteThere(folded: string): void {
    for (const key of [folded, ...keysAbove(folded)]) {
      if (known.get(key) === true) return;
      known.set(key, true);
    }
  }

  /** Whether the key is below one that is known not to be there: of those on its way that are known, the nearest one says so. */
  function isBelowGone(folded: string): boolean {
    for (const key of keysAbove(folded)) {
      const isThere = known.get(key);
      if (isThere !== undefined) return !isThere;
    }
    return false;
  }

  async function noteGone(path: string): Promise<Result<void>> {
    known.set(foldName(path), false);
    for (const key of keysAbove(path)) {
      const folded = foldName(key);
      if (known.get(folded) === true) break;
      const isThere = await registry.hasKey(key);
      if (!isThere.ok) return isThere;
      if (isThere.value) {
        noteThere(folded);
        break;
      }
      known.set(folded, false);
    }
    return success(undefined);
  }

  async function readKey(path: string): Promise<Result<RegistryKey | undefined>> {
    const folded = foldName(path);
    if (read.has(folded) || isBelowGone(folded)) return success(read.get(folded));
    const key = await registry.readKey(path);
    if (!key.ok) return key;
    if (key.value) noteThere(folded);
    else {
      const noted = await noteGone(path);
      if (!noted.ok) return noted;
    }
    read.set(folded, key.value);
    return key;
  }

  return {
    readKey,
    async missingKeys(path) {
      const key = await readKey(path);
      if (!key.ok) return key;
      const onTheWay = [path, ...keysAbove(path)];
      const there = onTheWay.findIndex((each) => known.get(foldName(each)) === true);
      return success(onTheWay.slice(0, there < 0 ? undefined : there).reverse());
    },
  };
}

/** The keys above a key, innermost first, without the root of its hive, which is always there. */
function keysAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let end = path.lastIndexOf('\\'); end > path.indexOf('\\'); end = path.lastIndexOf('\\', end - 1)) above.push(path.slice(0, end));
  return above;
}
