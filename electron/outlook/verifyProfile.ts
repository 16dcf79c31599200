// Judges one profile: is it blank, does it hold exactly the BlueMind account, or something that should not be there?
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import type { Profile, ProfileVerification } from '../model/outlook.ts';
import { foldName } from '../model/registry.ts';
import { success, type Result } from '../model/result.ts';
import type { Registry } from '../workstation/port.ts';
import { isMailAccount } from './accounts.ts';
import { readProfiles } from './profiles.ts';

/** The state of a profile's mail accounts; data files and address books do not count. */
function stateOf(profile: Profile, email: string | null): ProfileVerification['state'] {
  const [account, ...others] = profile.accounts.filter(isMailAccount);
  if (!account) return 'blank';
  if (others.length > 0) return 'severalAccounts';
  // An Exchange account's name is its address; without an address to compare, being the only one of that kind is enough.
  const expected = email === null || account.name.toLowerCase() === email.toLowerCase();
  return account.kind === 'exchange' && expected ? 'bluemind' : 'otherAccount';
}

/**
 * Reads a profile and says what it holds. `email` is the address that its account should have, `null` if none is known.
 * A profile that does not exist is the state `missing`; fails only as the registry does.
 */
export async function verifyProfile(
  registry: Registry,
  office: OutlookVersion,
  name: string,
  email: string | null,
): Promise<Result<Omit<ProfileVerification, 'practice'>>> {
  const read = await readProfiles(registry, office);
  if (!read.ok) return read;
  const profile = read.value.profiles.find((each) => foldName(each.name) === foldName(name));
  if (!profile) return success({ name, state: 'missing', profile: null });
  return success({ name: profile.name, state: stateOf(profile, email), profile });
}
