// Outlook's COM add-ins, and BlueMind's old connector among them and among the installed programs.
import type { AddIn, InstalledProgram } from '../model/pc.ts';
import { dwordOf, textOf, type RegistryKey } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { RegistryReader } from '../workstation/port.ts';
import { uninstallKeys } from './installs.ts';
import { readKeys, type ReadKey } from './readKeys.ts';

interface Place {
  readonly path: string;
  readonly scope: AddIn['scope'];
}

/** Where add-ins register (Registry entries for VSTO Add-ins), and what Click-to-Run shows Outlook instead of the machine's own key. */
const places: readonly Place[] = [
  { path: 'HKCU\\Software\\Microsoft\\Office\\Outlook\\Addins', scope: 'user' },
  { path: 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Addins', scope: 'user' },
  { path: 'HKCU\\Software\\Microsoft\\Office\\15.0\\Outlook\\Addins', scope: 'user' },
  { path: 'HKLM\\SOFTWARE\\Microsoft\\Office\\Outlook\\Addins', scope: 'machine' },
  { path: 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Office\\Outlook\\Addins', scope: 'machine' },
  {
    path: 'HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\REGISTRY\\MACHINE\\Software\\Microsoft\\Office\\Outlook\\Addins',
    scope: 'machine',
  },
  {
    path: 'HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\REGISTRY\\MACHINE\\Software\\WOW6432Node\\Microsoft\\Office\\Outlook\\Addins',
    scope: 'machine',
  },
];

/** BlueMind publishes no ProgID for its connector: whatever calls itself by the product's name is taken for it. */
const namesBluemind = /blue[\s._-]?mind/i;
/** This program's own entry in Windows' list. */
const ownProgram = /bluemind outlook setup/i;
/** What a program that is BlueMind's and concerns Outlook calls itself besides. */
const namesConnector = /outlook|conne(ct|x)/i;

/** Bits of LoadBehavior: connected now, loaded at startup, on demand, once at the first start. */
const bit = { connected: 1, startup: 2, onDemand: 8, firstTime: 16 } as const;

/** What a LoadBehavior says; one that is absent is 0, as Outlook reads it. Pure. */
export function decodeLoadBehavior(value: number): Pick<AddIn, 'loads' | 'connected'> {
  const known = value & ~(bit.connected | bit.startup | bit.onDemand | bit.firstTime);
  const when = value & ~bit.connected;
  const loads =
    known !== 0
      ? 'unknown'
      : when & bit.firstTime
        ? 'firstTime'
        : when & bit.onDemand
          ? 'onDemand'
          : when & bit.startup
            ? 'startup'
            : 'manually';
  return { loads, connected: (value & (bit.connected | bit.firstTime)) !== 0 };
}

function addInFrom({ path, key }: ReadKey, scope: AddIn['scope']): AddIn {
  const progId = path.slice(path.lastIndexOf('\\') + 1);
  const name = textOf(key, 'FriendlyName') ?? '';
  const marks = [progId, name, textOf(key, 'Description') ?? '', textOf(key, 'Manifest') ?? ''];
  return {
    progId,
    name: name === '' ? progId : name,
    path,
    scope,
    ...decodeLoadBehavior(dwordOf(key, 'LoadBehavior') ?? 0),
    bluemind: marks.some((mark) => namesBluemind.test(mark)),
  };
}

/** Every add-in that is registered for Outlook, the user's before the machine's. Fails only as the registry does. */
export async function readAddIns(registry: RegistryReader): Promise<Result<readonly AddIn[]>> {
  const roots = await readKeys(
    registry,
    places.map(({ path }) => path),
  );
  if (!roots.ok) return roots;
  const addIns: AddIn[] = [];
  for (const [index, { path, key }] of roots.value.entries()) {
    const scope = places[index]?.scope ?? 'machine';
    const read = await readKeys(
      registry,
      (key?.subkeys ?? []).map((name) => `${path}\\${name}`),
    );
    if (!read.ok) return read;
    addIns.push(...read.value.map((each) => addInFrom(each, scope)));
  }
  return success(addIns);
}

const allUninstallKeys = [...uninstallKeys, 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'];

/**
 * Programs in Windows' list that call themselves BlueMind's and Outlook's. Entries named by a code are looked into only where `thorough`:
 * there are hundreds, and without an add-in nothing of a connector is at work. Fails only as the registry does.
 */
export async function readConnectors(registry: RegistryReader, thorough: boolean): Promise<Result<readonly InstalledProgram[]>> {
  const lists = await readKeys(registry, allUninstallKeys);
  if (!lists.ok) return lists;
  const worthReading = (name: string): boolean => thorough || namesBluemind.test(name);
  const entries = await readKeys(
    registry,
    lists.value.flatMap(({ path, key }) => (key?.subkeys ?? []).filter(worthReading).map((name) => `${path}\\${name}`)),
  );
  if (!entries.ok) return entries;
  return success(
    entries.value.flatMap(({ path, key }) => {
      const name = displayName(key, path);
      const isConnector = namesBluemind.test(name) && namesConnector.test(name) && !ownProgram.test(name);
      return isConnector ? [{ name, path }] : [];
    }),
  );
}

const displayName = (key: RegistryKey | undefined, path: string): string =>
  textOf(key, 'DisplayName') ?? path.slice(path.lastIndexOf('\\') + 1);
