// Opens the app for a developer: the desktop window where Electron can be had, else a browser tab; without a display, says where it is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startBrowserApp, type BrowserApp } from '../electron/browser.ts';
import { nearestLanguage } from '../electron/model/languages.ts';
import type { Problem } from '../electron/model/problem.ts';
import { readWindowOptions, type WindowOptions } from '../electron/windowOptions.ts';
import { translator } from '../electron/words/translate.ts';
import { ensureBundle } from './bundles.ts';
import { obtainElectron } from './electronRuntime.ts';
import { chooseFace } from './face.ts';
import { openTab } from './openTab.ts';
import { root } from './root.ts';

const usage = `usage: npm start [-- OPTIONS]
  --browser              a browser tab, even where the desktop window could be opened
  --port N               port of the browser tab's address (default: any free one)
  --workstation WHICH    windows | practice | practice:DIR (default: this PC on Windows, practice elsewhere)
  --fault NAME           a fault of the practice server, repeatable
  --lang fr|en|de        default: the system's`;

const say = (line: string) => {
  console.log(line);
};

function giveUp(text: string, status: number): never {
  console.error(text);
  process.exit(status);
}

function sentence(problem: Problem): string {
  return translator('en')(`problems:${problem.code}`, problem.data);
}

/** Everything after `--`, as the window and the command line understand it. */
function forwarded(options: WindowOptions): string[] {
  const workstation = options.folder === undefined ? options.kind : `${options.kind}:${options.folder}`;
  return [
    `--workstation=${workstation}`,
    ...options.faults.map((fault) => `--fault=${fault}`),
    ...(options.language ? [`--lang=${options.language}`] : []),
  ];
}

async function build(name: 'page' | 'desktop'): Promise<void> {
  const failure = await ensureBundle(name, say);
  if (failure !== undefined) giveUp(`The ${name} could not be built:\n${failure}`, 3);
}

/** Runs the desktop app to its end. */
async function runDesktop(electron: string, options: WindowOptions): Promise<number> {
  await build('desktop');
  // Chromium refuses its sandbox to root.
  const rootUser = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electron, [root, ...rootUser, ...forwarded(options)], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 0;
}

async function serve(options: WindowOptions, port: number | undefined, onSession: () => void): Promise<BrowserApp> {
  const language = options.language ?? nearestLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
  try {
    const { folder, kind, faults } = options;
    const started = await startBrowserApp({
      kind,
      faults,
      language,
      onSession,
      ...(folder === undefined ? {} : { folder }),
      ...(port === undefined ? {} : { port }),
    });
    return started.ok ? started.value : giveUp(sentence(started.problem), 2);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      giveUp(`Port ${port} is taken: choose another with --port.`, 2);
    throw error;
  }
}

/** Serves the page until Ctrl+C. */
async function runTab(options: WindowOptions, port: number | undefined, openIt: boolean): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  const tab = openIt ? openTab() : undefined;
  const app = await serve(options, port, () => tab?.forget());
  tab?.open(app.address);
  say(`\n  ${app.address}\n`);
  say('The address opens one tab, once; a reload of that tab goes on. Ctrl+C ends it.');
  if (!openIt)
    say(`The same job in the terminal: npm run -s cli -- setup --email user@practice.example ${forwarded(options)[0]?.replace('=', ' ')}`);
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  tab?.forget();
  await app.close();
}

function readArguments() {
  try {
    return parseArgs({
      strict: true,
      options: {
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        workstation: { type: 'string' },
        fault: { type: 'string', multiple: true },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 2);
  }
}

const values = readArguments();
if (values.help) {
  say(usage);
  process.exit(0);
}
const port = values.port === undefined ? undefined : Number(values.port);
if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535))
  giveUp(`--port ${values.port} is no TCP port.\n${usage}`, 2);
const options = readWindowOptions(process.argv.slice(2), process.platform);
if (!options.ok) giveUp(sentence(options.problem), 2);

await build('page');
const face = await chooseFace({
  platform: process.platform,
  env: process.env,
  browserAsked: values.browser,
  obtainElectron: () => obtainElectron(say),
});
if (options.value.kind === 'practice')
  say('This is the practice workstation: a pretend Outlook and server; nothing on this PC is changed.');
say(face.because);
if (face.kind === 'desktop') process.exitCode = await runDesktop(face.electron, options.value);
else await runTab(options.value, port, face.kind === 'tab');
