// The first step: what is on this workstation, read and not changed.
import { setImmediate } from 'node:timers/promises';
import { bluemindVersion } from '../keys/catalogue.ts';
import { cancelled } from '../model/problem.ts';
import type { Inspection, JudgedInspection } from '../model/outlook.ts';
import type { OutlookVersion } from '../model/outlookRegistry.ts';
import { failure, success, type Result } from '../model/result.ts';
import { readAddIns, readConnectors } from '../outlook/addIns.ts';
import { readInstalls } from '../outlook/installs.ts';
import { readNewOutlook } from '../outlook/newOutlook.ts';
import { readPolicies } from '../outlook/policies.ts';
import { readProfiles } from '../outlook/profiles.ts';
import { readOnce } from '../outlook/readOnce.ts';
import type { RegistryReader } from '../workstation/port.ts';
import type { Call, JobContext } from './context.ts';
import { inspectionFindings } from './inspectionFindings.ts';
import type { Circumstances } from './inspectionRule.ts';
import { readRemembered } from './remembered.ts';

export interface InspectInput {
  /** Says for which BlueMind version the PC is judged. */
  readonly catalogue: string;
}

/** Versions whose profiles and policies are read; those of Outlook 2010 are only looked at. */
const profileVersions: readonly OutlookVersion[] = ['14.0', '15.0', '16.0'];

/** Reads the PC's facts, its Outlooks and their profiles, all that does not depend on each other at once. Problems: those of the catalogue and the registry. */
export async function inspect(context: JobContext, input: InspectInput, call: Call): Promise<Result<Inspection>> {
  const { workstation } = context;
  const { registry, identity } = workstation;
  if (call.signal.aborted) return failure(cancelled);
  const keys = readOnce(registry);
  // First, and with a turn to begin: it waits for another thread, while reading the registry keeps this one busy.
  const facts = workstation.facts?.(call.signal);
  await setImmediate();
  const [pc, bluemind, installs, profiles, newOutlook, policies, addIns, remembered, running] = await Promise.all([
    facts,
    bluemindVersion(input.catalogue),
    readInstalls(keys),
    readAllProfiles(keys),
    readNewOutlook(keys),
    readPolicies(keys, ['15.0', '16.0']),
    readAddInsAndConnectors(keys),
    readRemembered(workstation),
    workstation.programs.runningOutlooks(),
  ]);
  if (!bluemind.ok) return bluemind;
  if (!installs.ok) return installs;
  if (!profiles.ok) return profiles;
  if (!newOutlook.ok) return newOutlook;
  if (!policies.ok) return policies;
  if (!addIns.ok) return addIns;
  return success({
    practice: workstation.kind === 'practice',
    workstation: workstation.kind,
    computer: identity.computer,
    user: identity.user,
    system: identity.system,
    domainJoined: identity.domainJoined,
    ...(identity.entraJoined === undefined ? {} : { entraJoined: identity.entraJoined }),
    ...(identity.profileType === undefined ? {} : { profileType: identity.profileType }),
    ...(identity.runBy === undefined ? {} : { runBy: identity.runBy }),
    // What Active Directory calls the user's mail address is one; a sign-in name only looks like one.
    address: pc?.mail ?? identity.address ?? null,
    registry: registry.backend,
    registryPassedOver: [...(registry.passedOver ?? [])],
    outlooks: [...installs.value],
    running: [...running],
    profiles: [...profiles.value],
    bluemind: bluemind.value,
    newOutlook: newOutlook.value,
    addIns: [...addIns.value.addIns],
    connectors: [...addIns.value.connectors],
    policies: [...policies.value],
    // A folder that cannot be read is no reason to show nothing of the PC.
    remembered: remembered.ok ? [...remembered.value] : [],
    ...(pc ? { pc } : {}),
    ...(context.decided ? { decided: context.decided } : {}),
  });
}

/** An inspection with what it means: for an address ('' while none is known), and for BlueMind's hosts where a check has found them. Pure. */
export function judged(inspection: Inspection, circumstances: Circumstances): JudgedInspection {
  return { ...inspection, findings: [...inspectionFindings(inspection, circumstances)] };
}

async function readAllProfiles(registry: RegistryReader): Promise<Result<Inspection['profiles']>> {
  const read = await Promise.all(profileVersions.map((office) => readProfiles(registry, office)));
  const profiles: Inspection['profiles'] = [];
  for (const each of read) {
    if (!each.ok) return each;
    profiles.push(...each.value.profiles);
  }
  return success(profiles);
}

async function readAddInsAndConnectors(
  registry: RegistryReader,
): Promise<Result<{ addIns: readonly NonNullable<Inspection['addIns']>[number][]; connectors: NonNullable<Inspection['connectors']> }>> {
  const addIns = await readAddIns(registry);
  if (!addIns.ok) return addIns;
  const connectors = await readConnectors(
    registry,
    addIns.value.some(({ bluemind }) => bluemind),
  );
  return connectors.ok ? success({ addIns: addIns.value, connectors: [...connectors.value] }) : connectors;
}
