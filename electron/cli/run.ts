// One run of the command line, from its arguments to its exit status.
import type { Finding } from '../model/finding.ts';
import { problemExitStatus, type Problem } from '../model/problem.ts';
import type { Settings } from '../policy/settings.ts';
import { program } from '../program.ts';
import { practiceMark } from '../report/documentOutline.ts';
import { findingLine } from '../report/findings.ts';
import { phrasing, type Phrasing } from '../report/phrasing.ts';
import { outlineText } from '../report/text.ts';
import { wrapped } from '../report/textLayout.ts';
import { brokenBy, whyEnded } from './broken.ts';
import type { FindWorkstation } from './decide.ts';
import { helpText } from './help.ts';
import { environmentLanguage, typedLanguage } from './language.ts';
import { parseArguments, type Parsed } from './parse.ts';
import { openLogFor, type Log } from './logging.ts';
import { openSession } from './openSession.ts';
import type { Outcome } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface Here {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly terminal: Terminal;
  /** Finds the workstation that is meant; absent = as every entry finds it. */
  readonly find?: FindWorkstation;
  /** Fires when the person presses Ctrl+C or the system asks the program to end. */
  readonly signal: AbortSignal;
  /** Told of work in the system that nobody waits for any more. */
  readonly giveUpWaiting: () => void;
}

/** How answers are given in this run. */
interface Voice {
  readonly words: Phrasing;
  readonly json: boolean;
  readonly practice: boolean;
}

/** Runs one command and says everything there is to say. Out comes the exit status (design: 0 to 4); a bug throws. */
export async function run(here: Here): Promise<number> {
  const { args, terminal } = here;
  const parsed = parseArguments(args);
  const language = typedLanguage(args) ?? environmentLanguage(here.env);
  const voice: Voice = {
    words: phrasing(language),
    json: args.includes('--json'),
    practice: workstationKind(args, here.platform) === 'practice',
  };
  switch (parsed.kind) {
    case 'version':
      await terminal.print(`${program.version}\n`);
      return 0;
    case 'help':
      await terminal.print(helpText(parsed.words, voice.words, terminal.columns));
      return 0;
    case 'problem':
      return sayProblem(parsed.problem, voice, terminal, parsed.suggestion);
    case 'run':
      return runCommand(parsed, here, voice);
  }
}

async function runCommand(parsed: Extract<Parsed, { kind: 'run' }>, here: Here, early: Voice): Promise<number> {
  const { terminal, signal } = here;
  const { command: row, options } = parsed;
  const { decide } = await import('./decide.ts');
  const where = {
    language: early.words.language,
    workstation: defaultWorkstation(here.platform),
    namesExisting: row.namesExisting === true,
  };
  const decision = await decide(options, where, here.env, here.find);
  if (!decision.ok) return sayProblem(decision.problem, early, terminal);
  const { resolved, found } = decision.value;
  const { settings } = resolved;
  const voice: Voice = {
    words: phrasing(settings.language),
    json: options.json === true,
    practice: settings.workstation.kind === 'practice',
  };
  const opened = await openLogFor(settings, row.words);
  if (!opened.ok) return sayProblem(opened.problem, voice, terminal);
  const log = opened.value;
  // Written down when it comes: the end may not be reached any more.
  logBug(signal, log);
  signal.addEventListener('abort', () => logBug(signal, log), { once: true });
  const command = await row.load();
  const onProgress = log.progress;
  const { json, words } = voice;
  const { giveUpWaiting } = here;
  const session = openSession({ resolved, found, words, json, terminal, signal, program, onProgress, giveUpWaiting });
  try {
    const outcome = await command(session);
    if (!row.showsNotices) await sayNotices(session.notices(), voice, terminal);
    if (!outcome.ok) {
      await sayNotices(session.besideProblem(), voice, terminal);
      const why = whyEnded(outcome.problem, signal);
      log.problem(why);
      return await sayProblem(why, voice, terminal);
    }
    await session.keep();
    await sayOutcome(outcome.value, voice, settings, terminal);
    // A bug may come when there is nothing left to stop.
    const status = brokenBy(signal) ? problemExitStatus.bug : outcome.value.exitStatus;
    log.ended(status);
    return status;
  } catch (bug) {
    log.bug(bug);
    log.ended(problemExitStatus.bug);
    throw bug;
  } finally {
    await session.close();
  }
}

function logBug(signal: AbortSignal, log: Log): void {
  const broken = brokenBy(signal);
  if (broken) log.bug(broken.bug);
}

/** What policies refused or decided otherwise, beside a document or an outline that has no place for it. */
async function sayNotices(notices: readonly Finding[], { words }: Voice, terminal: Terminal): Promise<void> {
  if (notices.length === 0) return;
  await terminal.tell(`${notices.flatMap((notice) => wrapped(findingLine(notice, words), terminal.columns)).join('\n')}\n`);
}

/** Where there is no Windows there is no Outlook: what can be set up is the practice workstation, and it says so. */
function defaultWorkstation(platform: string): 'windows' | 'practice' {
  return platform === 'win32' ? 'windows' : 'practice';
}

/** Which workstation is meant, looked up without parsing: usage problems carry the practice mark as well. */
function workstationKind(args: readonly string[], platform: string): 'windows' | 'practice' {
  const typed = args.map((arg, index) =>
    arg.startsWith('--workstation=') ? arg.slice('--workstation='.length) : args[index - 1] === '--workstation' ? arg : '',
  );
  if (typed.includes('windows')) return 'windows';
  return typed.some((value) => /^practice(:|$)/.test(value)) ? 'practice' : defaultWorkstation(platform);
}

async function sayOutcome(outcome: Outcome, voice: Voice, settings: Settings, terminal: Terminal): Promise<void> {
  if (outcome.verbatim !== undefined) return terminal.print(outcome.verbatim);
  if (voice.json) return terminal.print(`${JSON.stringify(outcome.document, null, 2)}\n`);
  await terminal.print(outlineText(outcome.outline(), terminal));
  if (outcome.exitStatus !== 0) await sayContact(voice, settings, terminal);
}

async function sayContact({ words }: Voice, { supportContact }: Settings, terminal: Terminal): Promise<void> {
  if (supportContact === null) return;
  await terminal.print(`\n${wrapped(words.sentence('cli:support', { contact: supportContact }), terminal.columns).join('\n')}\n`);
}

async function sayProblem(problem: Problem, voice: Voice, terminal: Terminal, suggestion: string | null = null): Promise<number> {
  const { words } = voice;
  const sentences = [
    words.sentence(`problems:${problem.code}`, problem.data),
    ...(suggestion === null ? [] : [words.sentence('cli:didYouMean', { suggestion })]),
    ...(words.optional(`cli:hint.${problem.code}`) === null ? [] : [words.t(`cli:hint.${problem.code}`)]),
    ...(problem.code.startsWith('usage.') ? [words.t('cli:seeHelp')] : []),
  ];
  if (voice.json) {
    const { code, data } = problem;
    const document = { practice: voice.practice, problem: { code, data, message: sentences.join(' ') } };
    await terminal.print(`${JSON.stringify(document, null, 2)}\n`);
    return problemExitStatus[code];
  }
  const mark = practiceMark(voice.practice, words);
  const lines = [...(mark ? [`*** ${mark.banner} ***`] : []), ...sentences].flatMap((text) => wrapped(text, terminal.columns));
  await terminal.tell(`${lines.join('\n')}\n`);
  return problemExitStatus[problem.code];
}
