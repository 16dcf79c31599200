// The profile step: which profiles there are; creating, verifying and removing one.
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type ProfileSlice = Pick<
  AppState,
  'profile' | 'loadProfiles' | 'setProfileName' | 'setDefaultMode' | 'createProfile' | 'verifyProfile' | 'removeProfile' | 'openMailApplet'
>;

/** Profiles of this PC. */
export function profileSlice({ get, patch, call, guard, sameMailbox }: Tools): ProfileSlice {
  const begin = (): void =>
    patch('profile', { writing: true, problem: null, nameProblem: null, created: null, removed: null, verified: null });
  return {
    profile: {
      ...idle(),
      name: '',
      mode: 'always',
      writing: false,
      created: null,
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
        if (answer.ok) {
          patch('profile', { writing: false, value: answer.value, created: name });
          return;
        }
        // What is wrong with the name belongs to the name's field; everything else stands above the form.
        const { code } = answer.problem;
        const isAtName = code === 'profile.exists' || code.startsWith('profile.name');
        patch('profile', { writing: false, [isAtName ? 'nameProblem' : 'problem']: answer.problem });
      }),
    verifyProfile: (name) =>
      guard(async () => {
        begin();
        const isSame = sameMailbox();
        const answer = await call('verifyProfile', { email: get().address.email, name });
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
        patch(
          'profile',
          answer.ok
            ? { writing: false, value: answer.value.list, removed: { name, backup: answer.value.backup } }
            : { writing: false, problem: answer.problem },
        );
      }),
  };
}
