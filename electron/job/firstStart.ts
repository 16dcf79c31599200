// The first start: Outlook is opened with the new profile, and watched until the BlueMind account is in it.
import { setTimeout } from 'node:timers/promises';
import type { ProfileVerification } from '../model/outlook.ts';
import { cancelled, problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { readInstalls } from '../outlook/installs.ts';
import type { Call, JobContext } from './context.ts';
import { verifyProfile } from './profile.ts';

/** Opens Outlook with the profile; ends when it was started. */
export async function openOutlook(context: JobContext, input: { readonly name: string }, call: Call): Promise<Result<{ opened: true }>> {
  const opened = await context.workstation.programs.openOutlook(input.name, call.signal);
  return opened.ok ? success({ opened: true }) : opened;
}

/**
 * Opens Windows' Mail applet with the control panel of the newest Outlook's bitness; ends when it was started. Problems:
 * `outlook.notInstalled`, `outlook.noMailApplet` where there is none, `outlook.startFailed`.
 */
export async function openMailApplet({ workstation }: JobContext, call: Call): Promise<Result<{ opened: true }>> {
  const { programs } = workstation;
  if (!programs.openMailApplet) return failure(problem('outlook.noMailApplet'));
  const installs = await readInstalls(workstation.registry);
  if (!installs.ok) return installs;
  const newest = installs.value.at(-1);
  if (!newest) return failure(problem('outlook.notInstalled'));
  const opened = await programs.openMailApplet(newest, call.signal);
  return opened.ok ? success({ opened: true }) : opened;
}

/** What may still become the account: a blank profile, and one that Outlook makes when it starts. */
const waitingStates: readonly ProfileVerification['state'][] = ['blank', 'pending'];

/** How often the profile is read while Outlook's wizard is open, and for how long, in milliseconds. */
const watchEveryMs = 500;

/**
 * Watches a profile until it holds an account, `forMs` have passed or the person stops waiting.
 * Out comes the profile as it was read last, whatever its state.
 */
export async function watchProfile(
  context: JobContext,
  input: { readonly name: string; readonly email?: string; readonly forMs: number },
  call: Call,
): Promise<Result<ProfileVerification>> {
  const end = performance.now() + input.forMs;
  for (;;) {
    if (call.signal.aborted) return failure(cancelled);
    const verified = await verifyProfile(context, input);
    if (!verified.ok || !waitingStates.includes(verified.value.state) || performance.now() >= end) return verified;
    // Rejects only when the signal fires, which the loop looks at next.
    await setTimeout(watchEveryMs, undefined, { signal: call.signal }).catch(() => undefined);
  }
}
