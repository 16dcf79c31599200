// The first step: what is on this workstation, read and not changed.
import type { Inspection } from '../model/outlook.ts';
import { cancelled } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { readInstalls } from '../outlook/installs.ts';
import { readProfiles } from '../outlook/profiles.ts';
import { officesOf, type Call, type JobContext } from './context.ts';

/** Reads the PC's facts, its Outlooks and their profiles. */
export async function inspect(context: JobContext, call: Call): Promise<Result<Inspection>> {
  const { workstation } = context;
  if (call.signal.aborted) return failure(cancelled);
  const installs = await readInstalls(workstation.registry);
  if (!installs.ok) return installs;
  const offices = await officesOf(workstation);
  if (!offices.ok) return offices;
  const profiles: Inspection['profiles'] = [];
  for (const office of offices.value) {
    const read = await readProfiles(workstation.registry, office);
    if (!read.ok) return read;
    profiles.push(...read.value.profiles);
  }
  return success({
    practice: workstation.kind === 'practice',
    workstation: workstation.kind,
    computer: workstation.identity.computer,
    user: workstation.identity.user,
    system: workstation.identity.system,
    domainJoined: workstation.identity.domainJoined,
    ...(workstation.identity.entraJoined === undefined ? {} : { entraJoined: workstation.identity.entraJoined }),
    ...(workstation.identity.profileType === undefined ? {} : { profileType: workstation.identity.profileType }),
    ...(workstation.identity.runBy === undefined ? {} : { runBy: workstation.identity.runBy }),
    address: workstation.identity.address ?? null,
    registry: workstation.registry.backend,
    registryPassedOver: [...(workstation.registry.passedOver ?? [])],
    outlooks: [...installs.value],
    running: [...(await workstation.programs.runningOutlooks())],
    profiles,
    ...(context.decided ? { decided: context.decided } : {}),
  });
}
