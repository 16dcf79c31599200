// Opens this Windows PC as a workstation: the registry of the person at its desktop, its Outlook, its network.
import path from 'node:path';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Credentials, Elevation, Programs, Registry, Workstation } from '../port.ts';
import { createRememberedFiles } from '../rememberedFiles.ts';
import type { createElevation, ElevationOptions, HelperProgram } from './elevation.ts';
import { decideHive, type Hive } from './hive.ts';
import type { LdapServer } from './eyes/ldapApi.ts';
import { readIdentity, readWindowsVersion } from './identity.ts';
import { loadKoffi, type Koffi } from './koffi.ts';
import { createLateEyes, type Led } from './lateEyes.ts';
import { openNativeRegistry, openRegistry } from './openRegistry.ts';
import { createPrograms } from './programs.ts';
import { readSessionAccounts, type SessionAccounts } from './session.ts';
import { findStateFolder } from './stateFolder.ts';

export interface WindowsOptions {
  readonly network: Led;
  /** How this program starts itself as the helper with administrator rights. */
  readonly helper: HelperProgram;
  /** How rights are had; absent = as Windows says of this process, and by Windows' own prompt. */
  readonly rights?: Pick<ElevationOptions, 'elevated' | 'launch'>;
  /** `none` behaves as on a PC that loads no add-ons. */
  readonly addOns?: 'allowed' | 'none';
  /** Asked for the user's mail address instead of the domain's controller, whether the PC is joined or not. */
  readonly ldapServer?: LdapServer;
}

/** What koffi could be asked; absent where this PC loads no add-ons. */
interface Asked {
  readonly koffi: Koffi;
  readonly accounts: SessionAccounts;
}

/** This PC before it is opened: the registry of the person at its desktop can be read already. */
export interface FoundWindows {
  readonly registry: Pick<Registry, 'readKey'>;
  stateFolder(): Promise<Result<string>>;
  open(options: WindowsOptions): Promise<Result<Workstation>>;
}

/**
 * Finds out whose registry this PC's is; nothing is written. Problems: `workstation.unavailable` elsewhere than on Windows,
 * `workstation.noDesktopUser` {account}.
 */
export async function findWindowsWorkstation({ addOns }: Pick<WindowsOptions, 'addOns'> = {}): Promise<Result<FoundWindows>> {
  if (process.platform !== 'win32') return failure(problem('workstation.unavailable', { kind: 'windows', system: process.platform }));
  const loaded = addOns === 'none' ? { reason: 'none' } : await loadKoffi();
  const asked: Asked | undefined = 'koffi' in loaded ? { koffi: loaded.koffi, accounts: readSessionAccounts(loaded.koffi) } : undefined;
  const hive = asked ? await decide(asked.accounts) : await (await withoutAddOns()).ownHiveWithoutRights();
  if (!hive.ok) return hive;
  const opened = await openRegistry(hive.value, addOns);
  if (!opened.ok) return opened;
  const registry = opened.value;
  return success({
    registry,
    stateFolder: () => findStateFolder(registry, hive.value, process.env),
    open: (options) => openFound(asked, hive.value, registry, options),
  });
}

/**
 * Opens the workstation; nothing is written until something is to be, and the caller closes it. Problems: those of finding it,
 * `workstation.folderNotWritable`, and those of the registry.
 */
export async function openWindowsWorkstation(options: WindowsOptions): Promise<Result<Workstation>> {
  const found = await findWindowsWorkstation(options);
  return found.ok ? found.value.open(options) : found;
}

async function openFound(asked: Asked | undefined, hive: Hive, registry: Registry, options: WindowsOptions): Promise<Result<Workstation>> {
  const folder = await findStateFolder(registry, hive, process.env);
  if (!folder.ok) return folder;
  const stateFolder = folder.value;
  const isOwn = hive.kind === 'own';

  const parts: Parts = asked ? partsWith(asked, { options, registry, stateFolder, hive }) : await partsWithout(registry);
  const now = (): Date => new Date();
  const version = await readWindowsVersion(registry);
  const identity = await readIdentity(registry, version, hive, asked);
  return success({
    kind: 'windows',
    identity,
    registry,
    ...parts.workstation,
    ...createLateEyes({ led: options.network, koffi: asked?.koffi, domainJoined: identity.domainJoined, registry, now }),
    // Our own folder lies in the user's %LOCALAPPDATA%, as Outlook's does.
    remembered: createRememberedFiles(path.join(path.dirname(stateFolder), 'Microsoft', 'Outlook')),
    facts: async (signal) =>
      (await import('./pc.ts')).readPc(
        { registry, version, identity, now },
        {
          ...(asked ? { koffi: asked.koffi, sid: hive.sid ?? asked.accounts.ownSid, isOwn } : {}),
          ...(options.ldapServer ? { ldapServer: options.ldapServer } : {}),
          signal,
        },
      ),
    stateFolder,
    now,
    async exclusive(work) {
      const { prepareWritableFolder } = await import('../writableFolder.ts');
      // Looked at once more: the person may have put a link on the way meanwhile.
      const stillThere = await findStateFolder(registry, hive, process.env);
      if (!stillThere.ok) return stillThere;
      const prepared = await prepareWritableFolder(stateFolder, { ownFolder: !isOwn });
      if (!prepared.ok) return prepared;
      const lock = asked
        ? (await import('./folderLock.ts')).takeFolderLock(asked.koffi, stateFolder)
        : await (await import('../lock.ts')).takeLock(stateFolder);
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

async function decide({ ownSid, elevated, desktop }: SessionAccounts): Promise<Result<Hive>> {
  // Asked through a registry of that hive: its root is there exactly while it is loaded.
  const theirs = desktop.kind === 'known' ? await openNativeRegistry({ kind: 'other', sid: desktop.sid }) : undefined;
  const loaded = await theirs?.readKey('HKCU');
  return decideHive({ ownSid, elevated, desktop, isLoaded: loaded?.ok === true && loaded.value !== undefined });
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
    koffi,
    registry,
    elevated: accounts.elevated,
    sid: hive.sid ?? accounts.ownSid,
    stateFolder,
    program: options.helper,
    launch: async (file, args) =>
      (await import('./shellExecute.ts')).shellExecute(koffi, { file, args, asAdministrator: true, window: 'hidden' }),
    ...options.rights,
  });
  return {
    workstation: {
      programs: createPrograms({ koffi, registry, session: accounts.session, isOwn }),
      credentials: lateCredentials(koffi, isOwn),
      elevation,
    },
    close: () => elevation.close(),
  };
}

/** Loaded when rights are first asked for, as the network is: a start must not wait for what it may never use. */
function lateElevation(options: ElevationOptions): ReturnType<typeof createElevation> {
  let opened: Promise<ReturnType<typeof createElevation>> | undefined;
  const open = async () => (await import('./elevation.ts')).createElevation(options);
  return {
    request: async (signal) => (await (opened ??= open())).request(signal),
    close: () => void opened?.then((elevation) => elevation.close()),
  };
}

/** Loaded when first asked for, too. */
function lateCredentials(koffi: Koffi, isOwn: boolean): Credentials {
  const open = async () => (await import('./credentials.ts')).createCredentials(koffi, isOwn);
  return { list: async () => (await open()).list(), delete: async (credential) => (await open()).delete(credential) };
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
