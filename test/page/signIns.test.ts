// An old password that Windows has saved: shown before the first start, removed after a question, and then the account comes.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages } from '../../electron/bridge/contract.ts';
import { accessible, atStep, goOn, picture, press, startBrowser, visit } from './pageRig.ts';

describe('a saved sign-in that gets in the way', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`is shown before Outlook is opened and removed when a person says so, in ${language}`, () =>
      visit(browser, { language, faults: ['stale-sign-in'] }, async (visited) => {
        const { page, say } = visited;
        await goOn(visited, 'reach');
        await goOn(visited, 'keys');
        await goOn(visited, 'profile');
        await press(visited, 'page:profile.create');
        await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
        await goOn(visited, 'firstStart');

        const boxes = page.getByRole('region', { name: say('page:first.signIns.title') }).getByRole('checkbox');
        await boxes.first().waitFor();
        assert.equal(await boxes.count(), 2);
        await accessible(page, 'saved sign-ins');
        await picture(page, `${language}-5-saved-sign-ins`);

        await boxes.first().click();
        await press(visited, 'page:first.signIns.remove', { count: 1 });
        const dialog = page.getByRole('dialog');
        await accessible(page, 'question before removing sign-ins');
        assert.equal(await dialog.getByText('autodiscover.practice.example').count(), 0, 'only what is ticked is named');
        await dialog.getByRole('button', { name: say('page:cancel'), exact: true }).click();
        assert.equal(await boxes.count(), 2, 'a no removes nothing');

        await boxes.first().click();
        await press(visited, 'page:first.signIns.remove', { count: 2 });
        await picture(page, `${language}-5-saved-sign-ins-question`);
        await dialog.getByRole('button', { name: say('page:first.signIns.confirmYes'), exact: true }).click();
        await page.getByText(say('page:first.signIns.removed', { count: 2 })).waitFor();
        assert.equal(await boxes.count(), 0);
        await press(visited, 'page:first.open');
        await atStep(visited, 'report');
      }));
  }
});
