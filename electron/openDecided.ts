// Opens the workstation for a window or a tab as it was decided: by the policies in its own registry before anything else.
import { success, type Result } from './model/result.ts';
import type { Language } from './model/walk.ts';
import { findWorkstation, type WorkstationPlace } from './openWorkstation.ts';
import { readPolicies } from './policy/policies.ts';
import { resolveSettings, type Settings } from './policy/settings.ts';
import type { Workstation } from './workstation/port.ts';

export interface WindowChoice extends WorkstationPlace {
  /** Practice only: names of the faults its server starts with. */
  readonly faults?: readonly string[];
  /** Asked for with `--lang`; absent = not asked for. */
  readonly language?: Language;
}

export interface DecidedWorkstation {
  readonly workstation: Workstation;
  readonly settings: Settings;
}

/** Opens it; the caller closes it. `ownLanguage` is the person's own. Problems are those of finding and opening a workstation. */
export async function openDecided(choice: WindowChoice, ownLanguage: Language): Promise<Result<DecidedWorkstation>> {
  const found = await findWorkstation(choice);
  if (!found.ok) return found;
  const policies = await readPolicies(found.value.registry, process.env);
  const typed = choice.language === undefined ? {} : { lang: choice.language };
  const settings = resolveSettings(typed, {}, { language: ownLanguage, workstation: choice.kind }, policies);
  if (!settings.ok) return settings;
  const { dnsServer, caFile, proxy } = settings.value;
  const opened = await found.value.open({
    faults: choice.faults ?? [],
    proxy,
    ...(dnsServer === null ? {} : { dnsServer }),
    ...(caFile === null ? {} : { caFile }),
  });
  return opened.ok ? success({ workstation: opened.value, settings: settings.value }) : opened;
}
