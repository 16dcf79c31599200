// Whose registry is written: the hive of the person who sits at the desktop, whoever runs this process.
import type { WindowsProfileType } from '../../model/outlook.ts';
import { problem } from '../../model/problem.ts';
import { failure, success, type Result } from '../../model/result.ts';
import type { Desktop } from './desktop.ts';

/** `own` = HKEY_CURRENT_USER of this process; `other` = HKEY_USERS\<sid>, because a technician runs it for somebody else. */
export type Hive = { readonly kind: 'own'; readonly sid: string | null } | { readonly kind: 'other'; readonly sid: string };

/** Who is who on this PC, as Windows says. */
export interface SessionFacts {
  /** Security identifier of the account that runs this process. */
  readonly ownSid: string;
  /** The process holds administrator rights: somebody may have lent them. */
  readonly elevated: boolean;
  readonly desktop: Desktop;
  /** Whether the desktop owner's hive is loaded below HKEY_USERS. */
  readonly isLoaded: boolean;
}

/** Accounts of the system itself, which have no Outlook: LocalSystem, LocalService, NetworkService (winnt.h, well-known SIDs). */
const systemAccounts: readonly string[] = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/**
 * Decides whose hive the user's values go to. After "run as administrator" with another account's password (over-the-shoulder
 * elevation) HKEY_CURRENT_USER is the administrator's, and writing there would set up the wrong person.
 * Problem `workstation.noDesktopUser` {account}: the process runs as the system, the desktop's hive is not loaded, or it is not known
 * whose desktop it is. Pure.
 */
export function decideHive({ ownSid, elevated, desktop, isLoaded }: SessionFacts): Result<Hive> {
  const nobodys = (account: string): Result<Hive> => failure(problem('workstation.noDesktopUser', { account }));
  const own: Result<Hive> = success({ kind: 'own', sid: ownSid });
  // Deployment tools run as the system, sometimes in a person's session: per-user work belongs to a process of that person.
  if (systemAccounts.includes(ownSid)) return nobodys(ownSid);
  switch (desktop.kind) {
    case 'nobody':
      return own;
    case 'unknown':
      // Where Windows says nothing at all of the session, only lent rights speak for another person.
      return desktop.name === null && !elevated ? own : nobodys(desktop.name ?? ownSid);
    case 'known':
      if (desktop.sid === ownSid) return own;
      return systemAccounts.includes(desktop.sid) || !isLoaded ? nobodys(desktop.name) : success({ kind: 'other', sid: desktop.sid });
  }
}

/** Flags in `State` of a profile's key below ProfileList (userenv; the Windows Resource Kit's ProfileList reference). */
const profileFlags = { mandatory: 0x0001, temporary: 0x0800 } as const;

/** The kind of a Windows profile, from `State` and `CentralProfile` of its key below ProfileList; both are 0 or '' where absent. Pure. */
export function profileTypeOf(state: number, centralProfile: string): WindowsProfileType {
  if (state & profileFlags.mandatory) return 'mandatory';
  if (state & profileFlags.temporary) return 'temporary';
  return centralProfile === '' ? 'local' : 'roaming';
}
