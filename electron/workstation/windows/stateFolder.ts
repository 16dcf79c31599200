// Where journals and backups are kept on Windows: with the person whose registry they are about.
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { textOf } from '../../model/registry.ts';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import type { Hive } from './hive.ts';

const ownName = 'BlueMind Outlook Setup';
const shellFolders = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
const profileList = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const localFolders = ['AppData', 'Local'];

/** `%LOCALAPPDATA%` of this process's own user; `shellFolder` is the `Local AppData` of their User Shell Folders. Pure. */
export function localAppData(profileFolder: string, shellFolder: string | undefined): string {
  const fallback = path.win32.join(profileFolder, ...localFolders);
  const expanded = shellFolder?.replace(/^%USERPROFILE%/i, () => profileFolder);
  return expanded !== undefined && path.win32.isAbsolute(expanded) && !expanded.includes('%') ? expanded : fallback;
}

/** The folders of a profile in which a link would lead the program's own folder elsewhere, from the top: `…\AppData`, `…\AppData\Local`. Pure. */
export function foldersOnTheWay(profileFolder: string): readonly string[] {
  return localFolders.map((_, index) => path.win32.join(profileFolder, ...localFolders.slice(0, index + 1)));
}

/** Whether a link or junction stands there (lstat calls both links); what is not there is none. */
export type IsLink = (place: string) => Promise<boolean>;

const isLinkHere: IsLink = (place) =>
  lstat(place).then(
    (seen) => seen.isSymbolicLink(),
    () => false,
  );

/**
 * The folder, which need not exist yet. When a technician runs the program for somebody else it is that person's, so that they can undo by
 * themselves. It then lies in the profile's own `AppData\Local`, and where the person's `User Shell Folders` lead does not count: they may
 * write there what they like, a server that the technician's account would be shown to, or a folder where only that account may write. So the
 * journals of a person whose local application data IT has moved out of the profile lie in the profile, where another run for them finds
 * them, and their own program does not. Problems: `workstation.folderNotWritable` where Windows does not say where the profile is, or where
 * a link stands on the way in somebody else's profile (reason `link`); those of the registry.
 */
export async function findStateFolder(
  registry: Pick<Registry, 'readKey'>,
  hive: Hive,
  env: Readonly<Record<string, string | undefined>>,
  isLink: IsLink = isLinkHere,
): Promise<Result<string>> {
  if (hive.kind === 'own' && env.LOCALAPPDATA) return success(path.win32.join(env.LOCALAPPDATA, ownName));
  const profile = await registry.readKey(`${profileList}\\${hive.sid ?? ''}`);
  if (!profile.ok) return profile;
  const folder = textOf(profile.value, 'ProfileImagePath')?.replace(/^%SystemDrive%/i, () => env.SystemDrive ?? 'C:');
  if (folder === undefined) return failure(problem('workstation.folderNotWritable', { folder: '%LOCALAPPDATA%', reason: 'unknown' }));
  return hive.kind === 'own' ? ownFolder(registry, folder) : folderOfOther(folder, isLink);
}

async function ownFolder(registry: Pick<Registry, 'readKey'>, profileFolder: string): Promise<Result<string>> {
  const folders = await registry.readKey(shellFolders);
  if (!folders.ok) return folders;
  return success(path.win32.join(localAppData(profileFolder, textOf(folders.value, 'Local AppData')), ownName));
}

/** Only administrators say where a profile is; what is in it, its person may have replaced. */
async function folderOfOther(profileFolder: string, isLink: IsLink): Promise<Result<string>> {
  for (const place of foldersOnTheWay(profileFolder)) {
    if (await isLink(place)) return failure(problem('workstation.folderNotWritable', { folder: place, reason: 'link' }));
  }
  return success(path.win32.join(profileFolder, ...localFolders, ownName));
}
