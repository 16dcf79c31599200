// The profile step: the profiles there are, a new blank one, and whether it holds exactly the BlueMind account.
import type { DefaultMode, ProfileList, ProfileVerification } from '../model/outlook.ts';
import { cancelled } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { createProfile as create } from '../outlook/createProfile.ts';
import { readProfiles } from '../outlook/profiles.ts';
import { removeProfile as remove } from '../outlook/removeProfile.ts';
import { verifyProfile as verify } from '../outlook/verifyProfile.ts';
import { profileOffice, type Call, type JobContext } from './context.ts';

/** The profiles of the newest installed Outlook. */
export async function listProfiles(context: JobContext): Promise<Result<ProfileList>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const read = await readProfiles(context.workstation.registry, office.value);
  if (!read.ok) return read;
  return success({
    practice: context.workstation.kind === 'practice',
    office: office.value,
    prompt: read.value.prompt,
    profiles: [...read.value.profiles],
  });
}

/** Creates a blank profile; refuses a name that is taken or malformed, and while an Outlook runs. */
export async function createProfile(
  context: JobContext,
  input: { readonly name: string; readonly default: DefaultMode },
  call: Call,
): Promise<Result<ProfileList>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const created = await create(context.workstation, { office: office.value, ...input }, call.signal);
  return created.ok ? listProfiles(context) : created;
}

/** Removes one profile, named by the person, after a .reg backup of it. */
export async function removeProfile(
  context: JobContext,
  input: { readonly name: string },
  call: Call,
): Promise<Result<{ list: ProfileList; backup: string }>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const removed = await remove(context.workstation, { office: office.value, name: input.name }, call.signal);
  if (!removed.ok) return removed;
  const list = await listProfiles(context);
  return list.ok ? success({ list: list.value, backup: removed.value.backup }) : list;
}

/** Reads one profile and judges it: blank, exactly the BlueMind account, or something that should not be there. */
export async function verifyProfile(
  context: JobContext,
  input: { readonly name: string; readonly email?: string },
): Promise<Result<ProfileVerification>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const verified = await verify(context.workstation.registry, office.value, input.name, input.email ?? null);
  if (!verified.ok) return verified;
  return success({ practice: context.workstation.kind === 'practice', ...verified.value });
}

/**
 * Makes sure that the profile is there and is the one Outlook opens. An existing one is taken as it is when it is blank or
 * holds the BlueMind account; whatever else it holds is left alone and reported. `allow` is asked before anything is written.
 */
export async function ensureProfile(
  context: JobContext,
  input: { readonly profileName: string; readonly defaultMode: DefaultMode; readonly email: string; readonly assumed?: boolean },
  allow: () => Promise<boolean>,
  call: Call,
): Promise<Result<{ profile: ProfileVerification; changed: boolean }>> {
  const wanted = { name: input.profileName, ...(input.assumed ? {} : { email: input.email }) };
  const before = await verifyProfile(context, wanted);
  if (!before.ok) return before;
  if (before.value.state !== 'missing') return success({ profile: before.value, changed: false });
  if (!(await allow())) return failure(cancelled);
  const created = await createProfile(context, { name: input.profileName, default: input.defaultMode }, call);
  if (!created.ok) return created;
  const after = await verifyProfile(context, wanted);
  return after.ok ? success({ profile: after.value, changed: true }) : after;
}
