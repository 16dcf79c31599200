// What a screen reader is told: news comes into a live region that was there before it, on every step.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { CallName, StepId } from '../../electron/bridge/contract.ts';
import { text } from '../engine/policyRig.ts';
import { failing, goOn, open, press, startBrowser, visit, type Visit } from './pageRig.ts';

/** Where a call fails that the step makes by itself or at the press of a button. */
const failures: readonly { readonly step: StepId; readonly call: CallName; readonly button?: `page:${string}` }[] = [
  { step: 'inspect', call: 'inspect', button: 'page:pc.again' },
  { step: 'reach', call: 'check', button: 'page:reach.check' },
  { step: 'keys', call: 'planKeys' },
  { step: 'profile', call: 'verifyProfile', button: 'page:profile.verifyNamed' },
  { step: 'firstStart', call: 'listSignIns' },
  { step: 'firstStart', call: 'openOutlook', button: 'page:first.open' },
  { step: 'report', call: 'report' },
];

const problem = { code: 'registry.failed', data: { path: 'HKCU\\Software', reason: '5' } } as const;

/** Remembers which live regions are there now, by a mark of their own. */
async function markRegions(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll('[role="status"]').forEach((region) => region.setAttribute('data-early', '')));
}

/** Holds a call back until the regions are marked, then has it fail. */
async function failsLate(visited: Visit, call: CallName, begin: () => Promise<void>): Promise<void> {
  const { page } = visited;
  let letGo = (): void => undefined;
  const marked = new Promise<void>((resolve) => (letGo = resolve));
  const works = await failing(visited, call, problem, marked);
  const asked = page.waitForRequest(`**/call/${call}`);
  await begin();
  await asked;
  await markRegions(page);
  letGo();
  await page.locator('[data-early]').getByText('HKCU\\Software').first().waitFor();
  await works();
}

describe('news for a screen reader', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('of a failed call comes into a region that was there before, on every step', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await page.getByText('PRACTICE-PC').waitFor();
      await open(visited, 'profile');
      await press(visited, 'page:profile.create');
      await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
      for (const { step, call, button } of failures) {
        await open(visited, step === 'keys' ? 'inspect' : 'keys');
        if (button === undefined) await failsLate(visited, call, () => open(visited, step));
        else {
          await open(visited, step);
          await page.getByRole('button', { name: say(button, { name: 'BlueMind' }), exact: true }).waitFor();
          await failsLate(visited, call, () => press(visited, button, { name: 'BlueMind' }));
        }
      }
    }));

  it('of a check is its verdict', () =>
    visit(browser, {}, async (visited) => {
      const { page } = visited;
      await goOn(visited, 'reach');
      await markRegions(page);
      await press(visited, 'page:reach.check');
      await page.locator('[data-early] [data-verdict="ready"]').waitFor();
      // A check of the practice server ends before anybody has looked.
      let letGo = (): void => undefined;
      const looked = new Promise<void>((resolve) => (letGo = resolve));
      await page.route('**/call/check', async (route) => {
        await looked;
        await route.continue();
      });
      await press(visited, 'page:reach.checkAgain');
      await page.getByRole('progressbar').waitFor();
      assert.equal(await page.locator('[data-verdict]').count(), 0, 'the verdict comes anew');
      letGo();
      await page.locator('[data-early] [data-verdict="ready"]').waitFor();
    }));

  it('of self-service is a saved report too, apart from what stands in the way', () =>
    visit(browser, { policies: { Mode: text('selfService') }, faults: ['certificate-expired'] }, async (visited) => {
      const { page, say } = visited;
      await press(visited, 'page:self.address.start');
      await page.getByRole('heading', { level: 1, name: say('page:self.preparing.stopped') }).waitFor();
      await markRegions(page);
      const [download] = await Promise.all([page.waitForEvent('download'), press(visited, 'page:self.preparing.save')]);
      const saved = page.locator('[data-early]', { hasText: say('page:report.saved', { file: download.suggestedFilename() }) });
      await saved.waitFor();
      assert.equal(await saved.locator('[data-verdict]').count(), 0);
    }));
});
