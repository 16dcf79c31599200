// Opens the practice workstation: a pretend PC whose registry is a file, with a pretend Outlook and a BlueMind-like server of its own.
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { cancelled, problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import { takeLock } from '../lock.ts';
import type { Registry, Workstation } from '../port.ts';
import { createRememberedFiles } from '../rememberedFiles.ts';
import { prepareWritableFolder } from '../writableFolder.ts';
import { defaultPracticeFolder } from './dataFolder.ts';
import { createFileCredentials } from './fileCredentials.ts';
import { createFileRegistry } from './fileRegistry.ts';
import { isPcFault, pcFaults, plantedSignIns, type PcFault } from './pcFaults.ts';
import { createPracticeNetwork, type NetworkChoice } from './practiceNetwork.ts';
import { openPretendOutlook } from './pretendOutlook.ts';
import { fileErrorCode, openRegistryStore, type RegistryStore } from './registryStore.ts';
import { practiceFacts, seed, seedIdentity } from './seed.ts';
import { isPracticeFault, practiceFaults, type PracticeFault } from './server/faults.ts';
import { mailboxes, practicePassword } from './server/site.ts';

export interface PracticeOptions {
  /** Holds registry.reg, journals and backups; made when something is first written. Absent = the app's data folder. */
  readonly folder?: string;
  /** Names of the faults its server starts with. */
  readonly faults?: readonly string[];
  readonly network?: NetworkChoice;
  /** The pretend person says no when administrator rights are asked for. */
  readonly refuseElevation?: boolean;
  /** Which address the pretend Outlook would get a mailbox for, `null` = none; absent = it never finds one. */
  readonly discover?: (workstation: Workstation, signal: AbortSignal) => Promise<string | null>;
}

const knownFaults = [...practiceFaults, ...pcFaults];

/** Faults by who has them: the server, the PC. */
interface Faults {
  readonly server: readonly PracticeFault[];
  readonly pc: readonly PcFault[];
}

function checkFaults(ids: readonly string[]): Result<Faults> {
  const unknown = ids.find((id) => !isPracticeFault(id) && !isPcFault(id));
  return unknown === undefined
    ? success({ server: ids.filter(isPracticeFault), pc: ids.filter(isPcFault) })
    : failure(problem('fault.unknown', { fault: unknown, known: knownFaults }));
}

/** A folder that is there but is none (a file stands in its place) can be told at once. */
async function isUsable(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch (error) {
    return fileErrorCode(error) !== 'ENOTDIR';
  }
}

type Alone = (write: () => Promise<Result<void>>) => Promise<Result<void>>;

/** Single writes outside of `exclusive` take the lock for themselves, one after the other. */
function oneByOne(isHeld: () => boolean, exclusive: Workstation['exclusive']): Alone {
  let queue: Promise<unknown> = Promise.resolve();
  return (write) => {
    if (isHeld()) return write();
    const turn = queue.then(() => exclusive(write));
    queue = turn.catch(() => undefined);
    return turn;
  };
}

function writingAlone(registry: Registry, alone: Alone): Registry {
  return {
    backend: registry.backend,
    readKey: (key) => registry.readKey(key),
    readValues: (key, names) => registry.readValues(key, names),
    hasKey: (key) => registry.hasKey(key),
    createKey: (key) => alone(() => registry.createKey(key)),
    setValue: (key, name, data) => alone(() => registry.setValue(key, name, data)),
    deleteValue: (key, name) => alone(() => registry.deleteValue(key, name)),
    changeValues: (key, changes) => alone(() => registry.changeValues(key, changes)),
    deleteKey: (key) => alone(() => registry.deleteKey(key)),
  };
}

/** The practice workstation before it is opened: its registry can be read already. */
export interface FoundPractice {
  readonly registry: Pick<Registry, 'readKey'>;
  readonly stateFolder: string;
  open(options?: Omit<PracticeOptions, 'folder'>): Promise<Result<Workstation>>;
}

/**
 * Finds the practice workstation; nothing is written and nothing listens. Problem `workstation.folderNotWritable` {folder, reason} where a
 * file is in the folder's place.
 */
export async function findPracticeWorkstation(wanted: Pick<PracticeOptions, 'folder'> = {}): Promise<Result<FoundPractice>> {
  const folder = path.resolve(
    wanted.folder ?? defaultPracticeFolder({ platform: process.platform, home: homedir(), environment: process.env }),
  );
  if (!(await isUsable(folder))) return failure(problem('workstation.folderNotWritable', { folder, reason: 'ENOTDIR' }));
  const store = openRegistryStore(path.join(folder, 'registry.reg'), seed);
  return success({
    registry: createFileRegistry(store, 'standard'),
    stateFolder: folder,
    open: (options = {}) => Promise.resolve(openFound(folder, store, options)),
  });
}

/**
 * Opens the practice workstation; nothing is written and nothing listens until it is needed, and the caller closes it.
 * Problems: `fault.unknown` {fault, known}, and those of finding it.
 */
export async function openPracticeWorkstation(options: PracticeOptions = {}): Promise<Result<Workstation>> {
  const known = checkFaults(options.faults ?? []);
  if (!known.ok) return known;
  const found = await findPracticeWorkstation(options);
  return found.ok ? found.value.open(options) : found;
}

function openFound(folder: string, store: RegistryStore, options: Omit<PracticeOptions, 'folder'>): Result<Workstation> {
  const faults = checkFaults(options.faults ?? []);
  if (!faults.ok) return faults;

  const now = (): Date => new Date();
  const net = createPracticeNetwork(options.network ?? {}, faults.value.server, now);
  let { pc: faultsOfPc } = faults.value;
  let held = false;

  const exclusive: Workstation['exclusive'] = async (work) => {
    const prepared = await prepareWritableFolder(folder);
    if (!prepared.ok) return prepared;
    const lock = await takeLock(folder);
    if (!lock.ok) return lock;
    held = true;
    try {
      return await work();
    } finally {
      held = false;
      await lock.value.release();
    }
  };
  const alone = oneByOne(() => held, exclusive);
  const withRights = (rights: 'standard' | 'administrator'): Registry => writingAlone(createFileRegistry(store, rights), alone);
  const registry = withRights('standard');
  const credentials = createFileCredentials(path.join(folder, 'credentials.json'), () => plantedSignIns(faultsOfPc), alone);

  /** Outlook takes a saved sign-in before it asks; with a wrong one it gets no mailbox, however often it tries. */
  const signsInWrongly = async (): Promise<boolean> => {
    const saved = await credentials.list();
    return saved.ok && plantedSignIns(pcFaults).some((wrong) => saved.value.some(({ target }) => target === wrong.target));
  };
  const findMailbox = async (signal: AbortSignal): Promise<string | null> =>
    (await signsInWrongly()) ? null : ((await options.discover?.(workstation, signal)) ?? null);

  /** Faults of the PC leave their traces when they are switched on, and take them along when they are switched off. */
  async function setFaultsOfPc(next: readonly PcFault[]): Promise<Result<void>> {
    const on = plantedSignIns(next.filter((fault) => !faultsOfPc.includes(fault)));
    const off = plantedSignIns(faultsOfPc.filter((fault) => !next.includes(fault)));
    if (on.length > 0) {
      const saved = await credentials.save(on);
      if (!saved.ok) return saved;
    }
    for (const each of off) {
      const deleted = await credentials.delete(each);
      if (!deleted.ok) return deleted;
    }
    faultsOfPc = next;
    return success(undefined);
  }

  const workstation: Workstation = {
    kind: 'practice',
    identity: { ...seedIdentity, address: mailboxes[0].address },
    registry,
    elevation: {
      request: (signal) => {
        if (signal.aborted) return Promise.resolve(failure(cancelled));
        return Promise.resolve(options.refuseElevation ? failure(problem('elevation.refused')) : success(withRights('administrator')));
      },
    },
    network: net.network,
    directory: { serviceConnectionPoints: () => Promise.resolve({ kind: 'notJoined' }) },
    programs: {
      runningOutlooks: () => Promise.resolve([]),
      openOutlook: (profile, signal) => openPretendOutlook(registry, profile, findMailbox, exclusive, signal),
    },
    // Beside the pretend registry, so that people can put files there to practise with.
    remembered: createRememberedFiles(path.join(folder, 'Outlook')),
    facts: () => Promise.resolve(practiceFacts(now())),
    credentials,
    stateFolder: folder,
    practice: {
      keep: () => store.keep(),
      get faults() {
        return [...net.faults, ...faultsOfPc];
      },
      knownFaults,
      async setFaults(ids) {
        const known = checkFaults(ids);
        if (!known.ok) return known;
        await net.setFaults(known.value.server);
        return setFaultsOfPc(known.value.pc);
      },
      address: mailboxes[0].address,
      password: practicePassword,
    },
    now,
    exclusive,
    close: () => net.close(),
  };
  return success(workstation);
}
