// Opens the workstation that an entry asked for: the one place that names the adapters.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ConnectTo } from './model/connectTo.ts';
import type { ProxySetting } from './model/proxy.ts';
import { problem } from './model/problem.ts';
import { failure, success, type Result } from './model/result.ts';
import type { Workstation, WorkstationKind } from './workstation/port.ts';

export interface WorkstationOptions {
  readonly kind: WorkstationKind;
  /** Practice only: where its registry, journals and backups are kept; absent = the app's data folder. */
  readonly folder?: string;
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

/**
 * Opens a workstation; the caller closes it. Problems: `workstation.unavailable` {kind, system}, `fault.unknown`,
 * `caFile.unreadable` {file, reason}, `caFile.noCertificate` {file}.
 */
export async function openWorkstation(options: WorkstationOptions): Promise<Result<Workstation>> {
  if (options.kind === 'windows' && process.platform !== 'win32')
    return failure(problem('workstation.unavailable', { kind: options.kind, system: process.platform }));
  const trusted = options.caFile === undefined ? success([]) : await readCertificates(options.caFile);
  if (!trusted.ok) return trusted;
  if (options.kind === 'windows') return openWindows(options, trusted.value);
  const { openPracticeWorkstation } = await import('./workstation/practice/index.ts');
  const { discoverMailbox } = await import('./job/discoverMailbox.ts');
  return openPracticeWorkstation({
    ...(options.folder === undefined ? {} : { folder: options.folder }),
    faults: options.faults ?? [],
    network: {
      ...(options.dnsServer ? { dnsServer: options.dnsServer } : {}),
      connectTo: options.connectTo ?? [],
      ...(options.proxy ? { proxy: options.proxy } : {}),
      trustedCertificates: trusted.value,
    },
    discover: discoverMailbox,
  });
}

async function openWindows(options: WorkstationOptions, trustedCertificates: readonly string[]): Promise<Result<Workstation>> {
  const { openWindowsWorkstation } = await import('./workstation/windows/index.ts');
  const { proxy } = options;
  const isNamed = proxy !== undefined && proxy.kind !== 'system';
  const proxyFor = isNamed ? (await import('./workstation/node/proxyChoice.ts')).chooseProxy(proxy) : undefined;
  return openWindowsWorkstation({
    network: {
      ...(options.dnsServer ? { dnsServer: options.dnsServer } : {}),
      connectTo: () => options.connectTo ?? [],
      ...(proxyFor ? { proxyFor } : {}),
      trustedCertificates,
    },
    helper: helperProgram(),
  });
}

/** How this program starts itself as its helper: the desktop program by a switch (main.ts), Node by the helper's own entry. */
function helperProgram(): { readonly file: string; readonly args: readonly string[] } {
  const { defaultApp, execPath, argv, versions } = process as NodeJS.Process & { readonly defaultApp?: boolean };
  if (!('electron' in versions)) return { file: execPath, args: [fileURLToPath(new URL('./elevated.ts', import.meta.url))] };
  // Unpackaged, Electron is told first which app to run.
  return { file: execPath, args: [...(defaultApp ? argv.slice(1, 2) : []), '--elevated-helper'] };
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
