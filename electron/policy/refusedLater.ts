// A policy that shows only while it is carried out that it cannot be: it is refused like one of the wrong form, and everything else goes on.
import type { Problem } from '../model/problem.ts';
import type { Wrong } from '../model/schemaIssue.ts';
import { policyFinding } from './findings.ts';
import { isPolicy } from './layers.ts';
import { policyPlace } from './policies.ts';
import type { Settings } from './settings.ts';

const wrongOf: Readonly<Partial<Record<Problem['code'], Wrong>>> = {
  'caFile.unreadable': 'fileUnreadable',
  'caFile.noCertificate': 'noCertificate',
};

/** The settings without a CA file that a policy named, with a finding; `undefined` where the problem is another one, or the file was typed. Pure. */
export function refuseCaFile(settings: Settings, { code, data }: Problem): Settings | undefined {
  const wrong = wrongOf[code];
  const origin = settings.decided.settings.find(({ name }) => name === 'caFile')?.origin;
  if (wrong === undefined || origin === undefined || !isPolicy(origin)) return undefined;
  const place = policyPlace(origin, 'caFile');
  return {
    ...settings,
    caFile: null,
    decided: {
      settings: settings.decided.settings.map((each) =>
        each.name === 'caFile' ? { ...each, value: null, origin: 'default', locked: false } : each,
      ),
      notices: [...settings.decided.notices, policyFinding('policy.invalid', place, { place, wrong, expected: String(data.file ?? '') })],
    },
  };
}
