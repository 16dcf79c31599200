// Creates a blank Outlook profile and, if wanted, makes it the one that Outlook opens.
import { outlookKey, profilePlaces } from '../model/outlookRegistry.ts';
import { problem } from '../model/problem.ts';
import { failure, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import { makeChanges } from './changes.ts';
import { defaultChanges } from './defaultProfile.ts';
import { whereNameIsFree, type NewProfile } from './newProfile.ts';
import { checkProfileName } from './profileName.ts';

/**
 * Creates a blank profile: an empty key, for which Outlook opens its account wizard at the next start (practised by scripts
 * since Outlook 2013, not documented by Microsoft). Everything is read back, and taken back on any failure.
 * Problems: profile.name…, `profile.exists` {name}, `outlook.running` {programs}, `workstation.busy`, `registry.denied`,
 * `cancelled`, `profile.creationFailed` {name, path, reason}.
 */
export async function createProfile(workstation: Workstation, wanted: NewProfile, signal: AbortSignal): Promise<Result<void>> {
  const malformed = checkProfileName(wanted.name);
  if (malformed) return failure(malformed);
  return whereNameIsFree(workstation, wanted, async () => {
    const changes = await defaultChanges(workstation, wanted);
    if (!changes.ok) return changes;
    const path = `${profilePlaces(wanted.office).profiles}\\${wanted.name}`;
    const made = await makeChanges(workstation.registry, [{ kind: 'createKey', path }, ...changes.value], signal);
    if (made.ok || made.problem.code !== 'registry.failed') return made;
    return failure(problem('profile.creationFailed', { path: outlookKey(wanted.office), ...made.problem.data, name: wanted.name }));
  });
}
