// One inspection's view of the registry: what several readings want to know of one key is read once.
import type { RegistryReader } from '../workstation/port.ts';

/** Reads each key at most once, for as long as what is given back is kept: it is made anew for each inspection, whose facts are of one moment. */
export function readOnce(registry: RegistryReader): RegistryReader {
  const read = new Map<string, ReturnType<RegistryReader['readKey']>>();
  return {
    readKey(path) {
      const known = read.get(path) ?? registry.readKey(path);
      read.set(path, known);
      return known;
    },
  };
}
