// Which profile Outlook opens: whether that is as wanted, and making it so for a profile that is there already.
import { profilePlaces } from '../model/outlookRegistry.ts';
import { problem } from '../model/problem.ts';
import { foldName } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { makeChanges, type Change } from './changes.ts';
import { promptChanges, type NewProfile } from './newProfile.ts';
import { readProfiles, type Profiles } from './profiles.ts';
import { refuseWhileRunning } from './running.ts';

/** Whether Outlook opens as `wanted` says: this profile and without asking, after asking, or whatever it opens now. Pure. */
export function opensAsWanted({ defaultName, prompt }: Pick<Profiles, 'defaultName' | 'prompt'>, wanted: NewProfile): boolean {
  return {
    keep: true,
    prompt,
    always: !prompt && defaultName !== null && foldName(defaultName) === foldName(wanted.name),
  }[wanted.default];
}

/** What `promptChanges` says, and for `always` that it is this profile that Outlook opens. */
export async function defaultChanges(workstation: Workstation, wanted: NewProfile): Promise<Result<readonly Change[]>> {
  const prompts = await promptChanges(workstation, wanted);
  if (!prompts.ok || wanted.default !== 'always') return prompts;
  const path = profilePlaces(wanted.office).defaultHolder;
  return success([...prompts.value, { kind: 'setValue', path, name: 'DefaultProfile', data: { type: 'REG_SZ', data: wanted.name } }]);
}

/**
 * Has Outlook open an existing profile as wanted, or leaves everything as it was; the profile itself is not touched. Problems:
 * `profile.missing` {name}, `outlook.running` {programs}, `workstation.busy`, `cancelled`, and those of the registry.
 */
export async function setDefaultProfile(workstation: Workstation, wanted: NewProfile, signal: AbortSignal): Promise<Result<void>> {
  return workstation.exclusive(async () => {
    const running = await refuseWhileRunning(workstation);
    if (running) return failure(running);
    const read = await readProfiles(workstation.registry, wanted.office);
    if (!read.ok) return read;
    const profile = read.value.profiles.find((each) => foldName(each.name) === foldName(wanted.name));
    if (!profile) return failure(problem('profile.missing', { name: wanted.name }));
    const changes = await defaultChanges(workstation, { ...wanted, name: profile.name });
    return changes.ok ? makeChanges(workstation.registry, changes.value, signal) : changes;
  });
}
