// Switches of Chromium, Electron and Node: those that may stand among our own arguments, and the few that a packaged program obeys. Pure.

/** They draw, place and keep apart; none starts a program, opens this one to others, takes down a wall or writes where it is told. */
const obeyed = [
  ...['disable-dev-shm-usage', 'disable-gpu', 'disable-software-rasterizer', 'enable-sandbox', 'force-color-profile'],
  ...['force-device-scale-factor', 'headless', 'high-dpi-support', 'original-process-start-time', 'ozone-platform', 'user-data-dir'],
  // Whether Node listens to a debugger is decided by a fuse.
  ...['inspect', 'inspect-brk'],
  // Of the window itself (windowOptions.ts); Chromium takes its own language from the last.
  ...['workstation', 'fault', 'lang'],
];
const refused = [
  ...['allow-file-access-from-files', 'browser-subprocess-path', 'disable-features', 'enable-features', 'enable-logging', 'gpu-launcher'],
  ...['in-process-gpu', 'js-flags', 'log-file', 'log-level', 'log-net-log', 'no-sandbox', 'remote-debugging-address'],
  ...['remote-debugging-pipe', 'remote-debugging-port', 'renderer-cmd-prefix', 'use-gl', 'utility-cmd-prefix', 'v', 'vmodule'],
];

const foreign = new Set([...obeyed, ...refused].filter((name) => !['workstation', 'fault', 'lang'].includes(name)));

/** Whether an argument is a switch of Chromium, Electron or Node; anything else with a dash is ours, right or mistyped. */
export function isForeignSwitch(arg: string): boolean {
  return arg.startsWith('--') && foreign.has(arg.slice(2).split('=', 1)[0] ?? '');
}

/** The switch that Chromium reads in one argument (base/command_line.cc): on Windows a slash begins one too, and case does not count. */
function switchName(arg: string, platform: NodeJS.Platform): string | undefined {
  const [, name] = (platform === 'win32' ? /^(?:--|-|\/)([^=]+)/ : /^(?:--|-)([^=]+)/).exec(arg) ?? [];
  return platform === 'win32' ? name?.toLowerCase() : name;
}

/**
 * Takes away every switch that a packaged program does not obey, known or not. Has to be called before Chromium starts its other processes,
 * in the first turn: it reads them then. Says which of them were there. Away from Windows Chromium refuses its sandbox to root, so whoever
 * gives `--no-sandbox` there (a test machine) has decided already.
 */
export function refuseSwitches(
  line: { removeSwitch(name: string): void },
  argv: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] {
  const kept = new Set(platform === 'win32' ? obeyed : [...obeyed, 'no-sandbox']);
  const given = argv.slice(1).flatMap((arg) => switchName(arg, platform) ?? []);
  const taken = [...new Set(given)].filter((name) => !kept.has(name));
  for (const name of taken) line.removeSwitch(name);
  return taken;
}
