// What the pretend Outlook does with a .prf file that it was told to import: it makes the profile, once, and forgets the file.
import { readFile } from 'node:fs/promises';
import { outlookKey, profilePlaces } from '../../model/outlookRegistry.ts';
import { foldName, textOf } from '../../model/registry.ts';
import { success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import { fileErrorCode } from './registryStore.ts';

const setup = `${outlookKey('16.0')}\\Setup`;
const places = profilePlaces('16.0');

/** The values of an INI file by section and name, in lower case. */
function parseIni(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1]?.toLowerCase() ?? section;
    const [, name, value] = /^\s*([^;=[\]]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values.set(`${section}/${name.toLowerCase()}`, value);
  }
  return values;
}

async function readPrf(file: string): Promise<ReadonlyMap<string, string>> {
  try {
    return parseIni(await readFile(file, 'latin1'));
  } catch (error) {
    fileErrorCode(error);
    // Outlook goes on without a file that it cannot find.
    return new Map();
  }
}

type Alone = (work: () => Promise<Result<void>>) => Promise<Result<void>>;

/**
 * Imports the file that `ImportPRF` names, where there is one and Outlook's first run is still to come. An existing profile is left alone
 * (OverwriteProfile=No); the value is taken away, and the first run is over. Writes through `alone`; fails as it and the registry do.
 */
export async function importPretendProfile(registry: Registry, alone: Alone): Promise<Result<void>> {
  const key = await registry.readKey(setup);
  if (!key.ok) return key;
  const file = textOf(key.value, 'ImportPRF');
  const isOver = key.value?.values.some(({ name }) => ['FIRST-RUN', 'FIRSTRUN'].includes(foldName(name))) ?? false;
  return file === undefined || isOver ? success(undefined) : alone(() => importFile(registry, file));
}

async function importFile(registry: Registry, file: string): Promise<Result<void>> {
  const prf = await readPrf(file);
  const name = prf.get('general/profilename');
  const list = await registry.readKey(places.profiles);
  if (!list.ok) return list;
  const isNew = name !== undefined && !list.value?.subkeys.some((each) => foldName(each) === foldName(name));
  const steps: (() => Promise<Result<void>>)[] = [];
  if (isNew && prf.get('general/custom') === '1') {
    steps.push(() => registry.createKey(`${places.profiles}\\${name}`));
    if (prf.get('general/defaultprofile')?.toLowerCase() === 'yes')
      steps.push(() => registry.setValue(places.defaultHolder, 'DefaultProfile', { type: 'REG_SZ', data: name }));
  }
  steps.push(
    () => registry.deleteValue(setup, 'ImportPRF'),
    () => registry.setValue(setup, 'First-Run', { type: 'REG_BINARY', data: '' }),
  );
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  return success(undefined);
}
