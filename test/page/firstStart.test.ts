// The first start in the page: what it says when the profiles cannot be read, and who is led on to the report.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { atStep, failing, open, press, startBrowser, visit } from './pageRig.ts';

describe('the first start in the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('leads on to the report once, and lets whoever comes back look at it', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await open(visited, 'profile');
      await press(visited, 'page:profile.create');
      await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
      await open(visited, 'firstStart');
      await press(visited, 'page:first.open');
      await atStep(visited, 'report');

      const stays = async (): Promise<void> => {
        await page.getByText(say('page:verified.bluemind', { name: 'BlueMind' })).waitFor();
        // The way to the report would have been taken with that sentence.
        await setTimeout(300);
        await atStep(visited, 'firstStart');
      };
      await press(visited, 'page:back');
      await stays();
      const looked = page.waitForResponse('**/call/verifyProfile');
      await press(visited, 'page:first.look');
      await looked;
      await stays();
      await open(visited, 'keys');
      await open(visited, 'firstStart');
      await stays();
    }));

  it('says why the profiles cannot be read, and reads them again', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      const works = await failing(visited, 'listProfiles', { code: 'outlook.notInstalled', data: {} });
      await open(visited, 'firstStart');
      await page.getByRole('status').getByText(say('problems:outlook.notInstalled')).waitFor();
      await works();
      await press(visited, 'page:pc.again');
      await page.getByText(say('page:first.noProfile', { name: 'BlueMind' })).waitFor();
      assert.equal(await page.getByText(say('problems:outlook.notInstalled')).count(), 0);
    }));
});
