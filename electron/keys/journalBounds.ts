// Which policies a journal may lead an undo to: the file lies in the person's own folder, and the undo may hold administrator rights.
import type { Journal } from '../model/keys.ts';
import { problem, type Problem } from '../model/problem.ts';
import { foldName } from '../model/registry.ts';
import { journalFile } from './journal.ts';
import { policyPlaces, type Place } from './policyPlaces.ts';

/** The policy values of a journal, each as `PATH!NAME`, that are none of the known ones. Pure. */
function foreignPolicies({ entries }: Pick<Journal, 'entries'>, known: readonly Place[]): readonly string[] {
  const textOf = ({ path, name }: Place): string => `${path}!${name}`;
  const places = new Set(known.map((place) => foldName(textOf(place))));
  return entries
    .filter(({ scope }) => scope === 'policy')
    .map(textOf)
    .filter((place) => !places.has(foldName(place)));
}

/**
 * `keys.journalForeign` {file, values} for the first journal that names policies which neither the built-in catalogues nor `named` (the
 * catalogue that whoever holds the rights has chosen) name: anybody who may write into the folder could have put it there.
 */
export async function refuseForeign(
  stateFolder: string,
  journals: readonly Journal[],
  named: readonly Place[],
): Promise<Problem | undefined> {
  if (!journals.some(({ entries }) => entries.some(({ scope }) => scope === 'policy'))) return undefined;
  const known = [...(await policyPlaces()), ...named];
  for (const journal of journals) {
    const values = foreignPolicies(journal, known);
    if (values.length > 0) return problem('keys.journalForeign', { file: journalFile(stateFolder, journal.id), values: [...values] });
  }
  return undefined;
}
