// One run of the command line, from its arguments to its exit status.
import { problemExitStatus, type Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { readConfig } from '../policy/config.ts';
import { resolveSettings, type Settings, type TypedOptions } from '../policy/settings.ts';
import { program } from '../program.ts';
import { practiceMark } from '../report/documentOutline.ts';
import { phrasing, type Phrasing } from '../report/phrasing.ts';
import { outlineText } from '../report/text.ts';
import { wrapped } from '../report/textLayout.ts';
import type { Workstation } from '../workstation/port.ts';
import { helpText } from './help.ts';
import { environmentLanguage, typedLanguage } from './language.ts';
import { parseArguments, type Parsed } from './parse.ts';
import { openSession, openNamed } from './openSession.ts';
import type { Outcome } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface Here {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly terminal: Terminal;
  /** Opens the workstation that the settings name; absent = the real one. */
  readonly open?: (settings: Settings) => Promise<Result<Workstation>>;
  /** Fires when the person presses Ctrl+C or the system asks the program to end. */
  readonly signal: AbortSignal;
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
  const settings = await settingsOf(parsed.options, here, early);
  if (!settings.ok) return sayProblem(settings.problem, early, terminal);
  const voice: Voice = {
    words: phrasing(settings.value.language),
    json: parsed.options.json === true,
    practice: settings.value.workstation.kind === 'practice',
  };
  const command = await parsed.command.load();
  const open = here.open ?? openNamed;
  const session = openSession({ settings: settings.value, words: voice.words, json: voice.json, terminal, signal, program, open });
  try {
    const outcome = await command(session);
    if (!outcome.ok) return await sayProblem(outcome.problem, voice, terminal);
    await session.keep();
    await sayOutcome(outcome.value, voice, settings.value, terminal);
    return outcome.value.exitStatus;
  } finally {
    await session.close();
  }
}

async function settingsOf(typed: TypedOptions, here: Here, voice: Voice): Promise<Result<Settings>> {
  const config = typeof typed.config === 'string' ? await readConfig(typed.config) : ({ ok: true, value: {} } as const);
  if (!config.ok) return config;
  return resolveSettings(typed, config.value, {
    language: voice.words.language,
    workstation: defaultWorkstation(here.platform),
  });
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
