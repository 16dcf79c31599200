// The reach step: can Outlook get to its server from here, now and once the keys are in place.
import { loadCatalogue } from '../keys/catalogue.ts';
import { planKeys, readForPlan, valuesAfterPlan, type ReadValues } from '../keys/plan.ts';
import type { CheckReport } from '../model/check.ts';
import type { Catalogue, KeyFacts, OfficeVersion } from '../model/keys.ts';
import { parseMailAddress, parseMailDomain, type MailAddress } from '../model/mailAddress.ts';
import type { RegistryData } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import { checkReach, judgeReach } from '../reach/check.ts';
import { autodiscoverPaths, exchangePaths, readAutodiscoverValues, type AutodiscoverValues } from '../reach/settings.ts';
import { officesOf, type Call, type JobContext } from './context.ts';

export interface CheckInput {
  readonly email: string;
  /** Nobody gave the address: it stands for its mail domain, is compared with no account and signs in nowhere. */
  readonly assumed?: boolean;
  /** BlueMind's external address as IT says it; `null` or absent = it is found out. */
  readonly serverUrl?: string | null;
  readonly aliases: readonly string[];
  readonly catalogue: string;
  /** Ids of optional keys that a person chose. */
  readonly chosen: readonly string[];
  /** Kept for this one call; `null` = no sign-in. */
  readonly password: string | null;
  /** Signs in under this name instead of the address. */
  readonly userName?: string;
}

/** Checks every way Outlook may find its server, from this workstation. Problems: of the address, the catalogue, the registry; `cancelled`. */
export async function check(context: JobContext, input: CheckInput, call: Call): Promise<Result<CheckReport>> {
  const email = parseMailAddress(input.email);
  if (!email.ok) return email;
  const aliases: string[] = [];
  for (const alias of input.aliases) {
    const domain = parseMailDomain(alias);
    if (!domain.ok) return domain;
    aliases.push(domain.value.domain);
  }
  const steering = await readSteering(context, email.value, input);
  if (!steering.ok) return steering;
  const { network, directory } = context.workstation;
  const checked = await checkReach(
    { network, directory, practice: context.workstation.kind === 'practice', now: () => context.workstation.now() },
    {
      email: email.value,
      aliases,
      password: input.password,
      ...(input.userName === undefined ? {} : { userName: input.userName }),
      ...expectedHostOf(input),
      timeoutMs: context.timeoutMs,
      budgetMs: context.budgetMs,
      ...(context.compareDns ? { compareDns: context.compareDns } : {}),
      ...steering.value,
    },
    call,
  );
  if (!checked.ok) return checked;
  // What the PC noticed while it was asked counts as much as what the servers said.
  const noticed = context.workstation.noticed?.() ?? [];
  if (noticed.length === 0) return checked;
  for (const finding of noticed) call.onProgress({ kind: 'finding', finding });
  return success(judgeReach({ ...checked.value, findings: [...checked.value.findings, ...noticed] }, steering.value));
}

function expectedHostOf({ serverUrl }: CheckInput): { readonly expectedHost?: string } {
  return typeof serverUrl === 'string' && URL.canParse(serverUrl) ? { expectedHost: new URL(serverUrl).hostname } : {};
}

/** Judges a check again with the registry as it is now; asks nobody anything. For after an apply or an undo. */
export async function judgeAgain(
  context: JobContext,
  input: Pick<CheckInput, 'catalogue' | 'chosen'>,
  report: CheckReport,
): Promise<Result<CheckReport>> {
  const email = parseMailAddress(report.email);
  if (!email.ok) return email;
  const steering = await readSteering(context, email.value, input);
  return steering.ok ? success(judgeReach(report, steering.value)) : steering;
}

interface Steering {
  readonly officeVersion: OfficeVersion;
  readonly valuesNow: AutodiscoverValues;
  readonly valuesAfter: (facts: KeyFacts) => AutodiscoverValues;
}

/** The registry's part in Outlook's choice: as it is, and as the catalogue's plan would leave it. */
async function readSteering(
  context: JobContext,
  email: MailAddress,
  input: Pick<CheckInput, 'catalogue' | 'chosen'>,
): Promise<Result<Steering>> {
  const { registry } = context.workstation;
  const catalogue = await loadCatalogue(input.catalogue);
  if (!catalogue.ok) return catalogue;
  const offices = await officesOf(context.workstation);
  if (!offices.ok) return offices;
  const officeVersion = offices.value.at(-1) ?? '16.0';
  const valuesNow = await readAutodiscoverValues(registry, officeVersion, email.domain);
  if (!valuesNow.ok) return valuesNow;
  const read = await readForPlan(registry, catalogue.value, offices.value);
  if (!read.ok) return read;
  const plan = { catalogue: catalogue.value, office: offices.value, chosen: input.chosen, read: read.value };
  return success({
    officeVersion,
    valuesNow: valuesNow.value,
    valuesAfter: (facts) => valuesWithPlan(valuesNow.value, officeVersion, plan, facts),
  });
}

/** Lays what the plan would write over the values that are there. Pure. */
function valuesWithPlan(
  now: AutodiscoverValues,
  officeVersion: OfficeVersion,
  plan: {
    readonly catalogue: Catalogue;
    readonly office: readonly OfficeVersion[];
    readonly chosen: readonly string[];
    readonly read: ReadValues;
  },
  facts: KeyFacts,
): AutodiscoverValues {
  const planned = valuesAfterPlan(planKeys({ ...plan, facts, elevatable: true, sentence: () => '' }));
  const paths = autodiscoverPaths(officeVersion);
  const laidOver = (values: Readonly<Record<string, RegistryData>>, path: string): Record<string, RegistryData> => {
    const result = new Map(Object.entries(values));
    for (const change of planned) {
      if (change.path.toLowerCase() !== path.toLowerCase()) continue;
      if (change.data === null) result.delete(change.name.toLowerCase());
      else result.set(change.name.toLowerCase(), change.data);
    }
    return Object.fromEntries(result);
  };
  const { exchange } = now;
  return {
    ...now,
    user: laidOver(now.user, paths.user),
    policy: laidOver(now.policy, paths.policy),
    ...(exchange
      ? { exchange: { user: laidOver(exchange.user, exchangePaths.user), policy: laidOver(exchange.policy, exchangePaths.policy) } }
      : {}),
  };
}
