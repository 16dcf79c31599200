// A policy that shows only while it is carried out that it cannot be: it is refused like one of the wrong form, and everything else goes on.
import type { Problem } from '../model/problem.ts';
import { success, type Result } from '../model/result.ts';
import type { Wrong } from '../model/schemaIssue.ts';
import { policyFinding } from './findings.ts';
import { isPolicy } from './layers.ts';
import { policyPlace, type Policies } from './policies.ts';
import type { Settings } from './settings.ts';

/** Settings beside what they were made of, so that they can be made again without what is refused later. */
export interface Resolution {
  readonly settings: Settings;
  readonly policies: Policies;
  /** Makes the settings of the same command or window with these policies. */
  readonly resolve: (policies: Policies) => Result<Settings>;
}

/** Makes settings that can be made again. Problems are those of `resolve`. */
export function resolution(resolve: Resolution['resolve'], policies: Policies): Result<Resolution> {
  const settings = resolve(policies);
  return settings.ok ? success({ settings: settings.value, policies, resolve }) : settings;
}

const wrongOf: Readonly<Partial<Record<Problem['code'], Wrong>>> = {
  'caFile.unreadable': 'fileUnreadable',
  'caFile.noCertificate': 'noCertificate',
};

/**
 * The settings without the CA file that a policy named, with a finding: the next weaker place that names one counts then. `undefined` where
 * the problem is another one, or the file was named by no policy. Pure.
 */
export function refuseCaFile({ settings, policies, resolve }: Resolution, { code, data }: Problem): Resolution | undefined {
  const wrong = wrongOf[code];
  const origin = settings.decided.settings.find(({ name }) => name === 'caFile')?.origin;
  if (wrong === undefined || origin === undefined || !isPolicy(origin)) return undefined;
  const place = policyPlace(origin, 'caFile');
  const without = resolution(resolve, {
    layers: policies.layers.map((layer) => {
      const { caFile: _caFile, ...values } = layer.values;
      return layer.origin === origin ? { ...layer, values } : layer;
    }),
    findings: [...policies.findings, policyFinding('policy.invalid', place, { place, wrong, expected: String(data.file ?? '') })],
  });
  return without.ok ? without.value : undefined;
}
