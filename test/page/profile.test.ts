// A profile that is there already and that Outlook does not open: made the one it opens, from the list of profiles.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { accessible, fits, open, picture, press, startBrowser, visit } from './pageRig.ts';

describe('a profile that Outlook passes over', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('becomes the one that Outlook opens when a person says so', () =>
    visit(browser, { language: 'de' }, async (visited) => {
      const { page, say } = visited;
      await open(visited, 'profile');
      await page.getByRole('radio', { name: say('page:profile.mode.keep') }).check();
      await press(visited, 'page:profile.create');
      await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
      const button = page.getByRole('button', { name: say('page:profile.ensureNamed', { name: 'BlueMind' }) });
      await button.waitFor();
      assert.equal(await page.getByRole('button', { name: say('page:profile.ensureNamed', { name: 'Outlook' }) }).count(), 0);
      await accessible(page, 'a profile passed over');
      await fits(page, 'a profile passed over');
      await picture(page, 'de-4-profile-passed-over');
      await button.click();
      await page.getByText(say('page:profile.ensured', { name: 'BlueMind' })).waitFor();
      assert.equal(await button.count(), 0);
      await page.getByRole('listitem').filter({ hasText: 'BlueMind' }).getByText(say('page:profile.default'), { exact: true }).waitFor();
      assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
    }));
});
