// `setup --unattended --at-logon`: what Windows starts when a person signs in. Quick, silent, and nothing at all where nothing is to do.
import { isSettled, logonFingerprint } from '../job/logon.ts';
import { readLogonMarker, writeLogonMarker } from '../job/logonMarker.ts';
import { refuseWhileRunning } from '../outlook/running.ts';
import type { Settings } from '../policy/settings.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { ReportDocument } from '../model/walk.ts';
import { program } from '../program.ts';
import { terminalOutline } from './outlines.ts';
import type { Outcome, Session } from './session.ts';

/**
 * Does the set-up of `setUp` when one is due: not where IT switched it off, and not where it was done with this version and these decisions
 * (which is known before the workstation is opened). Outlook that runs already ends it with `outlook.running`: the next sign-in tries again.
 */
export async function setUpAtLogon(
  session: Session,
  setUp: () => Promise<Result<{ readonly document: ReportDocument }>>,
): Promise<Result<Outcome>> {
  const { settings } = session;
  if (isSwitchedOff(settings)) return success(silent(session, { logon: 'off' }));
  const fingerprint = await logonFingerprint(program.version, settings);
  if (!fingerprint.ok) return fingerprint;
  const stateFolder = await session.stateFolder();
  if (!stateFolder.ok) return stateFolder;
  const marker = await readLogonMarker(stateFolder.value);
  if (marker?.fingerprint === fingerprint.value) return success(silent(session, { logon: 'settled' }));

  const job = await session.context();
  if (!job.ok) return job;
  const running = await refuseWhileRunning(job.value.workstation);
  if (running) return failure(running);
  const done = await setUp();
  if (!done.ok) return done;
  const { document } = done.value;
  if (!isSettled(document)) return success({ ...silent(session, document), exitStatus: 1 });
  const written = await writeLogonMarker(stateFolder.value, {
    fingerprint: fingerprint.value,
    version: program.version,
    at: document.createdAt,
    verdict: document.verdict,
    changed: document.steps.filter((step) => step.changed).map((step) => step.step),
  });
  return written.ok ? success(silent(session, document)) : written;
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
