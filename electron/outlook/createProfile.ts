// Creates a blank Outlook profile and, if wanted, makes it the one that Outlook opens.
import { outlookKey, profilePlaces, type OutlookVersion } from '../model/outlookRegistry.ts';
import type { DefaultMode } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import { foldName } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { makeChanges, type Change } from './changes.ts';
import { checkProfileName } from './profileName.ts';
import { asksAtStart, promptPlaces, promptValue, readProfiles } from './profiles.ts';
import { refuseWhileRunning } from './running.ts';

export interface NewProfile {
  readonly office: OutlookVersion;
  readonly name: string;
  readonly default: DefaultMode;
}

/** What has to change for Outlook to ask at each start (`prompt`), or to ask no longer (`always`). */
export async function promptChanges(workstation: Workstation, wanted: NewProfile): Promise<Result<readonly Change[]>> {
  const [place] = promptPlaces(wanted.office);
  if (wanted.default === 'keep') return success([]);
  if (wanted.default === 'prompt') {
    return success([{ kind: 'setValue', path: place, name: promptValue, data: { type: 'REG_SZ', data: '1' } }]);
  }
  const changes: Change[] = [];
  for (const path of promptPlaces(wanted.office)) {
    const key = await workstation.registry.readKey(path);
    if (!key.ok) return key;
    if (asksAtStart(key.value)) changes.push({ kind: 'deleteValue', path, name: promptValue });
  }
  return success(changes);
}

/** The same, and for `always` that it is this profile that Outlook opens. */
async function defaultChanges(workstation: Workstation, wanted: NewProfile): Promise<Result<readonly Change[]>> {
  const prompts = await promptChanges(workstation, wanted);
  if (!prompts.ok || wanted.default !== 'always') return prompts;
  const path = profilePlaces(wanted.office).defaultHolder;
  return success([...prompts.value, { kind: 'setValue', path, name: 'DefaultProfile', data: { type: 'REG_SZ', data: wanted.name } }]);
}

/**
 * Creates a blank profile: an empty key, for which Outlook opens its account wizard at the next start (practised by scripts
 * since Outlook 2013, not documented by Microsoft). Everything is read back, and taken back on any failure.
 * Problems: profile.name…, `profile.exists` {name}, `outlook.running` {programs}, `workstation.busy`, `registry.denied`,
 * `cancelled`, `profile.creationFailed` {name, path, reason}.
 */
export async function createProfile(workstation: Workstation, wanted: NewProfile, signal: AbortSignal): Promise<Result<void>> {
  const malformed = checkProfileName(wanted.name);
  if (malformed) return failure(malformed);
  return workstation.exclusive(async () => {
    const running = await refuseWhileRunning(workstation);
    if (running) return failure(running);
    const read = await readProfiles(workstation.registry, wanted.office);
    if (!read.ok) return read;
    const taken = read.value.profiles.find((profile) => foldName(profile.name) === foldName(wanted.name));
    if (taken) return failure(problem('profile.exists', { name: taken.name }));
    const changes = await defaultChanges(workstation, wanted);
    if (!changes.ok) return changes;
    const path = `${profilePlaces(wanted.office).profiles}\\${wanted.name}`;
    const made = await makeChanges(workstation.registry, [{ kind: 'createKey', path }, ...changes.value], signal);
    if (made.ok || made.problem.code !== 'registry.failed') return made;
    return failure(problem('profile.creationFailed', { path: outlookKey(wanted.office), ...made.problem.data, name: wanted.name }));
  });
}
