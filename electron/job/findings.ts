// The findings of the steps other than reach: what is on the PC, the keys and the profile, judged from what was read.
import type { Finding } from '../model/finding.ts';
import type { Plan, PlannedKey } from '../model/keys.ts';
import type { Inspection, ProfileVerification } from '../model/outlook.ts';
import type { Results } from './results.ts';

/** Ids and statuses of these findings, for the proof that every one has its sentences. */
export const jobFindings = {
  'outlook.installed': ['pass', 'fail'],
  'outlook.closed': ['pass', 'warn'],
  'keys.inPlace': ['pass', 'fail'],
  'keys.policy': ['fail'],
  'keys.interrupted': ['warn'],
  'profile.account': ['pass', 'info', 'fail'],
} as const satisfies Record<string, readonly Finding['status'][]>;

type JobFinding = Finding & { readonly id: keyof typeof jobFindings };

/** Everything the results say, reach's own findings included, in the order of the steps. */
export function allFindings(results: Results): readonly Finding[] {
  return [
    ...(results.inspection ? inspectionFindings(results.inspection) : []),
    ...(results.inspection?.decided?.notices ?? []),
    ...results.notices,
    ...(results.check?.findings ?? []),
    ...(results.plan ? keyFindings(results.plan) : []),
    ...(results.profile ? profileFindings(results.profile) : []),
  ];
}

function inspectionFindings(inspection: Inspection): readonly JobFinding[] {
  const newest = inspection.outlooks.at(-1);
  return [
    newest
      ? { id: 'outlook.installed', status: 'pass', subject: newest.product, data: { product: newest.product, version: newest.version } }
      : {
          id: 'outlook.installed',
          status: 'fail',
          subject: inspection.computer,
          data: { computer: inspection.computer },
          remedy: { id: 'installOutlook', who: ['technician'], data: {} },
        },
    inspection.running.length === 0
      ? { id: 'outlook.closed', status: 'pass', subject: inspection.computer, data: {} }
      : {
          id: 'outlook.closed',
          status: 'warn',
          subject: inspection.running.join(', '),
          data: { programs: [...inspection.running] },
          remedy: { id: 'closeOutlook', who: ['user'], data: { programs: inspection.running.join(', ') } },
        },
  ];
}

function keyFindings(plan: Plan): readonly JobFinding[] {
  const pending = plan.keys.filter((key) => key.state === 'change');
  return [
    pending.length === 0
      ? { id: 'keys.inPlace', status: 'pass', subject: plan.catalogue, data: { count: plan.counts.right } }
      : {
          id: 'keys.inPlace',
          status: 'fail',
          subject: plan.catalogue,
          data: { count: pending.length },
          evidence: pending.map(placeOf),
          remedy: { id: 'applyKeys', who: ['user', 'technician'], data: {} },
        },
    ...plan.keys.filter((key) => key.state === 'blockedByPolicy').map(policyFinding),
    ...(plan.interrupted === null
      ? []
      : [
          {
            id: 'keys.interrupted',
            status: 'warn',
            subject: plan.interrupted,
            data: { journal: plan.interrupted },
            remedy: { id: 'finishOrUndo', who: ['user', 'technician'], data: {} },
          } satisfies JobFinding,
        ]),
  ];
}

function policyFinding(key: PlannedKey): JobFinding {
  const place = key.policy ? `${key.policy.path}!${key.policy.name}` : placeOf(key);
  return {
    id: 'keys.policy',
    status: 'fail',
    subject: place,
    data: { place, key: key.id },
    remedy: { id: 'changePolicy', who: ['policyAdmin'], data: { place }, copy: place },
  };
}

function placeOf(key: PlannedKey): string {
  return `${key.path}!${key.name}`;
}

function profileFindings(profile: ProfileVerification): readonly JobFinding[] {
  const subject = profile.name;
  const data = { profile: profile.name };
  switch (profile.state) {
    case 'bluemind':
      return [{ id: 'profile.account', status: 'pass', subject, data }];
    case 'blank':
    case 'missing':
      return [{ id: 'profile.account', status: 'info', subject, data: { ...data, state: profile.state } }];
    case 'otherAccount':
    case 'severalAccounts':
      return [
        {
          id: 'profile.account',
          status: 'fail',
          subject,
          data: { ...data, state: profile.state },
          evidence: profile.profile?.accounts.map((account) => `${account.kind}: ${account.name}`) ?? [],
          remedy: { id: 'useNewProfile', who: ['user', 'technician'], data },
        },
      ];
  }
}
