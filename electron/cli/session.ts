// What a command is given and what it gives back.
import type { Call, JobContext } from '../job/context.ts';
import type { Settings } from '../policy/settings.ts';
import type { Finding } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import type { Outline } from '../report/outline.ts';
import type { Phrasing } from '../report/phrasing.ts';
import type { Terminal } from './terminal.ts';

export interface Session {
  readonly settings: Settings;
  readonly words: Phrasing;
  readonly json: boolean;
  /** Opens the workstation at the first call; closed when the command has ended. */
  readonly context: () => Promise<Result<JobContext>>;
  /**
   * Whether there is a workstation to work on; the problem of finding it otherwise. Its policies are then unknown, so that nothing may be said
   * about what they leave open.
   */
  readonly there: () => Result<void>;
  /** Where the person's journals and notes lie; known before the workstation is opened. Problems: those of finding it. */
  readonly stateFolder: () => Promise<Result<string>>;
  readonly call: Call;
  readonly program: JobContext['program'];
  /** Tells a finding beside the problem that the command ends with: there is no document that could hold it. */
  readonly notice: (finding: Finding) => void;
  /** Says that the system still works on something which nobody waits for any more; the process is ended over it. */
  readonly giveUpWaiting: () => void;
  /** For a command that prints while it works; what it prints last goes into its outcome. */
  readonly terminal: Pick<Terminal, 'columns' | 'paint' | 'print' | 'progress'>;
  /**
   * Lets a person decide before something is written: yes was given beforehand, or the question is answered on the terminal.
   * Problems: `confirmation.needed` where nobody can answer, `cancelled` after a no.
   */
  readonly confirm: (question: string, preview?: Outline) => Promise<Result<void>>;
  /** Whether `confirm` has any way to be answered with yes; `confirmation.needed` otherwise. */
  readonly canConfirm: () => Result<void>;
  /** The password from standard input; `null` without `--password-stdin`. Problems `password.missing`, `password.encoding`. */
  readonly password: () => Promise<Result<string | null>>;
}

/** What a command brings: a document for `--json`, an outline for people, and whether everything is as it should be. */
export interface Outcome {
  readonly document: unknown;
  readonly outline: () => Outline;
  /** Printed as it is instead of the outline: a report that goes to standard output. */
  readonly verbatim?: string;
  /** 0 = all as it should be, 1 = something needs attention, 4 = stopped by a person after a part was printed. */
  readonly exitStatus: 0 | 1 | 4;
}

export type CommandRun = (session: Session) => Promise<Result<Outcome>>;
