// Removes one Outlook profile after a backup of it, and leaves every other profile as it is.
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { profilePlaces, type OutlookVersion } from '../model/outlookRegistry.ts';
import { problem } from '../model/problem.ts';
import { findValue, foldName, type RegistryValue } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { Registry, Workstation } from '../workstation/port.ts';
import { encodeRegFile, type RegFileKey } from '../workstation/registry/regFile.ts';
import { makeChanges, type Change } from './changes.ts';
import { readProfiles, type Profiles } from './profiles.ts';
import { refuseWhileRunning } from './running.ts';

export interface RemovedProfile {
  /** The .reg file that brings the profile back. */
  readonly backup: string;
  /** What Outlook opens from now on; `null` if no profile is left or the default was another one already. */
  readonly newDefault: string | null;
}

const withoutName = ({ name, ...data }: RegistryValue): RegFileKey['values'][number] => ({ name, data });

/** A key with everything below it, parents first. */
async function readWholeKey(registry: Registry, top: string): Promise<Result<readonly RegFileKey[]>> {
  const keys: RegFileKey[] = [];
  const waiting = [top];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const key = await registry.readKey(at);
    if (!key.ok) return key;
    if (!key.value) continue;
    keys.push({ path: at, values: key.value.values.map(withoutName) });
    for (const name of [...key.value.subkeys].reverse()) waiting.push(`${at}\\${name}`);
  }
  return success(keys);
}

/** Writes the backup and flushes it; never over another file. */
export async function writeBackup(workstation: Workstation, name: string, keys: readonly RegFileKey[]): Promise<Result<string>> {
  const folder = path.join(workstation.stateFolder, 'backups');
  const moment = workstation.now().toISOString().replace(/[-:.]/g, '');
  const readable = name.replace(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 40);
  const file = path.join(folder, `${moment}-profile-${readable}.reg`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Profiles may hold passwords that Windows encrypted for this user: nobody else is to read them.
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(encodeRegFile(keys));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return success(file);
  } catch (error) {
    const reason = z.object({ code: z.string() }).safeParse(error).data?.code;
    if (reason === undefined) throw error;
    return failure(problem('output.notWritable', { file, reason }));
  }
}

/** The next default where the removed profile was it: the first of the others, or none. */
function nextDefault(profiles: Profiles, name: string): { readonly moves: boolean; readonly to: string | null } {
  const moves = profiles.defaultName !== null && foldName(profiles.defaultName) === foldName(name);
  const others = profiles.profiles.filter((profile) => foldName(profile.name) !== foldName(name));
  return { moves, to: moves ? (others[0]?.name ?? null) : null };
}

/**
 * Removes a profile that a person named, with everything below its key, after writing a .reg file that brings it back.
 * On any failure it is all there again. Problems: `profile.missing` {name}, `outlook.running` {programs},
 * `output.notWritable` {file, reason}, `workstation.busy`, `registry.denied`, `registry.failed`, `cancelled`.
 */
export async function removeProfile(
  workstation: Workstation,
  wanted: { readonly office: OutlookVersion; readonly name: string },
  signal: AbortSignal,
): Promise<Result<RemovedProfile>> {
  const { registry } = workstation;
  const places = profilePlaces(wanted.office);
  return workstation.exclusive(async () => {
    const running = await refuseWhileRunning(workstation);
    if (running) return failure(running);
    const read = await readProfiles(registry, wanted.office);
    if (!read.ok) return read;
    const profile = read.value.profiles.find((each) => foldName(each.name) === foldName(wanted.name));
    if (!profile) return failure(problem('profile.missing', { name: wanted.name }));
    const keys = await readWholeKey(registry, `${places.profiles}\\${profile.name}`);
    if (!keys.ok) return keys;
    const holder = await registry.readKey(places.defaultHolder);
    if (!holder.ok) return holder;

    const { moves, to } = nextDefault(read.value, profile.name);
    const before = findValue(holder.value, 'DefaultProfile');
    const backup = await writeBackup(workstation, profile.name, [
      ...keys.value,
      ...(moves && before ? [{ path: places.defaultHolder, values: [withoutName(before)] }] : []),
    ]);
    if (!backup.ok) return backup;

    const place = { path: places.defaultHolder, name: 'DefaultProfile' };
    const defaultChange: Change =
      to === null ? { kind: 'deleteValue', ...place } : { kind: 'setValue', ...place, data: { type: 'REG_SZ', data: to } };
    const deletions = keys.value.map(({ path: key }): Change => ({ kind: 'deleteKey', path: key })).reverse();
    const made = await makeChanges(registry, [...(moves ? [defaultChange] : []), ...deletions], signal);
    return made.ok ? success({ backup: backup.value, newDefault: to }) : made;
  });
}
