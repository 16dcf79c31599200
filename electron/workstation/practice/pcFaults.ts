// The faults that the practice PC itself can be given, beside those of its server.
import type { StoredCredential } from '../../model/signIns.ts';
import { mailboxes, mailDomain } from './server/site.ts';

const [mailbox] = mailboxes;

/** Sign-ins that each fault leaves in the pretend Credential Manager, with a password that the server no longer takes. */
const plantedBy = {
  /** An older server's password is still saved, and Outlook uses it without asking (KB 4051374). */
  'stale-sign-in': [
    { target: `autodiscover.${mailDomain}`, kind: 'generic' },
    { target: `MicrosoftOffice16_Data:SSPI:${mailbox.address}`, kind: 'generic' },
  ],
} as const satisfies Record<string, readonly StoredCredential[]>;

export type PcFault = keyof typeof plantedBy;

/** Ids of these faults, in the order of the table. */
export const pcFaults = Object.keys(plantedBy).filter(isPcFault);

/** Whether a word is the id of such a fault. */
export function isPcFault(id: string): id is PcFault {
  return Object.hasOwn(plantedBy, id);
}

/** What these faults leave behind. */
export function plantedSignIns(faults: readonly PcFault[]): readonly StoredCredential[] {
  return faults.flatMap((fault) => plantedBy[fault]);
}
