// The profile step: the profiles there are, a new blank one, and whether it holds exactly the BlueMind account.
import type { DefaultMode, ProfileList, ProfileVerification, ProfileWay } from '../model/outlook.ts';
import { cancelled } from '../model/problem.ts';
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import { foldName } from '../model/registry.ts';
import { failure, success, type Result } from '../model/result.ts';
import { createProfile as create } from '../outlook/createProfile.ts';
import { opensAsWanted, setDefaultProfile } from '../outlook/defaultProfile.ts';
import { importProfile, takeBackImport } from '../outlook/importProfile.ts';
import type { NewProfile } from '../outlook/newProfile.ts';
import { readPending } from '../outlook/pendingImport.ts';
import { readProfiles } from '../outlook/profiles.ts';
import { removeProfile as remove } from '../outlook/removeProfile.ts';
import { refuseWhileRunning } from '../outlook/running.ts';
import { verifyProfile as verify } from '../outlook/verifyProfile.ts';
import { profileOffice, type Call, type JobContext } from './context.ts';

/** The profiles of the newest installed Outlook. */
export async function listProfiles(context: JobContext): Promise<Result<ProfileList>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const read = await readProfiles(context.workstation.registry, office.value);
  if (!read.ok) return read;
  const pending = await readPending(context.workstation, office.value);
  if (!pending.ok) return pending;
  return success({
    practice: context.workstation.kind === 'practice',
    office: office.value,
    prompt: read.value.prompt,
    profiles: [...read.value.profiles],
    ...(pending.value === null ? {} : { pending: { name: pending.value.name, file: pending.value.file } }),
  });
}

/**
 * Creates a blank profile, or has Outlook make it at its next start (`way: prf`); refuses a name that is taken or malformed, and while an
 * Outlook runs.
 */
export async function createProfile(
  context: JobContext,
  input: { readonly name: string; readonly default: DefaultMode; readonly way?: ProfileWay },
  call: Call,
): Promise<Result<ProfileList>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const ways = { key: create, prf: importProfile } as const satisfies Record<ProfileWay, typeof create>;
  const wanted = { office: office.value, name: input.name, default: input.default };
  const created = await ways[input.way ?? 'key'](context.workstation, wanted, call.signal);
  return created.ok ? listProfiles(context) : created;
}

/** Removes one profile, named by the person, after a .reg backup of it; one that Outlook has not made yet is taken back. */
export async function removeProfile(
  context: JobContext,
  input: { readonly name: string },
  call: Call,
): Promise<Result<{ list: ProfileList; backup: string }>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const wanted = { office: office.value, name: input.name };
  const takenBack = await takeBackImport(context.workstation, wanted, call.signal);
  if (!takenBack.ok) return takenBack;
  const removed = takenBack.value === null ? await remove(context.workstation, wanted, call.signal) : success({ backup: takenBack.value });
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
  return office.ok ? verifyIn(context, office.value, input) : office;
}

async function verifyIn(
  context: JobContext,
  office: OutlookVersion,
  input: { readonly name: string; readonly email?: string },
): Promise<Result<ProfileVerification>> {
  const verified = await verify(context.workstation.registry, office, input.name, input.email ?? null);
  if (!verified.ok) return verified;
  const practice = context.workstation.kind === 'practice';
  if (verified.value.state !== 'missing') return success({ practice, ...verified.value });
  const pending = await readPending(context.workstation, office);
  if (!pending.ok) return pending;
  const isPending = pending.value !== null && foldName(pending.value.name) === foldName(input.name);
  return success({ practice, ...verified.value, state: isPending ? 'pending' : 'missing' });
}

/** Whether Outlook opens the profile as wanted. */
async function opensSo({ workstation }: JobContext, wanted: NewProfile): Promise<Result<boolean>> {
  const read = await readProfiles(workstation.registry, wanted.office);
  return read.ok ? success(opensAsWanted(read.value, wanted)) : read;
}

/** The profile of the job, and whether Outlook opens it as it should; `null` where there is none yet. Writes nothing. */
export async function verifyWanted(
  context: JobContext,
  input: { readonly name: string; readonly email?: string; readonly default: DefaultMode },
): Promise<Result<{ readonly profile: ProfileVerification; readonly opens: boolean | null }>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const verified = await verifyIn(context, office.value, input);
  if (!verified.ok) return verified;
  const profile = verified.value;
  if (!profile.profile) return success({ profile, opens: null });
  const opens = await opensSo(context, { office: office.value, name: profile.name, default: input.default });
  return opens.ok ? success({ profile, opens: opens.value }) : opens;
}

/** What the profile step came to. */
export interface Ensured {
  readonly profile: ProfileVerification;
  readonly changed: boolean;
  /** Outlook opens the profile as was wanted; `false` where an open Outlook keeps that from being set. */
  readonly opens: boolean;
}

interface WantedProfile {
  readonly profileName: string;
  readonly defaultMode: DefaultMode;
  readonly email: string;
  readonly assumed?: boolean;
}

/** States in which an existing profile may be the one that Outlook opens. */
const usable: readonly ProfileVerification['state'][] = ['blank', 'bluemind'];

/**
 * Makes sure that the profile is there and is the one Outlook opens. An existing one is taken as it is when it is blank or
 * holds the BlueMind account; whatever else it holds is left alone and reported. `allow` is asked before anything is written.
 */
export async function ensureProfile(
  context: JobContext,
  input: WantedProfile,
  allow: () => Promise<boolean>,
  call: Call,
): Promise<Result<Ensured>> {
  const wanted = { name: input.profileName, ...(input.assumed ? {} : { email: input.email }) };
  const before = await verifyProfile(context, wanted);
  if (!before.ok) return before;
  if (usable.includes(before.value.state)) return ensureOpened(context, before.value, input.defaultMode, allow, call);
  if (before.value.state !== 'missing') return success({ profile: before.value, changed: false, opens: true });
  if (!(await allow())) return failure(cancelled);
  const created = await createProfile(context, { name: input.profileName, default: input.defaultMode }, call);
  if (!created.ok) return created;
  const after = await verifyProfile(context, wanted);
  return after.ok ? success({ profile: after.value, changed: true, opens: true }) : after;
}

/** A profile made by hand, with `keep`, or by a set-up that was ended halfway is not yet the one that Outlook opens. */
async function ensureOpened(
  context: JobContext,
  profile: ProfileVerification,
  mode: DefaultMode,
  allow: () => Promise<boolean>,
  call: Call,
): Promise<Result<Ensured>> {
  const office = await profileOffice(context.workstation);
  if (!office.ok) return office;
  const wanted = { office: office.value, name: profile.name, default: mode };
  const opens = await opensSo(context, wanted);
  if (!opens.ok) return opens;
  if (opens.value) return success({ profile, changed: false, opens: true });
  // The person may be working in that very profile: nothing is wrong with it, and it is theirs to close.
  if (await refuseWhileRunning(context.workstation)) return success({ profile, changed: false, opens: false });
  if (!(await allow())) return failure(cancelled);
  const set = await setDefaultProfile(context.workstation, wanted, call.signal);
  if (!set.ok) return set;
  const after = await verify(context.workstation.registry, office.value, profile.name, null);
  return after.ok ? success({ profile: { ...profile, profile: after.value.profile }, changed: true, opens: true }) : after;
}
