// The policy values that the program's own catalogues name: all that its helper with administrator rights may write.
import type { Catalogue } from '../model/keys.ts';
import { builtInCatalogues } from './builtIns.ts';
import { loadCatalogue } from './catalogue.ts';
import { placementsOf } from './placement.ts';

/** One value; the path starts with `HKCU\`. */
export interface Place {
  readonly path: string;
  readonly name: string;
}

/** Each place once for every built-in catalogue that names it. */
export async function policyPlaces(): Promise<readonly Place[]> {
  const catalogues = await Promise.all(builtInCatalogues.map(loadCatalogue));
  return catalogues.flatMap((catalogue) => (catalogue.ok ? policiesOf(catalogue.value) : []));
}

/** The policy values that a catalogue names, at each of their places. Pure. */
export function policiesOf({ keys }: Catalogue): readonly Place[] {
  return keys.filter(({ scope }) => scope === 'policy').flatMap((key) => placementsOf(key).map(({ path }) => ({ path, name: key.name })));
}
