// The policy values that the program's own catalogues name: all that its helper with administrator rights may write.
import { builtInCatalogues } from './builtIns.ts';
import { loadCatalogue } from './catalogue.ts';
import { placementsOf } from './placement.ts';

/** Each place once for every catalogue that names it; paths start with `HKCU\\`. */
export async function policyPlaces(): Promise<readonly { readonly path: string; readonly name: string }[]> {
  const catalogues = await Promise.all(builtInCatalogues.map(loadCatalogue));
  return catalogues.flatMap((catalogue) => {
    const keys = catalogue.ok ? catalogue.value.keys.filter(({ scope }) => scope === 'policy') : [];
    return keys.flatMap((key) => placementsOf(key).map(({ path }) => ({ path, name: key.name })));
  });
}
