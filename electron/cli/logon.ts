// `setup --unattended --at-logon`: what Windows starts when a person signs in. Quick, silent, and nothing at all where nothing is to do.
import { isSettled, logonFingerprint } from '../job/logon.ts';
import { readLogonMarker, writeLogonMarker } from '../job/logonMarker.ts';
import { refuseWhileRunning } from '../outlook/running.ts';
import { failure, success, type Result } from '../model/result.ts';
import type { ReportDocument } from '../model/walk.ts';
import { program } from '../program.ts';
import { terminalOutline } from './outlines.ts';
import type { Outcome, Session } from './session.ts';

/** off = IT switched it off · settled = done before with this version and these decisions. */
type Nothing = 'off' | 'settled';

/** Does the set-up of `setUp` when one is due. Outlook that runs already ends it with `outlook.running`: the next sign-in tries again. */
export async function setUpAtLogon(session: Session, setUp: () => Promise<Result<ReportDocument>>): Promise<Result<Outcome>> {
  const { settings } = session;
  const fingerprint = await logonFingerprint(program.version, { mailDomain: null, serverUrl: null, ...settings });
  if (!fingerprint.ok) return fingerprint;
  const job = await session.context();
  if (!job.ok) return job;
  const { workstation } = job.value;
  const marker = await readLogonMarker(workstation.stateFolder);
  if (marker?.fingerprint === fingerprint.value) return success(silent(session, { logon: 'settled' satisfies Nothing }));
  const running = await refuseWhileRunning(workstation);
  if (running) return failure(running);
  const document = await setUp();
  if (!document.ok) return document;
  const settled = isSettled(document.value);
  if (settled) {
    const { verdict, createdAt, steps } = document.value;
    const changed = steps.filter((step) => step.changed).map((step) => step.step);
    const written = await writeLogonMarker(workstation.stateFolder, {
      fingerprint: fingerprint.value,
      version: program.version,
      at: createdAt,
      verdict,
      changed,
    });
    if (!written.ok) return written;
  }
  return success({ ...silent(session, document.value), exitStatus: settled ? 0 : 1 });
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
