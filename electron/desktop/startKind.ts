// What one start of the program is for: the helper with administrator rights, a command without a window, or the window. Pure.
import { commands } from '../cli/commandTable.ts';

export type StartKind =
  | { readonly kind: 'helper' }
  | { readonly kind: 'version' }
  /** `args` is what the command line reads. */
  | { readonly kind: 'command'; readonly args: readonly string[] }
  | { readonly kind: 'window'; readonly args: readonly string[] };

/** Switches of Chromium, Electron and Node that may stand among ours; anything else with a dash is ours, right or mistyped. */
const foreign = new Set(
  `allow-file-access-from-files disable-dev-shm-usage disable-features disable-gpu disable-software-rasterizer enable-features enable-logging
  enable-sandbox force-color-profile force-device-scale-factor headless high-dpi-support in-process-gpu inspect inspect-brk js-flags log-file log-level
  log-net-log no-sandbox original-process-start-time ozone-platform remote-debugging-pipe remote-debugging-port use-gl user-data-dir v
  vmodule`.split(/\s+/),
);

/** Options of the window that are followed by a value (windowOptions.ts). */
const withValue = new Set(['--workstation', '--fault', '--lang']);
const versionSwitches: readonly string[] = ['--version', '-V'];
/** Switches that are answered in words, without a window. */
const spoken = new Set([...versionSwitches, '--help', '-h']);
const firstWords = new Set([...commands.map(({ words }) => words[0]), 'help']);

function isForeign(arg: string): boolean {
  return arg.startsWith('--') && foreign.has(arg.slice(2).split('=', 1)[0] ?? '');
}

/** Everything after the program's own name, without the folder that an unpackaged Electron is told to run. */
function ownArguments(argv: readonly string[], packaged: boolean): readonly string[] {
  const args = argv.slice(1);
  if (packaged) return args;
  const folder = args.findIndex((arg) => !arg.startsWith('-'));
  return args.filter((_, index) => index !== folder);
}

/**
 * Decides from `process.argv`. A word that belongs to no option of the window means the command line, also when it is no command: a mistyped
 * one in a deployment must end with status 2, not with a window that nobody sees. A leading `--` is taken away: Electron on Windows refuses
 * arguments after one that looks like a URL (`mail.example:443:…`) unless a `--` stands before it (electron/shell/app/command_line_args.cc).
 */
export function startKind(argv: readonly string[], packaged: boolean): StartKind {
  const all = ownArguments(argv, packaged);
  if (all.includes('--elevated-helper')) return { kind: 'helper' };
  const own = all.filter((arg) => !isForeign(arg));
  const args = own[0] === '--' ? own.slice(1) : own;
  if (args.length === 1 && versionSwitches.includes(args[0] ?? '')) return { kind: 'version' };
  const isWord = (arg: string, index: number) => !arg.startsWith('-') && !withValue.has(args[index - 1] ?? '');
  const asksWithoutWindow = args.some((arg, index) => firstWords.has(arg) || spoken.has(arg) || isWord(arg, index));
  return asksWithoutWindow ? { kind: 'command', args } : { kind: 'window', args };
}
