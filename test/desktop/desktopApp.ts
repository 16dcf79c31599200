// Starts the built desktop app in a real Electron, on a practice workstation in a folder of its own, and watches what its page complains about.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface DesktopApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Violations of the content policy and errors that nobody caught, as the page's console told them. */
  readonly complaints: readonly string[];
  /** What a second start of the same app, for the same user, is started with. */
  readonly command: { readonly executable: string; readonly args: readonly string[] };
  close(): Promise<void>;
}

/** The Electron that the test run found. */
function executablePath(): string {
  const path = process.env.ELECTRON_PATH;
  if (path === undefined) throw new Error('ELECTRON_PATH is not set: run these tests with "npm test -- desktop"');
  return path;
}

/** Chromium refuses its sandbox to root, and a test machine has no graphics card. */
function switches(): readonly string[] {
  return process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu'] : [];
}

/** Opens the app and waits for its page; `close` ends it and removes its folders. */
export async function openDesktop(language = 'en'): Promise<DesktopApp> {
  const folder = await mkdtemp(join(tmpdir(), 'desktop-'));
  const executable = executablePath();
  const args = [
    root,
    ...switches(),
    `--user-data-dir=${join(folder, 'data')}`,
    `--workstation=practice:${join(folder, 'practice')}`,
    `--lang=${language}`,
  ];
  const app = await _electron.launch({ executablePath: executable, args: [...args] });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    app,
    page,
    complaints,
    command: { executable, args },
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
