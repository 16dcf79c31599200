// Everything that was decided for one run: policies, the command line, the configuration file and defaults as one validated object.
import type { DnsServer } from '../model/dns.ts';
import type { Finding } from '../model/finding.ts';
import { parseMailDomain } from '../model/mailAddress.ts';
import type { DefaultMode } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import type { ProxySetting } from '../model/proxy.ts';
import { failure, success, type Result } from '../model/result.ts';
import { settingNames, type Decided, type Mode, type SettingReport } from '../model/settings.ts';
import type { Language } from '../model/languages.ts';
import { policyFinding } from './findings.ts';
import { isPolicy, mergeLayers, type Merged } from './layers.ts';
import { networkAddress, proxySetting } from './network.ts';
import { noPolicies, policyPlace, type Policies } from './policies.ts';
import { readRunOptions, type RunOptions } from './runOptions.ts';
import { settingsTable, type SettingValues } from './settingsTable.ts';
import { optionName, readTyped, typedOption, type TypedOptions } from './typed.ts';

export interface Settings extends RunOptions {
  readonly email: string | null;
  /** Where no address is given, it lies in this domain (ASCII). */
  readonly mailDomain: string | null;
  readonly aliases: readonly string[];
  /** BlueMind's external address, as IT says it. */
  readonly serverUrl: string | null;
  readonly catalogue: string;
  readonly chosen: readonly string[];
  readonly profileName: string;
  readonly defaultMode: DefaultMode;
  readonly mode: Mode;
  readonly language: Language;
  readonly dnsServer: DnsServer | null;
  readonly caFile: string | null;
  readonly proxy: ProxySetting;
  readonly timeoutMs: number;
  readonly budgetMs: number;
  /** The folder in which unattended runs leave their report. */
  readonly reportDir: string | null;
  readonly supportContact: string | null;
  /** Whether a person is set up when they sign in to Windows; read by what runs then. */
  readonly logonApply: boolean;
  /** Every setting with its origin, and what is to be said about policies. */
  readonly decided: Decided;
}

/** What the settings depend on besides decisions. */
export interface Here {
  readonly language: Language;
  readonly workstation: 'practice' | 'windows';
  /** `--name` says which of the profiles there are is meant, and decides nothing. */
  readonly namesExisting?: boolean;
}

/**
 * Merges what was typed with the configuration file's values and with policies: of each setting the strongest place counts, a list as a
 * whole. Policies have been judged already, and never make it fail. Problem: `usage.invalidValue` {option, value, expected}.
 */
export function resolveSettings(typed: TypedOptions, file: SettingValues, here: Here, policies: Policies = noPolicies): Result<Settings> {
  const except = here.namesExisting ? ['name'] : [];
  const own = readTyped(typed, except);
  const merged = mergeLayers([...policies.layers, { origin: 'commandLine', values: own.values }, { origin: 'file', values: file }]);
  const { values } = merged;
  const run = readRunOptions(typed, here.workstation);
  const [wrong] = [...own.mistakes, ...run.mistakes];
  if (wrong) return failure(problem('usage.invalidValue', { ...wrong }));
  const profileName = values.profileName ?? settingsTable.profileName.default;
  const mailDomain = values.mailDomain === undefined ? undefined : parseMailDomain(values.mailDomain);
  return success({
    ...run.options,
    email: values.email ?? null,
    mailDomain: mailDomain?.ok ? mailDomain.value.domain : null,
    aliases: values.aliases ?? [],
    serverUrl: values.serverUrl ?? null,
    catalogue: values.catalogue ?? settingsTable.catalogue.default,
    chosen: values.chosen ?? [],
    profileName,
    defaultMode: values.defaultProfile ?? settingsTable.defaultProfile.default,
    mode: values.mode ?? settingsTable.mode.default,
    language: values.language ?? here.language,
    dnsServer: values.dnsServer === undefined ? null : (networkAddress(values.dnsServer) ?? null),
    caFile: values.caFile ?? null,
    proxy: proxySetting(values.proxy ?? settingsTable.proxy.default) ?? { kind: 'system' },
    timeoutMs: 1_000 * (values.timeout ?? settingsTable.timeout.default),
    budgetMs: 1_000 * (values.budget ?? settingsTable.budget.default),
    reportDir: values.reportDir ?? null,
    supportContact: values.supportContact ?? null,
    logonApply: values.logonApply ?? settingsTable.logonApply.default,
    decided: {
      settings: settingReports(merged, here),
      notices: [...policies.findings, ...overrideFindings(merged, typed, except)],
    },
  });
}

function settingReports({ values, origins }: Merged, here: Here): SettingReport[] {
  const defaults = { ...Object.fromEntries(settingNames.map((name) => [name, settingsTable[name].default])), language: here.language };
  return settingNames.map((name) => {
    const value = values[name] ?? (defaults as Record<string, SettingReport['value']>)[name] ?? null;
    return { name, value, origin: origins[name], locked: isPolicy(origins[name]) };
  });
}

function overrideFindings({ overridden }: Merged, typed: TypedOptions, except: readonly string[]): readonly Finding[] {
  return overridden.map(({ name, by }) => {
    const place = policyPlace(by, name);
    return policyFinding('policy.overrides', place, { place, option: optionName(typedOption(name, typed, except) ?? name) });
  });
}
