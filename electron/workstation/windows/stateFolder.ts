// Where journals and backups are kept on Windows: with the person whose registry they are about.
import path from 'node:path';
import { textOf } from '../../model/registry.ts';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Registry } from '../port.ts';
import type { Hive } from './hive.ts';

const ownName = 'BlueMind Outlook Setup';
const shellFolders = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
const profileList = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';

/** `%LOCALAPPDATA%` of a user whose profile folder is known; `shellFolder` is the `Local AppData` of their User Shell Folders. Pure. */
export function localAppData(profileFolder: string, shellFolder: string | undefined): string {
  const fallback = path.win32.join(profileFolder, 'AppData', 'Local');
  const expanded = shellFolder?.replace(/^%USERPROFILE%/i, () => profileFolder);
  return expanded !== undefined && path.win32.isAbsolute(expanded) && !expanded.includes('%') ? expanded : fallback;
}

/**
 * The folder, which need not exist yet. When a technician runs the program for somebody else it is that person's, so that they
 * can undo by themselves. Problem `workstation.folderNotWritable` where Windows does not say where that is.
 */
export async function findStateFolder(
  registry: Registry,
  hive: Hive,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<string>> {
  if (hive.kind === 'own' && env.LOCALAPPDATA) return success(path.win32.join(env.LOCALAPPDATA, ownName));
  const profile = await registry.readKey(`${profileList}\\${hive.sid ?? ''}`);
  if (!profile.ok) return profile;
  const folder = textOf(profile.value, 'ProfileImagePath')?.replace(/^%SystemDrive%/i, () => env.SystemDrive ?? 'C:');
  if (folder === undefined) return failure(problem('workstation.folderNotWritable', { folder: '%LOCALAPPDATA%', reason: 'unknown' }));
  const folders = await registry.readKey(shellFolders);
  if (!folders.ok) return folders;
  return success(path.win32.join(localAppData(folder, textOf(folders.value, 'Local AppData')), ownName));
}
