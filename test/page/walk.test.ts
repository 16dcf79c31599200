// A person walks the whole job in the page, from the address to the report, in each language.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, reportDocumentSchema, reportFormats } from '../../electron/bridge/contract.ts';
import { accessible, atStep, check, goOn, picture, press, startBrowser, visit, type Visit } from './pageRig.ts';

describe('the whole walk in the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`leads from the address to a saved report in ${language}, accessible on every screen`, () =>
      visit(browser, { language }, async (visited) => {
        const { page, say } = visited;
        const look = async (name: string): Promise<void> => {
          await accessible(page, name);
          await picture(page, `${language}-${name}`);
        };
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        await page.getByText('PRACTICE-PC').waitFor();
        await look('1-workstation');

        await check(visited);
        assert.equal(await page.locator('[data-verdict]').getAttribute('data-verdict'), 'ready');
        await look('2-server');

        await goOn(visited, 'keys');
        await applyKeys(visited);
        await look('3-keys');

        await goOn(visited, 'profile');
        await press(visited, 'page:profile.create');
        await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
        await look('4-profile');

        await goOn(visited, 'firstStart');
        await look('5-first-start');
        await press(visited, 'page:first.open');
        // Nobody presses anything more: when the account is there, the page goes on by itself.
        await atStep(visited, 'report');
        await page.getByText(say('page:report.verdict.ready', { email: 'user@practice.example' })).waitFor();
        await look('6-report');
        await saveReports(visited);
      }));
  }
});

async function applyKeys({ page, say }: Visit): Promise<void> {
  await page.locator('[data-state="change"]').first().waitFor();
  const count = await page.locator('[data-state="change"]').count();
  await page.getByRole('button', { name: say('page:keys.apply', { count }), exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('page:keys.applyYes'), exact: true })
    .click();
  await page.getByText(say('page:keys.applied', { count })).waitFor();
  assert.equal(await page.locator('[data-state="change"]').count(), 0);
}

async function saveReports({ page, say }: Visit): Promise<void> {
  for (const format of reportFormats) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: say(`page:report.save.${format}`), exact: true }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    assert(text.includes('user@practice.example'), `${download.suggestedFilename()} names the mailbox`);
    await page.getByText(say('page:report.saved', { file: download.suggestedFilename() })).waitFor();
    if (format === 'json') {
      const document = reportDocumentSchema.parse(JSON.parse(text));
      assert.equal(document.verdict, 'ready');
      assert.equal(document.profile?.state, 'bluemind');
    }
  }
}
