// Where the program keeps what is its own (logs, window state, the practice workstation): the system's place for an app's data.
import path from 'node:path';

/** What the place depends on, given so that every system's rule can be tried on any of them. */
export interface DataFolderFacts {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const ownName = 'BlueMind Outlook Setup';

/** An absolute path; relative values of XDG_DATA_HOME are to be ignored (XDG Base Directory Specification). Pure. */
export function dataFolder({ platform, home, environment }: DataFolderFacts): string {
  if (platform === 'win32') return path.win32.join(environment.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'), ownName);
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', ownName);
  const given = environment.XDG_DATA_HOME ?? '';
  return path.posix.join(path.posix.isAbsolute(given) ? given : path.posix.join(home, '.local', 'share'), ownName);
}
