// What every way of making a profile begins with: what is wanted, that Outlook is closed and the name is free, and whether Outlook asks.
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import type { DefaultMode } from '../model/outlook.ts';
import { problem } from '../model/problem.ts';
import { foldName } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Workstation } from '../workstation/port.ts';
import type { Change } from './changes.ts';
import { asksAtStart, promptPlaces, promptValue, readProfiles } from './profiles.ts';
import { refuseWhileRunning } from './running.ts';

export interface NewProfile {
  readonly office: OutlookVersion;
  readonly name: string;
  readonly default: DefaultMode;
}

/**
 * Lets a profile be made, by nobody else at the same time, while Outlook is closed and no profile has its name in whatever case.
 * Problems: `outlook.running` {programs}, `profile.exists` {name}, `workstation.busy`, those of reading profiles, and those of `make`.
 */
export async function whereNameIsFree(
  workstation: Workstation,
  wanted: NewProfile,
  make: () => Promise<Result<void>>,
): Promise<Result<void>> {
  return workstation.exclusive(async () => {
    const running = await refuseWhileRunning(workstation);
    if (running) return failure(running);
    const read = await readProfiles(workstation.registry, wanted.office);
    if (!read.ok) return read;
    const taken = read.value.profiles.find((profile) => foldName(profile.name) === foldName(wanted.name));
    return taken ? failure(problem('profile.exists', { name: taken.name })) : make();
  });
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
