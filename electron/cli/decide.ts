// What is decided for one command before it runs: its workstation is found, the policies in its registry are read, and all is merged.
import { success, type Result } from '../model/result.ts';
import { findWorkstation, type FoundWorkstation } from '../openWorkstation.ts';
import { readConfig } from '../policy/config.ts';
import { noPolicies, readPolicies } from '../policy/policies.ts';
import { resolution, type Resolution } from '../policy/refusedLater.ts';
import { resolveSettings, type Here } from '../policy/settings.ts';
import type { TypedOptions } from '../policy/typed.ts';

export type FindWorkstation = typeof findWorkstation;

export interface Decision {
  readonly resolved: Resolution;
  /** Why there is no workstation is the business of the commands that need one. */
  readonly found: Result<FoundWorkstation>;
}

/** Decides; problems are those of the configuration file and of what was typed. `environment` fills variables in policies. */
export async function decide(
  typed: TypedOptions,
  here: Here,
  environment: Readonly<Record<string, string | undefined>>,
  find: FindWorkstation = findWorkstation,
): Promise<Result<Decision>> {
  const file = typeof typed.config === 'string' ? await readConfig(typed.config) : success({});
  if (!file.ok) return file;
  // What was typed is judged before anything is opened; it also says which workstation's policies count.
  const own = resolveSettings(typed, file.value, here);
  if (!own.ok) return own;
  const found = await find(own.value.workstation);
  const policies = found.ok ? await readPolicies(found.value.registry, environment) : noPolicies;
  const resolved = resolution((counting) => resolveSettings(typed, file.value, here, counting), policies);
  return resolved.ok ? success({ resolved: resolved.value, found }) : resolved;
}
