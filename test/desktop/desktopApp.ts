// Starts the built desktop app in a real Electron, for a person with folders of their own, and watches what its page complains about.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { dataFolder } from '../../electron/model/dataFolder.ts';
import type { Language } from '../../electron/model/walk.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const pictures = fileURLToPath(new URL('../out/', import.meta.url));

/** One person's folders on this PC; several starts of the program may share them. */
export interface Person {
  readonly folder: string;
  readonly practice: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where the program keeps its own data. */
  readonly data: string;
  remove(): Promise<void>;
}

export async function newPerson(): Promise<Person> {
  const folder = await mkdtemp(join(tmpdir(), 'desktop-'));
  const own = { HOME: folder, USERPROFILE: folder, LOCALAPPDATA: join(folder, 'local'), XDG_DATA_HOME: join(folder, 'local') };
  const environment: Record<string, string> = {
    ...(process.env as Record<string, string>),
    ...own,
    XDG_CONFIG_HOME: join(folder, 'config'),
  };
  return {
    folder,
    practice: join(folder, 'practice'),
    environment,
    data: dataFolder({ platform: process.platform, home: folder, environment }),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export interface DesktopApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly person: Person;
  /** Violations of the content policy and errors that nobody caught, as the page's console told them. */
  readonly complaints: readonly string[];
  /** What a second start of the same app, for the same person, is started with. */
  readonly command: { readonly executable: string; readonly args: readonly string[] };
  /** Everything logged so far. */
  log(): Promise<string>;
  close(): Promise<void>;
}

/** The Electron that the test run found. */
export function executablePath(): string {
  const path = process.env.ELECTRON_PATH;
  if (path === undefined) throw new Error('ELECTRON_PATH is not set: run these tests with "npm test -- desktop"');
  return path;
}

/** Chromium refuses its sandbox to root, and a test machine has no graphics card. */
export function switches(): readonly string[] {
  return process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu'] : [];
}

interface Opening {
  /** Asked for with `--lang`; `null` = not asked for, absent = English. */
  readonly language?: Language | null;
  readonly person?: Person;
}

/** Opens the app and waits for its page; `close` ends it, and removes the person's folders unless the person was given. */
export async function openDesktop(options: Opening = {}): Promise<DesktopApp> {
  const person = options.person ?? (await newPerson());
  const executable = executablePath();
  const { language = 'en' } = options;
  const args = [root, ...switches(), `--workstation=practice:${person.practice}`, ...(language === null ? [] : [`--lang=${language}`])];
  // No colours of the test's own: the page follows the system.
  const app = await _electron.launch({ executablePath: executable, args, env: person.environment, colorScheme: null });
  const page = await app.firstWindow();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    app,
    page,
    person,
    complaints,
    command: { executable, args },
    log: () => readFile(join(person.data, 'logs', 'window.log'), 'utf8'),
    async close() {
      await closeOrKill(app, person);
      if (options.person === undefined) await person.remove();
    },
  };
}

/** The program's own end is bound to 10 s; after this it hangs, or the driver does. */
const longestEndMs = 30_000;

/** Closes the app; one that hangs is killed, so that it outlives no test, and fails with what its log says. */
async function closeOrKill(app: ElectronApplication, person: Person): Promise<void> {
  const program = app.process();
  const waiting = new AbortController();
  const hangs = setTimeout(longestEndMs, 'hangs' as const, { signal: waiting.signal }).catch(() => undefined);
  const ended = await Promise.race([app.close(), hangs]);
  waiting.abort();
  if (ended !== 'hangs') return;
  const isAlive = program.exitCode === null && program.signalCode === null;
  program.kill('SIGKILL');
  const log = await readFile(join(person.data, 'logs', 'window.log'), 'utf8').catch(String);
  throw new Error(`${isAlive ? 'the program did not end' : 'the program has ended, and its driver waits'}; its log:\n${log.slice(-2_000)}`);
}

/** Waits for something that comes about by itself; a wait that is in vain fails the test. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await holds()); looks += 1) {
    if (looks > 600) throw new Error(`waited in vain for ${String(holds)}`);
    await setTimeout(50);
  }
}
