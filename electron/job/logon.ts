// The logon apply: once for each person, program version and set of decisions; what was left undone is tried again at the next sign-in.
import { createHash } from 'node:crypto';
import { loadCatalogue } from '../keys/catalogue.ts';
import type { DefaultMode } from '../model/outlook.ts';
import { success, type Result } from '../model/result.ts';
import type { ReportDocument, StepId } from '../model/walk.ts';

/** What was decided and says what a set-up writes. Who the person is says the folder that the marker lies in. */
export interface LogonDecisions {
  readonly email: string | null;
  readonly mailDomain: string | null;
  readonly aliases: readonly string[];
  readonly serverUrl: string | null;
  /** A built-in name or a file; of a file, what it holds counts. */
  readonly catalogue: string;
  readonly chosen: readonly string[];
  readonly profileName: string;
  readonly defaultMode: DefaultMode;
}

/**
 * What a set-up with these decisions, by this version, is known by. Asks nobody and reads no registry. Problems: those of the catalogue,
 * which would stop the set-up as well.
 */
export async function logonFingerprint(version: string, decisions: LogonDecisions): Promise<Result<string>> {
  const catalogue = await loadCatalogue(decisions.catalogue);
  if (!catalogue.ok) return catalogue;
  const { email, mailDomain, aliases, serverUrl, chosen, profileName, defaultMode } = decisions;
  // A list, because its order is certain.
  const whole = JSON.stringify([version, email, mailDomain, aliases, serverUrl, chosen, profileName, defaultMode, catalogue.value]);
  return success(createHash('sha256').update(whole).digest('hex'));
}

/** Steps that a set-up without a person can bring to an end. Outlook's first start is the person's own. */
const ownSteps: readonly StepId[] = ['inspect', 'reach', 'keys', 'profile'];

/**
 * Whether nothing is left that another sign-in could bring further: the server was reached, and keys and profile are as far as they get. A
 * profile that holds somebody else's account stays as it is until a person decides, and trying again would change nothing; one that Outlook
 * was open too early to take is taken next time. Pure.
 */
export function isSettled({ steps }: Pick<ReportDocument, 'steps'>): boolean {
  return steps.every(({ step, state }) => {
    if (!ownSteps.includes(step)) return true;
    return state === 'done' || state === (step === 'profile' ? 'failed' : 'attention');
  });
}
