// The findings of the steps other than reach: what is on the PC, the keys and the profile, judged from what was read.
import type { Finding } from '../model/finding.ts';
import type { Plan, PlannedKey } from '../model/keys.ts';
import type { ProfileVerification } from '../model/outlook.ts';
import type { Problem } from '../model/problem.ts';
import type { SignInList } from '../model/signIns.ts';
import { inspectionFindings } from './inspectionFindings.ts';
import { inspectionFindingTable } from './inspectionRule.ts';
import type { Results } from './results.ts';

/** Ids and statuses of these findings, for the proof that every one has its sentences. */
export const jobFindings = {
  ...inspectionFindingTable,
  'keys.inPlace': ['pass', 'fail'],
  'keys.policy': ['fail'],
  'keys.interrupted': ['warn'],
  'profile.account': ['pass', 'info', 'fail'],
  'profile.opened': ['warn'],
  'signIns.stale': ['pass', 'warn', 'skipped'],
} as const satisfies Record<string, readonly Finding['status'][]>;

type JobFinding = Finding & { readonly id: keyof typeof jobFindings };

/** Everything the results say, reach's own findings included, in the order of the steps. */
export function allFindings(results: Results): readonly Finding[] {
  const ofPc = results.inspection ? inspectionFindings(results.inspection, results) : [];
  return [
    ...ofPc,
    ...(results.inspection?.decided?.notices ?? []),
    ...results.notices,
    ...(results.check?.findings ?? []),
    ...(results.plan ? keyFindings(results.plan).filter((finding) => !isTold(finding, ofPc)) : []),
    ...(results.profile ? profileFindings(results.profile) : []),
    ...(results.profile && results.profileOpens === false ? [notOpened(results.profile)] : []),
    // Once the account works, what is saved for it is what it signs in with.
    ...(results.signIns && results.profile?.state !== 'bluemind' ? [signInFinding(results.signIns, results.email)] : []),
  ];
}

/** A policy that the PC's findings name already is not named a second time: they also say what it does. */
function isTold({ id, subject }: JobFinding, ofPc: readonly Finding[]): boolean {
  if (id !== 'keys.policy') return false;
  return ofPc.some((finding) => finding.id.startsWith('outlookPolicy.') && finding.subject.toLowerCase() === subject.toLowerCase());
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
    case 'pending':
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

function notOpened({ name }: ProfileVerification): JobFinding {
  const remedy = { id: 'closeAndSetUp', who: ['user', 'technician'], data: {} } satisfies Finding['remedy'];
  return { id: 'profile.opened', status: 'warn', subject: name, data: { profile: name }, remedy };
}

function signInFinding(found: SignInList | Problem, email: string): JobFinding {
  const id = 'signIns.stale';
  if ('code' in found) {
    const reason = typeof found.data.reason === 'string' ? found.data.reason : found.code;
    return { id, status: 'skipped', subject: email, data: { email, reason } };
  }
  const { signIns } = found;
  if (signIns.length === 0) return { id, status: 'pass', subject: email, data: { email } };
  return {
    id,
    status: 'warn',
    subject: email,
    data: { email, count: signIns.length },
    evidence: signIns.map(({ target }) => target),
    remedy: { id: 'removeSignIns', who: ['user', 'technician'], data: { email, count: signIns.length } },
  };
}
