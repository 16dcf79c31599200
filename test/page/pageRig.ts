// Opens the real app on a practice folder of its own in a real Chromium; what the page complains about fails the test that caused it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { ensureBundle } from '../../build/bundles.ts';
import { startBrowserApp, type BrowserApp } from '../../electron/browser.ts';
import type { CallName, Language, Problem, StepId } from '../../electron/bridge/contract.ts';
import { translator, type Translate } from '../../electron/words/translate.ts';
import { setPolicies, type PolicyValues } from '../engine/policyRig.ts';

const pictures = fileURLToPath(new URL('../out/', import.meta.url));

export interface Visit {
  readonly app: BrowserApp;
  readonly page: Page;
  /** The sentences of the visit's language. */
  readonly say: Translate;
  /** The practice folder, with its registry. */
  readonly folder: string;
}

interface VisitOptions {
  readonly language?: Language;
  readonly faults?: readonly string[];
  /** Policies of the pretend PC. */
  readonly policies?: PolicyValues;
  readonly context?: BrowserContextOptions;
}

/** Builds the page if it has changed, and starts a Chromium that talks to nobody but us. */
export async function startBrowser(): Promise<Browser> {
  mkdirSync(pictures, { recursive: true });
  assert.equal(await ensureBundle('page', () => undefined), undefined);
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Opens the app at its first step, does the work, and closes everything; the console and the content policy must have stayed silent. */
export async function visit(browser: Browser, options: VisitOptions, work: (visit: Visit) => Promise<void>): Promise<void> {
  const { language = 'en', faults = [] } = options;
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  if (options.policies) await setPolicies(folder, options.policies);
  const started = await startBrowserApp({ kind: 'practice', folder, faults, language });
  assert(started.ok);
  const app = started.value;
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...options.context });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (bug) => complaints.push(String(bug)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`content policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  try {
    await page.goto(app.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await work({ app, page, say: translator(language), folder });
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until a step is on the screen. */
export async function atStep({ page, say }: Visit, step: StepId): Promise<void> {
  await page.getByRole('heading', { level: 1, name: say(`common:step.${step}`), exact: true }).waitFor();
}

/** Presses the button that opens the next step, and waits for it. */
export async function goOn(visited: Visit, step: StepId): Promise<void> {
  const { page, say } = visited;
  await page.getByRole('button', { name: say('page:next', { step: say(`common:step.${step}`) }), exact: true }).click();
  await atStep(visited, step);
}

/** Presses a button by its words. */
export async function press({ page, say }: Visit, key: `page:${string}`, data: Record<string, unknown> = {}): Promise<void> {
  await page.getByRole('button', { name: say(key, data), exact: true }).click();
}

/** Opens a step from the list of steps, and waits for it. */
export async function open(visited: Visit, step: StepId): Promise<void> {
  const { page, say } = visited;
  await page
    .getByRole('navigation', { name: say('page:steps') })
    .getByRole('button', { name: say(`common:step.${step}`) })
    .click();
  await atStep(visited, step);
}

/** Has the program answer a call with a problem, once `when` has come and until the function that comes back is called. */
export async function failing({ page }: Visit, call: CallName, problem: Problem, when = Promise.resolve()): Promise<() => Promise<void>> {
  const place = `**/call/${call}`;
  const body = `${JSON.stringify({ kind: 'problem', problem })}\n`;
  await page.route(place, async (route) => {
    await when;
    await route.fulfill({ contentType: 'application/x-ndjson', body });
  });
  return () => page.unroute(place);
}

/** Answers the question on the screen. */
export async function answer({ page, say }: Visit, word: `page:${string}`): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say(word), exact: true })
    .click();
}

/** Goes from the first step to a finished check. */
export async function check(visited: Visit): Promise<void> {
  await goOn(visited, 'reach');
  await press(visited, 'page:reach.check');
  await visited.page.locator('[data-verdict]').waitFor();
}

/** No rule of WCAG 2.2 AA, as far as a program can judge it, is broken seriously on the screen as it is. */
export async function accessible(page: Page, where: string): Promise<void> {
  await page.evaluate(axe.source);
  // Colours on their way from one to the other are nobody's colours.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const found = await page.evaluate(async () => {
    const inPage = (globalThis as unknown as { axe: typeof axe }).axe;
    // Fluent's focus sentinels hand the focus on the moment they get it; nobody can rest on them.
    const { violations } = await inPage.run(
      { exclude: [['[data-tabster-dummy]']] },
      { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  });
  assert.deepEqual(found, [], where);
}

/** Nothing is wider than the window. */
export async function fits(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert(over <= 0, `${where} is ${over} px too wide`);
}

/** Keeps a picture of the whole step for people to judge. */
export async function picture(page: Page, name: string): Promise<void> {
  const hidden = await page.evaluate(() => {
    const main = document.querySelector('main') ?? document.body;
    const all = document.documentElement;
    return Math.max(main.scrollHeight - main.clientHeight, all.scrollHeight - all.clientHeight);
  });
  const size = page.viewportSize() ?? { width: 1280, height: 860 };
  await page.setViewportSize({ width: size.width, height: size.height + hidden });
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
  await page.setViewportSize(size);
}
