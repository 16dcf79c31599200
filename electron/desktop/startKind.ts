// What one start of the program is for: the helper with administrator rights, a command without a window, or the window. Pure.
import { commands } from '../cli/commandTable.ts';
import { helperSwitch, readHelperArguments } from '../helperArguments.ts';
import { isForeignSwitch, type SwitchRule } from './switches.ts';

export type StartKind =
  | { readonly kind: 'helper' }
  /** The helper was asked for with anything but its own arguments. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'version' }
  /** `args` is what the command line reads. */
  | { readonly kind: 'command'; readonly args: readonly string[] }
  | { readonly kind: 'window'; readonly args: readonly string[] };

/** The program that was started. */
export interface Started {
  readonly packaged: boolean;
  readonly switches: SwitchRule;
  readonly platform: NodeJS.Platform;
}

/** The window's options (windowOptions.ts), each followed by a value. */
const windowOptions = new Set(['--workstation', '--fault', '--lang']);
const versionSwitches: readonly string[] = ['--version', '-V'];
const firstWords = new Set([...commands.map(({ words }) => words[0]), 'help']);

/** Everything after the program's own name, without the folder that an unpackaged Electron is told to run. */
function ownArguments(argv: readonly string[], packaged: boolean): readonly string[] {
  const args = argv.slice(1);
  if (packaged) return args;
  const folder = args.findIndex((arg) => !arg.startsWith('-'));
  return args.filter((_, index) => index !== folder);
}

/** Started with rights that were lent to it, the program does not take a single word more than it gives itself. */
function isHelper([first, ...rest]: readonly string[]): boolean {
  return first === helperSwitch && readHelperArguments(rest) !== undefined;
}

/**
 * Decides from `process.argv`. A word or an option that is none of the window's means the command line, also when it is none of its own: what is
 * mistyped in a deployment must end with status 2, not with a window that nobody sees. A leading `--` is taken away: Electron on Windows refuses
 * arguments after one that looks like a URL (`mail.example:443:…`) unless a `--` stands before it (electron/shell/app/command_line_args.cc).
 */
export function startKind(argv: readonly string[], { packaged, switches, platform }: Started): StartKind {
  const all = ownArguments(argv, packaged);
  if (all.includes(helperSwitch)) return { kind: !packaged || isHelper(all) ? 'helper' : 'refused' };
  const own = all.filter((arg) => !isForeignSwitch(arg, switches, platform));
  const args = own[0] === '--' ? own.slice(1) : own;
  if (args.length === 1 && versionSwitches.includes(args[0] ?? '')) return { kind: 'version' };
  const isValue = (index: number) => windowOptions.has(args[index - 1] ?? '');
  const isWindows = (arg: string, index: number) => windowOptions.has(arg.split('=', 1)[0] ?? '') || isValue(index);
  const asksWithoutWindow = args.some((arg, index) => firstWords.has(arg) || !isWindows(arg, index));
  return asksWithoutWindow ? { kind: 'command', args } : { kind: 'window', args };
}
