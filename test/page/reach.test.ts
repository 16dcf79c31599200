// What the check shows when the server has a fault, and how it is stopped.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages } from '../../electron/bridge/contract.ts';
import { accessible, check, goOn, picture, press, startBrowser, visit } from './pageRig.ts';

describe('the check in the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`shows an expired certificate with what to do about it, in ${language}`, () =>
      visit(browser, { language, faults: ['certificate-expired'] }, async (visited) => {
        const { page } = visited;
        await check(visited);
        assert.equal(await page.locator('[data-verdict]').getAttribute('data-verdict'), 'blocked');
        const finding = page.locator('[data-finding="tls.expired"][data-status="fail"]').first();
        await finding.locator('[data-remedy]').waitFor();
        const text = await finding.innerText();
        assert.doesNotMatch(text, /tls\.expired|remedy\.|\{\{/);
        await accessible(page, 'failed check');
        await picture(page, `${language}-2-server-blocked`);
      }));
  }

  it('follows faults that are switched on and off in the practice panel', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await check(visited);
      await press(visited, 'page:practice.open');
      const fault = page.getByRole('switch', { name: say('page:fault.not-bluemind') });
      await fault.click();
      await page.getByRole('dialog').getByText(say('page:practice.lead')).waitFor();
      await accessible(page, 'practice panel');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: say('page:practice.openOn', { count: 1 }) }).waitFor();
      await press(visited, 'page:reach.checkAgain');
      await page.locator('[data-verdict="blocked"]').waitFor();
      await press(visited, 'page:practice.openOn', { count: 1 });
      await fault.click();
      await page.keyboard.press('Escape');
      await press(visited, 'page:reach.checkAgain');
      await page.locator('[data-verdict="ready"]').waitFor();
    }));

  it('can be stopped while it runs, and says that it was', () =>
    visit(browser, { faults: ['black-hole'] }, async (visited) => {
      const { page, say } = visited;
      await goOn(visited, 'reach');
      await press(visited, 'page:reach.check');
      await page.getByRole('progressbar').waitFor();
      await press(visited, 'page:reach.stop');
      await page.getByText(say('problems:cancelled')).waitFor();
      assert.equal(await page.getByRole('progressbar').count(), 0);
      assert.equal(await page.locator('[data-verdict]').count(), 0);
    }));

  it('takes a password for one sign-in and forgets it at once', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await goOn(visited, 'reach');
      const field = page.getByLabel(say('page:reach.password'));
      await field.fill('not the password');
      await field.press('Enter');
      assert.equal(await field.inputValue(), '');
      await page.locator('[data-finding="signIn.password"][data-status="fail"]').waitFor();
      assert(!(await page.content()).includes('not the password'));
    }));
});
