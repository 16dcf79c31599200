// Opens this Windows PC as a workstation: the registry of the person at its desktop, its Outlook, its network.
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Credentials, Elevation, Programs, Workstation } from '../port.ts';
import { prepareWritableFolder } from '../writableFolder.ts';
import { createCredentials } from './credentials.ts';
import type { createElevation, HelperProgram } from './elevation.ts';
import { takeFolderLock } from './folderLock.ts';
import { decideHive, type Hive } from './hive.ts';
import { readIdentity } from './identity.ts';
import { loadKoffi, type Koffi } from './koffi.ts';
import { createLateEyes, type Led } from './lateEyes.ts';
import { openRegistry } from './openRegistry.ts';
import { createPrograms } from './programs.ts';
import { readSessionAccounts, type SessionAccounts } from './session.ts';
import { shellExecute } from './shellExecute.ts';
import { findStateFolder } from './stateFolder.ts';

export interface WindowsOptions {
  readonly network: Led;
  /** How this program starts itself as the helper with administrator rights. */
  readonly helper: HelperProgram;
  /** `none` behaves as on a PC that loads no add-ons. */
  readonly addOns?: 'allowed' | 'none';
}

/** What koffi could be asked; absent where this PC loads no add-ons. */
interface Asked {
  readonly koffi: Koffi;
  readonly accounts: SessionAccounts;
}

/**
 * Opens the workstation; nothing is written until something is to be, and the caller closes it. Problems: `workstation.unavailable`
 * elsewhere than on Windows, `workstation.noDesktopUser` {account}, `workstation.folderNotWritable`, and those of the registry.
 */
export async function openWindowsWorkstation(options: WindowsOptions): Promise<Result<Workstation>> {
  if (process.platform !== 'win32') return failure(problem('workstation.unavailable', { kind: 'windows', system: process.platform }));
  const loaded = options.addOns === 'none' ? { reason: 'none' } : await loadKoffi();
  const asked: Asked | undefined = 'koffi' in loaded ? { koffi: loaded.koffi, accounts: readSessionAccounts(loaded.koffi) } : undefined;
  const hive = asked ? await decide(asked.accounts) : await (await withoutAddOns()).ownHiveWithoutRights();
  if (!hive.ok) return hive;
  const registry = await openRegistry(hive.value, options.addOns);
  const folder = await findStateFolder(registry, hive.value, process.env);
  if (!folder.ok) return folder;
  const stateFolder = folder.value;
  const isOwn = hive.value.kind === 'own';

  const parts: Parts = asked ? partsWith(asked, { options, registry, stateFolder, hive: hive.value }) : await partsWithout(registry);
  const now = (): Date => new Date();
  const identity = await readIdentity(registry, hive.value, asked);
  return success({
    kind: 'windows',
    identity,
    registry,
    ...parts.workstation,
    ...createLateEyes({ led: options.network, koffi: asked?.koffi, domainJoined: identity.domainJoined, now }),
    stateFolder,
    now,
    async exclusive(work) {
      const prepared = await prepareWritableFolder(stateFolder, { ownFolder: !isOwn });
      if (!prepared.ok) return prepared;
      const lock = asked ? takeFolderLock(asked.koffi, stateFolder) : await (await import('../lock.ts')).takeLock(stateFolder);
      if (!lock.ok) return lock;
      try {
        return await work();
      } finally {
        await lock.value.release();
      }
    },
    async close() {
      parts.close();
    },
  });
}

async function decide({ ownSid, desktop }: SessionAccounts): Promise<Result<Hive>> {
  const desktopSid = desktop?.sid ?? null;
  // Asked through a registry of that hive: its root is there exactly while it is loaded.
  const loaded = desktopSid === null ? undefined : await (await openRegistry({ kind: 'other', sid: desktopSid })).readKey('HKCU');
  return decideHive({ ownSid, desktopSid, isLoaded: loaded?.ok === true && loaded.value !== undefined });
}

interface Parts {
  readonly workstation: { readonly programs: Programs; readonly elevation: Elevation; readonly credentials?: Credentials };
  close(): void;
}

function partsWith(
  { koffi, accounts }: Asked,
  { options, registry, stateFolder, hive }: { options: WindowsOptions; registry: Workstation['registry']; stateFolder: string; hive: Hive },
): Parts {
  const isOwn = hive.kind === 'own';
  const elevation = lateElevation({
    registry,
    elevated: accounts.elevated,
    sid: hive.sid ?? accounts.ownSid,
    stateFolder,
    program: options.helper,
    launch: (file, args) => shellExecute(koffi, { file, args, asAdministrator: true, window: 'hidden' }),
  });
  return {
    workstation: {
      programs: createPrograms({ koffi, registry, session: accounts.session, isOwn }),
      credentials: createCredentials(koffi, isOwn),
      elevation,
    },
    close: () => elevation.close(),
  };
}

/** Loaded when rights are first asked for, as the network is: a start must not wait for what it may never use. */
function lateElevation(options: Parameters<typeof createElevation>[0]): ReturnType<typeof createElevation> {
  let opened: Promise<ReturnType<typeof createElevation>> | undefined;
  const open = async () => (await import('./elevation.ts')).createElevation(options);
  return {
    request: async (signal) => (await (opened ??= open())).request(signal),
    // A helper that is only being started hears of it when it connects: nobody is there.
    close: () => void opened?.then((elevation) => elevation.close()),
  };
}

const withoutAddOns = () => import('./withoutAddOns.ts');

async function partsWithout(registry: Workstation['registry']): Promise<Parts> {
  return {
    workstation: {
      programs: (await withoutAddOns()).createPlainPrograms(registry),
      elevation: { request: () => Promise.resolve(failure(problem('elevation.failed', { reason: 'noAddOns' }))) },
    },
    close: () => {},
  };
}
