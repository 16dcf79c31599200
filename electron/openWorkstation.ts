// Finds and opens the workstation that an entry asked for: the one place that names the adapters.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { helperSwitch } from './helperArguments.ts';
import type { ConnectTo } from './model/connectTo.ts';
import type { ProxySetting } from './model/proxy.ts';
import { problem } from './model/problem.ts';
import { failure, success, type Result } from './model/result.ts';
import type { Registry, Workstation, WorkstationKind } from './workstation/port.ts';

/** Which workstation is meant. */
export interface WorkstationPlace {
  readonly kind: WorkstationKind;
  /** Practice only: where its registry, journals and backups are kept; absent = the app's data folder. */
  readonly folder?: string;
}

/** How it is opened, which its own registry may have decided. */
export interface WorkstationOptions {
  /** Practice only: names of the faults its server starts with. */
  readonly faults?: readonly string[];
  /** Asked for every lookup instead of the PC's own DNS. */
  readonly dnsServer?: { readonly address: string; readonly port: number };
  readonly connectTo?: readonly ConnectTo[];
  /** A PEM file with roots to trust besides the system's. */
  readonly caFile?: string;
  /** Absent = whatever this PC has set. */
  readonly proxy?: ProxySetting;
}

/** A workstation before it is opened: policies are read from its registry, and say how it is to be opened. */
export interface FoundWorkstation {
  readonly registry: Pick<Registry, 'readKey'>;
  /** Folder of its person for journals and notes, which need not exist yet; problem `workstation.folderNotWritable` where nobody knows it. */
  stateFolder(): Promise<Result<string>>;
  /** Opens it; the caller closes it. Problems: `fault.unknown`, `caFile.unreadable` {file, reason}, `caFile.noCertificate` {file}. */
  open(options: WorkstationOptions): Promise<Result<Workstation>>;
}

/** Finds a workstation; writes nothing, listens nowhere. Problems: `workstation.unavailable` {kind, system}, `workstation.noDesktopUser`, `workstation.folderNotWritable`. */
export async function findWorkstation(place: WorkstationPlace): Promise<Result<FoundWorkstation>> {
  return place.kind === 'windows' ? findWindows() : findPractice(place);
}

async function findPractice({ folder }: WorkstationPlace): Promise<Result<FoundWorkstation>> {
  const { findPracticeWorkstation } = await import('./workstation/practice/index.ts');
  const found = await findPracticeWorkstation(folder === undefined ? {} : { folder });
  if (!found.ok) return found;
  return success({
    registry: found.value.registry,
    stateFolder: () => Promise.resolve(success(found.value.stateFolder)),
    async open(options) {
      const trusted = await trustedBy(options);
      if (!trusted.ok) return trusted;
      return found.value.open({
        faults: options.faults ?? [],
        network: {
          ...(options.dnsServer ? { dnsServer: options.dnsServer } : {}),
          connectTo: options.connectTo ?? [],
          ...(options.proxy ? { proxy: options.proxy } : {}),
          trustedCertificates: trusted.value,
        },
        discover: async (workstation, signal) => (await import('./job/discoverMailbox.ts')).discoverMailbox(workstation, signal),
      });
    },
  });
}

async function findWindows(): Promise<Result<FoundWorkstation>> {
  // Said here already, for the adapter's code is not even loaded elsewhere.
  if (process.platform !== 'win32') return failure(problem('workstation.unavailable', { kind: 'windows', system: process.platform }));
  const { findWindowsWorkstation } = await import('./workstation/windows/index.ts');
  const found = await findWindowsWorkstation();
  if (!found.ok) return found;
  return success({
    registry: found.value.registry,
    stateFolder: () => found.value.stateFolder(),
    async open(options) {
      const trusted = await trustedBy(options);
      if (!trusted.ok) return trusted;
      const { proxy } = options;
      const isNamed = proxy !== undefined && proxy.kind !== 'system';
      const proxyFor = isNamed ? (await import('./workstation/node/proxyChoice.ts')).chooseProxy(proxy) : undefined;
      return found.value.open({
        network: {
          ...(options.dnsServer ? { dnsServer: options.dnsServer } : {}),
          connectTo: () => options.connectTo ?? [],
          ...(proxyFor ? { proxyFor } : {}),
          trustedCertificates: trusted.value,
        },
        helper: helperProgram(),
      });
    },
  });
}

function trustedBy({ caFile }: WorkstationOptions): Promise<Result<readonly string[]>> {
  return caFile === undefined ? Promise.resolve(success([])) : readCertificates(caFile);
}

/** How this program starts itself as its helper: the desktop program by a switch (main.ts), Node by the helper's own entry. */
function helperProgram(): { readonly file: string; readonly args: readonly string[] } {
  const { defaultApp, execPath, argv, versions } = process as NodeJS.Process & { readonly defaultApp?: boolean };
  if (!('electron' in versions)) return { file: execPath, args: [fileURLToPath(new URL('./elevated.ts', import.meta.url))] };
  // Unpackaged, Electron is told first which app to run.
  return { file: execPath, args: [...(defaultApp ? argv.slice(1, 2) : []), helperSwitch] };
}

/** The certificates of a PEM file, each as its own PEM text. */
async function readCertificates(file: string): Promise<Result<readonly string[]>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return failure(problem('caFile.unreadable', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return certificates.length > 0 ? success(certificates) : failure(problem('caFile.noCertificate', { file }));
}

/** Ends this process at once, whatever the system has not answered yet; comes back where nothing can, and the process then ends in its time. */
export async function endProcess(status: number): Promise<void> {
  const { endProcessNow } = await import('./workstation/windows/endProcess.ts');
  await endProcessNow(status);
}
