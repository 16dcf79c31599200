// Where the practice workstation keeps its state when no folder is named: the system's place for an app's own data.
import path from 'node:path';

/** What the place depends on, given so that every system's rule can be tried on any of them. */
export interface DataFolderFacts {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An absolute path; relative values of XDG_DATA_HOME are to be ignored (XDG Base Directory Specification). */
export function defaultPracticeFolder({ platform, home, environment }: DataFolderFacts): string {
  const own = ['BlueMind Outlook Setup', 'practice'];
  if (platform === 'win32') return path.win32.join(environment.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'), ...own);
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', ...own);
  const given = environment.XDG_DATA_HOME ?? '';
  return path.posix.join(path.posix.isAbsolute(given) ? given : path.posix.join(home, '.local', 'share'), ...own);
}
