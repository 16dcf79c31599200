// Where Outlook keeps its profiles in the registry and the marks by which an account is recognised.
import type { OutlookInstall } from './outlook.ts';

export type OutlookVersion = OutlookInstall['office'];

interface ProfilePlaces {
  /** The key whose subkeys are the profiles. */
  readonly profiles: string;
  /** The key that holds the value `DefaultProfile`. */
  readonly defaultHolder: string;
}

const messagingProfiles = 'HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows Messaging Subsystem\\Profiles';

/** Outlook's own key of one Office version, in the user's hive. */
export function outlookKey(office: OutlookVersion): string {
  return `HKCU\\Software\\Microsoft\\Office\\${office}\\Outlook`;
}

/** Where the profiles of one Office version live: below Office since 2013, in Windows Messaging up to 2010. */
export function profilePlaces(office: OutlookVersion): ProfilePlaces {
  if (office === '14.0') return { profiles: messagingProfiles, defaultHolder: messagingProfiles };
  return { profiles: `${outlookKey(office)}\\Profiles`, defaultHolder: outlookKey(office) };
}

/** Subkey of a profile in which the account manager keeps one key per account, `00000001`, `00000002` … */
export const accountManager = '9375CFF0413111d3B88A00104B2A6676';

/** `clsid` values of accounts, and the names of the account manager's order lists (Account Management API constants). */
export const accountClsids = {
  pop3: '{ED475411-B0D6-11D2-8C3B-00104B2A6676}',
  imap: '{ED475412-B0D6-11D2-8C3B-00104B2A6676}',
  mapiService: '{ED475414-B0D6-11D2-8C3B-00104B2A6676}',
  http: '{4DB5CBF0-3B77-4852-BC8E-BB81908861F3}',
  ldap: '{4DB5CBF2-3B77-4852-BC8E-BB81908861F3}',
} as const;

export const accountOrderLists = {
  mail: '{ED475418-B0D6-11D2-8C3B-00104B2A6676}',
  addressBooks: '{ED475419-B0D6-11D2-8C3B-00104B2A6676}',
  stores: '{ED475420-B0D6-11D2-8C3B-00104B2A6676}',
} as const;

/** `Service Name` of the MAPI service behind every Exchange-like account, BlueMind's included. */
export const exchangeService = 'MSEMS';
