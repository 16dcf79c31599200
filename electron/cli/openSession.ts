// Makes the session of one command: opens the workstation when it is first needed, asks the person, reads the password.
import type { JobContext } from '../job/context.ts';
import type { Finding } from '../model/finding.ts';
import { cancelled, problem } from '../model/problem.ts';
import { failure, success, type Result } from '../model/result.ts';
import { openAsDecided, type OpenedAsDecided } from '../openAsDecided.ts';
import type { FoundWorkstation } from '../openWorkstation.ts';
import { decideAddress } from '../policy/address.ts';
import type { OnProgress } from '../model/walk.ts';
import type { Resolution } from '../policy/refusedLater.ts';
import type { Phrasing } from '../report/phrasing.ts';
import { outlineText } from '../report/text.ts';
import { progressLine } from './progress.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Longer than any password that a mail server takes. */
const longestPassword = 1_024;

export interface SessionInput {
  readonly resolved: Resolution;
  readonly found: Result<FoundWorkstation>;
  readonly words: Phrasing;
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly program: JobContext['program'];
  /** Told of all progress, besides the person. */
  readonly onProgress: OnProgress;
  readonly giveUpWaiting: Session['giveUpWaiting'];
}

/** Makes the session; `keep` is for a command that ended well, `close` lets go of the workstation, if one was opened. */
export function openSession(input: SessionInput): Session & {
  keep(): Promise<void>;
  close(): Promise<void>;
  /** What is to be said about decisions, as far as it is known by now. */
  notices(): readonly Finding[];
  /** What is to be said beside a problem. */
  besideProblem(): readonly Finding[];
} {
  const { resolved, words, terminal, signal } = input;
  const { settings } = resolved;
  let opened: OpenedAsDecided | undefined;
  const decided = () => (opened?.settings ?? settings).decided;
  const besideProblem: Finding[] = [];
  const show = progressLine(words, (line) => terminal.progress(line));
  const notices = (): Finding[] => [...decided().notices, ...(opened ? decideAddress(settings, opened.workstation.identity).notices : [])];
  const canConfirm: Session['canConfirm'] = () =>
    settings.confirmed || terminal.interactive ? success(undefined) : failure(problem('confirmation.needed'));
  return {
    settings,
    words,
    json: input.json,
    terminal,
    program: input.program,
    notice: (finding) => besideProblem.push(finding),
    giveUpWaiting: input.giveUpWaiting,
    call: {
      signal,
      onProgress: (progress) => {
        show(progress);
        input.onProgress(progress);
      },
    },
    canConfirm,
    there: () => (input.found.ok ? success(undefined) : input.found),
    stateFolder: async () => (input.found.ok ? input.found.value.stateFolder() : input.found),
    async context() {
      if (signal.aborted) return failure(cancelled);
      const openedNow = opened ? success(opened) : await open(input.found, resolved);
      if (!openedNow.ok) return openedNow;
      opened = openedNow.value;
      return success({
        workstation: opened.workstation,
        language: settings.language,
        program: input.program,
        timeoutMs: settings.timeoutMs,
        budgetMs: settings.budgetMs,
        decided: { settings: decided().settings, notices: notices() },
        ...(settings.compareDns === null ? {} : { compareDns: settings.compareDns }),
      });
    },
    async confirm(question, preview) {
      if (settings.confirmed) return success(undefined);
      const possible = canConfirm();
      if (!possible.ok) return possible;
      if (preview) await terminal.tell(outlineText(preview, terminal));
      const answer = await terminal.ask(`${question} ${words.t('cli:confirm.choices')} `, signal);
      return saysYes(answer, words) ? success(undefined) : failure(cancelled);
    },
    async password() {
      if (!settings.passwordFromStdin) return settings.userName === null ? success(null) : failure(problem('password.missing'));
      const typed = terminal.interactive
        ? success(await terminal.ask(words.t('cli:passwordPrompt'), signal, 'hidden'))
        : await terminal.firstLine(longestPassword, signal);
      if (signal.aborted) {
        // A thread may still read what nobody writes, and the process would end only after it.
        if (!terminal.interactive) input.giveUpWaiting();
        return failure(cancelled);
      }
      if (!typed.ok) return typed;
      const { value } = typed;
      return value === null || value === '' || value.length > longestPassword ? failure(problem('password.missing')) : success(value);
    },
    notices,
    besideProblem: () => besideProblem,
    keep: async () => opened?.workstation.practice?.keep(),
    async close() {
      await opened?.workstation.close();
      opened = undefined;
    },
  };
}

async function open(found: Result<FoundWorkstation>, resolved: Resolution): Promise<Result<OpenedAsDecided>> {
  return found.ok ? openAsDecided(found.value, resolved, resolved.settings.faults) : found;
}

/** `y` is understood in every language, beside the language's own letter and word. */
function saysYes(answer: string | null, words: Phrasing): boolean {
  const typed = answer?.trim().toLowerCase() ?? '';
  return typed === 'y' || typed === 'yes' || words.t('cli:confirm.yes').split(' ').includes(typed);
}
