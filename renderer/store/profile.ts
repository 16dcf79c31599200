// The profile step: which profiles there are; creating, verifying and removing one.
import type { Problem } from '../../electron/bridge/contract.ts';
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';
import { isTarget } from './stepState.ts';

type ProfileSlice = Pick<
  AppState,
  | 'profile'
  | 'loadProfiles'
  | 'setProfileName'
  | 'setDefaultMode'
  | 'createProfile'
  | 'ensureProfile'
  | 'verifyProfile'
  | 'removeProfile'
  | 'openMailApplet'
>;

/** Profiles of this PC. */
export function profileSlice({ get, patch, call, guard, sameMailbox }: Tools): ProfileSlice {
  const begin = (): void =>
    patch('profile', { writing: true, problem: null, nameProblem: null, created: null, ensured: null, removed: null, verified: null });
  /** What is wrong with the name belongs to the name's field; everything else stands above the form. */
  const refused = (problem: Problem): void => {
    const isAtName = problem.code === 'profile.exists' || problem.code.startsWith('profile.name');
    patch('profile', { writing: false, [isAtName ? 'nameProblem' : 'problem']: problem });
  };
  return {
    profile: {
      ...idle(),
      name: '',
      mode: 'always',
      writing: false,
      created: null,
      ensured: null,
      removed: null,
      verified: null,
      nameProblem: null,
    },
    loadProfiles: () =>
      guard(async () => {
        patch('profile', { running: true, problem: null });
        const answer = await call('listProfiles', {});
        patch('profile', answer.ok ? { running: false, value: answer.value } : { running: false, problem: answer.problem });
      }),
    setProfileName(name) {
      patch('profile', { name, nameProblem: null });
      // What was seen in one profile says nothing about another.
      get().forgetFirstStart();
    },
    setDefaultMode(mode) {
      patch('profile', { mode });
    },
    createProfile: () =>
      guard(async () => {
        begin();
        const { name, mode } = get().profile;
        const answer = await call('createProfile', { name, default: mode });
        if (!answer.ok) {
          refused(answer.problem);
          return;
        }
        patch('profile', { writing: false, value: answer.value, created: name });
        // What was seen in an earlier profile of that name is over, and so is the Outlook that was open when the PC was read.
        get().forgetFirstStart();
        void get().inspect();
      }),
    ensureProfile: (mode) =>
      guard(async () => {
        begin();
        patch('profile', { mode });
        const isSame = sameMailbox();
        const answer = await call('ensureProfile', { email: get().address.email, name: get().profile.name, default: mode });
        if (!answer.ok) {
          refused(answer.problem);
          return;
        }
        const { list, profile, opens } = answer.value;
        patch('profile', { writing: false, value: list, ensured: { opens }, verified: isSame() ? profile : null });
      }),
    verifyProfile: (name) =>
      guard(async () => {
        begin();
        const isSame = sameMailbox();
        const wanted = isTarget(get(), name) ? get().profile.mode : null;
        const answer = await call('verifyProfile', { email: get().address.email, name, wanted });
        if (answer.ok) patch('profile', { writing: false, verified: isSame() ? answer.value : null });
        else patch('profile', { writing: false, problem: answer.problem });
      }),
    openMailApplet: () =>
      guard(async () => {
        begin();
        const answer = await call('openMailApplet', {});
        patch('profile', answer.ok ? { writing: false } : { writing: false, problem: answer.problem });
      }),
    removeProfile: (name, confirmed) =>
      guard(async () => {
        begin();
        const answer = await call('removeProfile', { name, confirmed });
        if (!answer.ok) {
          patch('profile', { writing: false, problem: answer.problem });
          return;
        }
        patch('profile', { writing: false, value: answer.value.list, removed: { name, backup: answer.value.backup } });
        if (isTarget(get(), name)) get().forgetFirstStart();
      }),
  };
}
