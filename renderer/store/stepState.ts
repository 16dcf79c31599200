// What the rail shows beside each step, derived from what the page knows.
import type { ProfileVerification, StepId, Verdict } from '../../electron/bridge/contract.ts';
import type { AppState } from './state.ts';

export type RailState = 'waiting' | 'running' | 'done' | 'attention' | 'failed';

const ofVerdict = { ready: 'done', attention: 'attention', blocked: 'failed' } as const satisfies Record<Verdict, RailState>;

const states: Readonly<Record<StepId, (state: AppState) => RailState>> = {
  inspect: ({ address, inspection, firstStart }) => {
    if (address.problem || inspection.problem || inspection.value?.outlooks.length === 0) return 'failed';
    if (!address.accepted || !inspection.value) return 'waiting';
    // Beside its account it is at work.
    return inspection.value.running.length > 0 && firstStart.seen?.state !== 'bluemind' ? 'attention' : 'done';
  },
  reach: ({ reach }) => {
    if (reach.running) return 'running';
    return reach.value ? ofVerdict[reach.value.verdict] : 'waiting';
  },
  keys: ({ keys }) => {
    if (keys.writing) return 'running';
    if (!keys.value || keys.value.counts.change > 0) return 'waiting';
    return keys.value.counts.blockedByPolicy > 0 || keys.value.interrupted !== null ? 'attention' : 'done';
  },
  profile: (state) => {
    if (state.profile.writing) return 'running';
    const profile = targetProfile(state);
    if (!profile) return 'waiting';
    return profile.blank || state.firstStart.seen?.state === 'bluemind' ? 'done' : 'attention';
  },
  firstStart: ({ firstStart }) => {
    if (firstStart.watching) return 'running';
    if (firstStart.seen?.state === 'bluemind') return 'done';
    return firstStart.seen?.state === 'otherAccount' || firstStart.seen?.state === 'severalAccounts' ? 'failed' : 'waiting';
  },
  report: ({ report }) => (report.value === null ? 'waiting' : 'done'),
};

/** The state of one step. */
export function railState(state: AppState, step: StepId): RailState {
  return states[step](state);
}

/** The word for that state: a check that was made says its verdict. */
export function railWord(state: AppState, step: StepId): `common:${string}` {
  const { running, value } = state.reach;
  return step === 'reach' && value && !running ? `common:verdict.${value.verdict}` : `common:stepState.${railState(state, step)}`;
}

/** The account that a profile holds instead of ours, as Outlook names it; its data files have no address. */
export function accountIn({ profile }: ProfileVerification): string {
  return profile?.accounts.find(({ name }) => name.includes('@'))?.name ?? profile?.accounts[0]?.name ?? '';
}

/** Whether Outlook makes that profile at its next start. */
export function targetIsPending(state: AppState): boolean {
  const { pending } = state.profile.value ?? {};
  return pending !== undefined && isTarget(state, pending.name);
}

/** The profile that the walk is about, where it exists. */
export function targetProfile(state: AppState) {
  return state.profile.value?.profiles.find(({ name }) => isTarget(state, name));
}

/** Whether the walk is about the profile of that name; Outlook compares names without regard to case. */
export function isTarget({ profile }: AppState, name: string): boolean {
  return name.toLowerCase() === profile.name.toLowerCase();
}
