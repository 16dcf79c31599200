// `setup --unattended --at-logon`: what Windows starts when a person signs in. Quick, silent, and nothing at all where nothing is to do.
import { isSettled, logonFingerprint } from '../job/logon.ts';
import { readLogonMarker, writeLogonMarker } from '../job/logonMarker.ts';
import { refuseWhileRunning } from '../outlook/running.ts';
import type { Settings } from '../policy/settings.ts';
import { problem, type Problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { terminalOutline } from './outlines.ts';
import { requireAddress } from './checkInput.ts';
import type { Outcome, Session } from './session.ts';
import { endEarly, setUp } from './setUpRun.ts';

/**
 * Makes the set-up when one is due: not where IT switched it off, and not where it was made with this version and these decisions (which is
 * known before the workstation is opened). Outlook that runs already ends it with `outlook.running`: the next sign-in tries again. While
 * nobody has decided whose mailbox it is, it ends without a word: that is no mistake of the person who signs in, and the policy may come
 * any day. IT's report says which one is missing.
 */
export async function setUpAtLogon(session: Session): Promise<Result<Outcome>> {
  const { settings } = session;
  const { version } = session.program;
  // Nobody knows yet what its policies say, not even whether this is switched off.
  const there = session.there();
  if (!there.ok) return endedBy(there.problem, session);
  if (isSwitchedOff(settings)) return success(silent(session, { logon: 'off' }));
  if (!requireAddress(session).ok) {
    const { document } = await endEarly(session, problem('email.undecided'));
    return success({ ...silent(session, document), exitStatus: 1 });
  }
  const fingerprint = await logonFingerprint(version, settings);
  if (!fingerprint.ok) return endedBy(fingerprint.problem, session);
  const stateFolder = await session.stateFolder();
  if (!stateFolder.ok) return endedBy(stateFolder.problem, session);
  const marker = await readLogonMarker(stateFolder.value);
  if (marker?.fingerprint === fingerprint.value) return success(silent(session, { logon: 'settled' }));

  const job = await session.context();
  if (!job.ok) return endedBy(job.problem, session);
  const running = await refuseWhileRunning(job.value.workstation);
  if (running) return endedBy(running, session);
  const { document } = await setUp(session);
  if (document.ended) return failure(document.ended);
  if (!isSettled(document)) return success({ ...silent(session, document), exitStatus: 1 });
  const written = await writeLogonMarker(stateFolder.value, {
    fingerprint: fingerprint.value,
    version,
    at: document.createdAt,
    verdict: document.verdict,
    changed: document.steps.filter((step) => step.changed).map((step) => step.step),
  });
  return written.ok ? success(silent(session, document)) : written;
}

async function endedBy(why: Problem, session: Session): Promise<Result<Outcome>> {
  await endEarly(session, why);
  return failure(why);
}

/** Somebody decided against it; that nobody decided for it does not count, since it was started. */
function isSwitchedOff({ logonApply, decided }: Settings): boolean {
  return !logonApply && decided.settings.some(({ name, origin }) => name === 'logonApply' && origin !== 'default');
}

/** Nobody watches at sign-in; whoever asks for a document gets one. */
function silent({ settings, words, json }: Session, document: object): Outcome {
  const practice = settings.workstation.kind === 'practice';
  return {
    document: { practice, ...document },
    outline: () => terminalOutline(words, { practice, headline: null }),
    ...(json ? {} : { verbatim: '' }),
    exitStatus: 0,
  };
}
