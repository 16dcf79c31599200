// The .prf file that has Outlook itself make a blank profile. Pure.
import type { DefaultMode } from '../model/outlook.ts';
import { problem, type Problem } from '../model/problem.ts';

/** Outlook reads the file as an INI file of the ANSI code page: what is not plain ASCII would come out as something else. */
const plain = /^[\x20-\x7e]+$/;
/** Characters that the file gives a meaning of their own: variables (`%USERNAME%`), quotation marks, comments. */
const special = /[%";]/;

export const isPlainAscii = (text: string): boolean => plain.test(text);

/** Why a name cannot stand in a .prf file although Outlook would take it otherwise; `undefined` if it can. */
export function checkPrfName(name: string): Problem | undefined {
  return isPlainAscii(name) && !special.test(name) ? undefined : problem('profile.nameNotForPrf', { name });
}

/**
 * The content: a profile without services or accounts, which overwrites none. `always` has Outlook open it from then on. ASCII, CRLF, no
 * byte order mark (Office Resource Kit, "Customize Outlook profiles by using an Outlook Profile (PRF) file"). `BackupProfile`, which keeps
 * Outlook from making a "Backup of …", is not documented there.
 */
export function prfText(wanted: { readonly name: string; readonly default: DefaultMode }): string {
  const lines = [
    '[General]',
    'Custom=1',
    `ProfileName=${wanted.name}`,
    `DefaultProfile=${wanted.default === 'always' ? 'Yes' : 'No'}`,
    'OverwriteProfile=No',
    'ModifyDefaultProfileIfPresent=false',
    'BackupProfile=No',
    '',
    '[Service List]',
    '',
    '[Internet Account List]',
    '',
  ];
  return lines.join('\r\n');
}
