// Says whether a text may be the name of an Outlook profile.
import { problem, type Problem } from '../model/problem.ts';

/** Longest name in UTF-16 units, as MAPI counts (IProfAdmin::CreateProfile). */
const longest = 64;

/** The first thing that is wrong with a name, `undefined` if it may be used (IProfAdmin::CreateProfile; a registry key's name). */
export function checkProfileName(name: string): Problem | undefined {
  if (name.trim() === '') return problem('profile.nameEmpty');
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return problem('profile.nameControlCharacter');
  if (name !== name.trim()) return problem('profile.nameOuterSpace', { name });
  if (name.includes('\\')) return problem('profile.nameBackslash', { name });
  if (name.length > longest) return problem('profile.nameTooLong', { name, length: name.length, limit: longest });
  return undefined;
}
