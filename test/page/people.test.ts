// The page for everyone: by keyboard alone, on small and large windows, in the chosen language, and when the program is gone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { languages, stepIds } from '../../electron/bridge/contract.ts';
import { translator } from '../../electron/words/translate.ts';
import { accessible, atStep, check, fits, picture, press, startBrowser, visit } from './pageRig.ts';

describe('the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('can be used with the keyboard alone, and takes the focus along', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await tabTo(page, say('page:address.email'));
      await page.keyboard.press('Enter');
      await atStep(visited, 'reach');
      assert.equal(await focused(page), say('common:step.reach'));
      await tabTo(page, say('page:reach.check'));
      await page.keyboard.press('Enter');
      await page.locator('[data-verdict]').waitFor();
      await tabTo(page, say('page:next', { step: say('common:step.keys') }));
      await page.keyboard.press('Enter');
      await atStep(visited, 'keys');
      assert.equal(await focused(page), say('common:step.keys'));
      await page.locator('[data-state="change"]').first().waitFor();
      await tabTo(page, 'Apply');
      await page.keyboard.press('Space');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await focusOn(page, /^Apply/);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await tabTo(page, say('page:keys.applyYes'));
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: say('page:keys.undo'), exact: true }).waitFor();
      await focusOn(page, new RegExp(`^${say('page:keys.undo')}`));
    }));

  for (const [name, width, height] of [
    ['a phone’s width', 320, 640],
    ['a window at 200 % zoom', 640, 430],
    ['a large screen', 1920, 1080],
  ] as const) {
    it(`fits ${name} on every step`, () =>
      visit(browser, { language: 'de', context: { viewport: { width, height } } }, async (visited) => {
        const { page, say } = visited;
        await check(visited);
        for (const step of stepIds) {
          await page
            .getByRole('navigation', { name: say('page:steps') })
            .getByRole('button', { name: say(`common:step.${step}`) })
            .click();
          await atStep(visited, step);
          await page.waitForLoadState('networkidle');
          const closed = page.locator('main [aria-expanded="false"]');
          while ((await closed.count()) > 0) await closed.first().click();
          await fits(page, `${step} at ${width} px`);
          await picture(page, `${width}-${step}`);
        }
      }));
  }

  it('has enough contrast in the dark too', () =>
    visit(browser, { context: { colorScheme: 'dark' }, faults: ['root-site-answers'] }, async (visited) => {
      const { page } = visited;
      await check(visited);
      await accessible(page, 'dark check');
      await picture(page, 'dark-server');
    }));

  it('changes its language at once and remembers it', () =>
    visit(browser, {}, async ({ page }) => {
      for (const language of languages) {
        await page.getByRole('combobox').selectOption(language);
        await page.getByRole('heading', { level: 1, name: translator(language)('common:step.inspect') }).waitFor();
        assert.equal(await page.locator('html').getAttribute('lang'), language);
      }
      await page.reload();
      await page.getByRole('heading', { level: 1, name: translator('de')('common:step.inspect') }).waitFor();
    }));

  it('says on every step that this is practice', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      for (const step of stepIds) {
        await page
          .getByRole('navigation', { name: say('page:steps') })
          .getByRole('button', { name: say(`common:step.${step}`) })
          .click();
        await atStep(visited, step);
        assert(await page.getByText(say('common:practice.banner'), { exact: true }).isVisible());
      }
    }));

  it('opened a second time with the same address says why it stays closed', () =>
    visit(browser, {}, async ({ app, say }) => {
      const other = await browser.newPage();
      await other.goto(app.address);
      await other.getByText(say('problems:session.refused')).waitFor();
      await accessible(other, 'closed page');
      await other.close();
    }));
});

describe('the page when the program is gone', () => {
  it('stays calm and offers to start again', async () => {
    const browser = await startBrowser();
    const quiet = visit(browser, {}, async (visited) => {
      const { page, say, app } = visited;
      await page.getByText('PRACTICE-PC').waitFor();
      await app.close();
      await press(visited, 'page:pc.again');
      await page.getByRole('heading', { name: say('page:broken.title') }).waitFor();
      await page.getByText(say('common:practice.banner'), { exact: true }).waitFor();
      assert(await page.getByRole('button', { name: say('page:startAgain') }).isVisible());
      await accessible(page, 'broken page');
    });
    // The browser itself notes the lost connection; nothing else may be noted.
    await assert.rejects(quiet, /ERR_CONNECTION_REFUSED/);
    await browser.close();
  });
});

/** What a screen reader would call the element that has the focus, roughly. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element instanceof HTMLInputElement) return element.labels?.[0]?.innerText ?? '';
    return element instanceof HTMLElement ? element.innerText : '';
  });
}

/** Waits until the focus has come to something that reads so. */
async function focusOn(page: Page, words: RegExp): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    if (words.test(await focused(page))) return;
    await page.waitForTimeout(20);
  }
  assert.match(await focused(page), words);
}

/** Presses Tab until the focus is on the thing that begins with these words. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).startsWith(words)) return;
  }
  assert.fail(`Tab never came to “${words}”`);
}
