// Switches of Chromium, Electron and Node: those that may stand among our own arguments, and the few that a packaged program obeys. Pure.

/** They draw, place and keep apart; none starts a program, opens this one to others, takes down a wall or writes where it is told. */
const obeyed = [
  ...['disable-dev-shm-usage', 'disable-gpu', 'disable-software-rasterizer', 'enable-sandbox', 'force-color-profile'],
  ...['force-device-scale-factor', 'headless', 'high-dpi-support', 'original-process-start-time', 'ozone-platform', 'user-data-dir'],
  // Whether Node listens to a debugger is decided by a fuse.
  ...['inspect', 'inspect-brk'],
];
/** Of the window itself (windowOptions.ts); Chromium takes its own language from the last. */
const own = ['workstation', 'fault', 'lang'];
/** Further ones that whoever develops or tests this program may give it. */
const known = [
  ...['allow-file-access-from-files', 'browser-subprocess-path', 'disable-features', 'enable-features', 'enable-logging', 'gpu-launcher'],
  ...['in-process-gpu', 'js-flags', 'log-file', 'log-level', 'log-net-log', 'no-sandbox', 'remote-debugging-address'],
  ...['remote-debugging-pipe', 'remote-debugging-port', 'renderer-cmd-prefix', 'use-gl', 'utility-cmd-prefix', 'v', 'vmodule'],
];

/** Who decides about Chromium's switches: the list above, or whoever starts the program (in development, and in the flavour made for tests). */
export type SwitchRule = 'listed' | 'any';

/** Away from Windows Chromium refuses its sandbox to root, so whoever gives `--no-sandbox` there (a test machine) has decided already. */
function obeyedOn(platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32' ? obeyed : [...obeyed, 'no-sandbox'];
}

/**
 * Whether an argument is a switch of Chromium, Electron or Node that means something here; anything else with a dash is ours, right or mistyped.
 * One that is taken away is no such switch: whoever writes `--log-file` for `--log` would otherwise wait for a log in vain.
 */
export function isForeignSwitch(arg: string, rule: SwitchRule, platform: NodeJS.Platform): boolean {
  const foreign = [...obeyedOn(platform), ...(rule === 'any' ? known : [])];
  return arg.startsWith('--') && foreign.includes(arg.slice(2).split('=', 1)[0] ?? '');
}

const around = (space: string) => new RegExp(`^${space}+|${space}+$`, 'g');

/**
 * How Chromium reads an argument (base/command_line.cc): the white space that it takes away around one first (base/strings/string_util_constants.cc;
 * not quite JavaScript's own), and what begins a switch. On Windows case does not count.
 */
const readings = {
  windows: {
    around: around('[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'),
    named: /^(?:--|-|\/)([^=]+)/,
    key: (name: string) => name.toLowerCase(),
  },
  elsewhere: { around: around('[\\t-\\r ]'), named: /^(?:--|-)([^=]+)/, key: (name: string) => name },
};

/** The switches that Chromium reads in one argument: one or none. It may be the value of an option of ours. */
function switchNames(arg: string, platform: NodeJS.Platform): readonly string[] {
  const reading = readings[platform === 'win32' ? 'windows' : 'elsewhere'];
  const name = reading.named.exec(arg.replace(reading.around, ''))?.[1];
  return name === undefined ? [] : [reading.key(name)];
}

/**
 * Takes away every switch that is not obeyed by the list, known or not. Has to be called before Chromium starts its other processes,
 * in the first turn: it reads them then. What follows a `--` is no switch to Chromium; to take it away all the same does no harm. Says which of
 * them were there.
 */
export function refuseSwitches(
  line: { removeSwitch(name: string): void },
  argv: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] {
  const kept = new Set([...obeyedOn(platform), ...own]);
  const given = argv.slice(1).flatMap((arg) => switchNames(arg, platform));
  const taken = [...new Set(given)].filter((name) => !kept.has(name));
  for (const name of taken) line.removeSwitch(name);
  return taken;
}
