// What the page says about addresses that cannot be used, and about the ways to the other steps.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, reportDocumentSchema } from '../../electron/bridge/contract.ts';
import { parseMailAddress } from '../../electron/model/mailAddress.ts';
import { accessible, answer, atStep, check, goOn, open, press, startBrowser, visit } from './pageRig.ts';

describe('the address', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`is refused at its field with what is wrong with it, in ${language}`, () =>
      visit(browser, { language }, async ({ page, say }) => {
        const field = page.getByRole('textbox', { name: say('page:address.email') });
        const next = page.getByRole('button', { name: say('page:next', { step: say('common:step.reach') }), exact: true });
        for (const bad of ['', 'user', '@practice.example', 'user@com', 'user@co.uk', 'us er@practice.example']) {
          const parsed = parseMailAddress(bad);
          assert(!parsed.ok);
          await field.fill(bad);
          await next.click();
          await page.getByText(say(`problems:${parsed.problem.code}`, { replace: parsed.problem.data })).waitFor();
          assert.equal(await field.getAttribute('aria-invalid'), 'true');
          assert(await field.evaluate((element) => element === document.activeElement), 'the field has the focus');
        }
        await accessible(page, 'refused address');
        assert(await page.getByRole('button', { name: say('common:step.keys') }).isDisabled());
      }));
  }

  it('with letters outside ASCII is accepted', () =>
    visit(browser, {}, async (visited) => {
      await visited.page.locator('#address').fill('jürgen@bücher.example');
      await goOn(visited, 'reach');
    }));

  it('known to the PC opens every step at once', () =>
    visit(browser, {}, async (visited) => {
      for (const step of ['report', 'firstStart', 'profile', 'keys', 'reach', 'inspect'] as const) {
        await visited.page
          .getByRole('navigation', { name: visited.say('page:steps') })
          .getByRole('button', { name: visited.say(`common:step.${step}`) })
          .click();
        await atStep(visited, step);
      }
    }));

  it('that takes the place of another one starts without that one’s check, in the registry’s plan and in the report too', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await check(visited);
      await open(visited, 'inspect');
      await page.locator('#address').fill('second@elsewhere.example');
      await goOn(visited, 'reach');
      assert.equal(await page.locator('[data-verdict]').count(), 0);

      await open(visited, 'keys');
      await page.getByText(say('page:keys.notChecked')).waitFor();
      const changes = page.locator('[data-state="change"]');
      await changes.first().waitFor();
      const count = await changes.count();
      await press(visited, 'page:keys.apply', { count });
      await answer(visited, 'page:keys.applyYes');
      await page.getByText(say('page:keys.applied', { count })).waitFor();
      await open(visited, 'reach');
      assert.equal(await page.locator('[data-verdict]').count(), 0, 'nobody has checked this address');

      await open(visited, 'report');
      const [download] = await Promise.all([page.waitForEvent('download'), press(visited, 'page:report.save.json')]);
      const report = reportDocumentSchema.parse(JSON.parse(await readFile(await download.path(), 'utf8')));
      assert.deepEqual([report.email, report.check], ['second@elsewhere.example', null]);
    }));

  it('takes further mail domains and says which of them cannot be used', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      const domains = page.getByRole('textbox', { name: say('page:alias.label') });
      await domains.fill('practice-alias.example');
      await press(visited, 'page:alias.add');
      await domains.fill('com');
      await domains.press('Enter');
      await page.getByRole('alert').waitFor();
      await press(visited, 'page:alias.remove', { domain: 'com' });
      await goOn(visited, 'reach');
      await press(visited, 'page:reach.check');
      await page.locator('[data-verdict]').waitFor();
      await page.getByRole('button', { name: /ways tried/ }).click();
      assert((await page.getByRole('cell').getByText('practice-alias.example', { exact: true }).count()) > 0);
    }));
});
