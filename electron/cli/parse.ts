// Reads the arguments: which command with which options, a text to print (help, version), or a usage problem.
import { Command, CommanderError, Option } from 'commander';
import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import type { TypedOptions } from '../policy/typed.ts';
import { commands, commonOptions, type CommandRow, type OptionRow } from './commandTable.ts';

export type Parsed =
  | { readonly kind: 'run'; readonly command: CommandRow; readonly options: TypedOptions }
  /** Help for the command with these words, or for all of them. */
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | { readonly kind: 'version' }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly suggestion: string | null };

/** Parses arguments (without the program's own name). Never throws on what a person can type, never prints. */
export function parseArguments(args: readonly string[]): Parsed {
  let parsed: Parsed | undefined;
  const program = buildProgram((row, command) => {
    parsed = runOf(row, command);
  });
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return stopped(error, args);
  }
  return parsed ?? { kind: 'help', words: [] };
}

function runOf(row: CommandRow, command: Command): Parsed {
  const options: TypedOptions = command.optsWithGlobals();
  const [excess] = command.args;
  if (excess === undefined) return { kind: 'run', command: row, options };
  // Beside --password-stdin a stray word may well be the password.
  const argument = options.passwordStdin === true ? '…' : excess;
  return { kind: 'problem', problem: problem('usage.excessArgument', { argument }), suggestion: null };
}

function buildProgram(onRun: (row: CommandRow, command: Command) => void): Command {
  const program = quiet(new Command('bluemind-outlook-setup')).version('-', '-V, --version').helpCommand('help [command]');
  addOptions(program, commonOptions);
  const groups = new Map<string, Command>();
  for (const row of commands) {
    const [first, second] = row.words;
    const group = second === undefined ? program : (groups.get(first) ?? quiet(program.command(first)));
    if (second !== undefined) groups.set(first, group);
    const command = quiet(group.command(second ?? first)).allowExcessArguments(true);
    addOptions(command, row.options);
    command.action(() => {
      onRun(row, command);
    });
  }
  return program;
}

/** Everything a person sees is printed by us, in the person's language. */
function quiet(command: Command): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined, outputError: () => undefined })
    .showSuggestionAfterError(true);
}

function addOptions(command: Command, rows: readonly OptionRow[]): void {
  for (const row of rows) {
    const option = new Option(row.flags);
    if (row.repeatable) option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
}

const usageProblems: Readonly<Record<string, { readonly code: ProblemCode; readonly name: 'command' | 'option' }>> = {
  'commander.unknownCommand': { code: 'usage.unknownCommand', name: 'command' },
  'commander.unknownOption': { code: 'usage.unknownOption', name: 'option' },
  'commander.optionMissingArgument': { code: 'usage.missingValue', name: 'option' },
};

/** What commander's stop means. Its errors carry the name and the suggestion only in their message, which the tests hold still. */
function stopped(error: CommanderError, args: readonly string[]): Parsed {
  if (error.code === 'commander.version') return { kind: 'version' };
  if (error.code === 'commander.helpDisplayed') return { kind: 'help', words: typedWords(args) };
  if (error.code === 'commander.help') {
    const words = typedWords(args);
    // Options alone do nothing, which nobody who gives them expects.
    if (error.exitCode !== 0 && words.length === 0 && args.length > 0)
      return { kind: 'problem', problem: problem('usage.noCommand'), suggestion: null };
    // `help [command]` ends here as well, with exit code 0.
    if (error.exitCode === 0 || words[0] === undefined || words[0] === 'help')
      return { kind: 'help', words: words.filter((word) => word !== 'help') };
    return {
      kind: 'problem',
      problem: problem('usage.missingCommand', { command: words[0], commands: wordsAfter(words[0]) }),
      suggestion: null,
    };
  }
  const usage = usageProblems[error.code];
  if (!usage) throw error;
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  // `--password=secret` is an unknown option whose name must not bring the secret along.
  const name = named.split(/[= ]/)[0] ?? '';
  const suggestion = /Did you mean (?:one of )?([^?,)]+)/.exec(error.message)?.[1] ?? null;
  return { kind: 'problem', problem: problem(usage.code, { [usage.name]: name }), suggestion };
}

/** The command words among the arguments, as far as they name something. */
function typedWords(args: readonly string[]): readonly string[] {
  const known = new Set([...commands.flatMap((row) => [...row.words]), 'help']);
  return args.filter((arg) => known.has(arg)).slice(0, 3);
}

function wordsAfter(first: string): string {
  return commands.flatMap((row) => (row.words[0] === first && row.words[1] !== undefined ? [row.words[1]] : [])).join(', ');
}
