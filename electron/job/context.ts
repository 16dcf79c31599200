// What every step of the job is given: the workstation, the person's language, and how long it may take.
import type { DnsServer } from '../model/dns.ts';
import { officeVersions, type OfficeVersion } from '../model/keys.ts';
import type { OutlookInstall } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Decided } from '../model/settings.ts';
import type { Language, OnProgress } from '../model/walk.ts';
import { readInstalls } from '../outlook/installs.ts';
import type { Workstation } from '../workstation/port.ts';

export interface JobContext {
  readonly workstation: Workstation;
  readonly language: Language;
  readonly program: { readonly name: string; readonly version: string };
  /** Longest wait for one probe, and for a whole check, in milliseconds. */
  readonly timeoutMs: number;
  readonly budgetMs: number;
  /** Asked beside the PC's DNS in a check, to show where the two differ. */
  readonly compareDns?: DnsServer;
  /** What was decided for this run and by whom; an inspection shows it. */
  readonly decided?: Decided;
}

/** One running call: how it is stopped and whom it tells of its progress. */
export interface Call {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The defaults of a check (design: budget 15 s; Outlook itself waits 25 s for each step). */
export const defaultTimeoutMs = 5_000;
export const defaultBudgetMs = 15_000;

/** What later steps assume where no Outlook is installed yet: every current Outlook keeps its values under 16.0. */
const assumedOffice: OfficeVersion = '16.0';

/** Office versions of the installed Outlooks that this program can set up, oldest first; 16.0 where none is installed. */
export async function officesOf(workstation: Workstation): Promise<Result<readonly OfficeVersion[]>> {
  const installs = await readInstalls(workstation.registry);
  if (!installs.ok) return installs;
  const found = supportedOffices(installs.value);
  return success(found.length > 0 ? found : [assumedOffice]);
}

/** The Office version whose profiles are managed: the newest installed; problem `outlook.notInstalled` where none is. */
export async function profileOffice(workstation: Workstation): Promise<Result<OfficeVersion>> {
  const installs = await readInstalls(workstation.registry);
  if (!installs.ok) return installs;
  const newest = supportedOffices(installs.value).at(-1);
  return newest ? success(newest) : failure(problem('outlook.notInstalled'));
}

function supportedOffices(installs: readonly OutlookInstall[]): readonly OfficeVersion[] {
  return officeVersions.filter((version) => installs.some((install) => install.office === version));
}
