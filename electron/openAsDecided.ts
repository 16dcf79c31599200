// Opens a found workstation as the settings say; a policy that cannot be carried out does not keep it closed.
import { success, type Result } from './model/result.ts';
import type { FoundWorkstation } from './openWorkstation.ts';
import { refuseCaFile, type Resolution } from './policy/refusedLater.ts';
import type { Settings } from './policy/settings.ts';
import type { Workstation } from './workstation/port.ts';

export interface OpenedAsDecided {
  readonly workstation: Workstation;
  /** Those that count: without what had to be refused, with a finding of it. */
  readonly settings: Settings;
}

/** Opens it; the caller closes it. Problems are those of opening a workstation. */
export async function openAsDecided(
  found: Pick<FoundWorkstation, 'open'>,
  resolution: Resolution,
  faults: readonly string[],
): Promise<Result<OpenedAsDecided>> {
  const { settings } = resolution;
  const { connectTo, proxy, dnsServer, caFile } = settings;
  const opened = await found.open({
    faults,
    connectTo,
    proxy,
    ...(dnsServer === null ? {} : { dnsServer }),
    ...(caFile === null ? {} : { caFile }),
  });
  if (opened.ok) return success({ workstation: opened.value, settings });
  const without = refuseCaFile(resolution, opened.problem);
  return without ? openAsDecided(found, without, faults) : opened;
}
