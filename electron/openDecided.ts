// Opens the workstation for a window or a tab as it was decided: by the policies in its own registry before anything else.
import type { Result } from './model/result.ts';
import type { Language } from './model/walk.ts';
import { openAsDecided, type OpenedAsDecided } from './openAsDecided.ts';
import { findWorkstation, type WorkstationPlace } from './openWorkstation.ts';
import { readPolicies } from './policy/policies.ts';
import { resolution } from './policy/refusedLater.ts';
import { resolveSettings } from './policy/settings.ts';

export interface WindowChoice extends WorkstationPlace {
  /** Practice only: names of the faults its server starts with. */
  readonly faults?: readonly string[];
  /** Asked for with `--lang`; absent = not asked for. */
  readonly language?: Language;
}

/** Opens it; the caller closes it. `ownLanguage` is the person's own. Problems are those of finding and opening a workstation. */
export async function openDecided(choice: WindowChoice, ownLanguage: Language): Promise<Result<OpenedAsDecided>> {
  const found = await findWorkstation(choice);
  if (!found.ok) return found;
  const policies = await readPolicies(found.value.registry, process.env);
  const typed = choice.language === undefined ? {} : { lang: choice.language };
  const here = { language: ownLanguage, workstation: choice.kind };
  const resolved = resolution((counting) => resolveSettings(typed, {}, here, counting), policies);
  return resolved.ok ? openAsDecided(found.value, resolved.value, choice.faults ?? []) : resolved;
}
