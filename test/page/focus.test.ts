// The focus of a person without a mouse: where it stands when the button that was pressed goes away.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { text } from '../engine/policyRig.ts';
import { accessible, goOn, press, startBrowser, visit, type Visit } from './pageRig.ts';

/** Presses the button by keyboard. */
async function pressByKey({ page, say }: Visit, key: `page:${string}`, data: Record<string, unknown> = {}): Promise<void> {
  const button = page.getByRole('button', { name: say(key, data), exact: true });
  await button.waitFor();
  await button.press('Enter');
}

/** Where the focus is: the tag, and what it is called or reads. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? `${element.tagName} ${element.getAttribute('aria-label') ?? element.innerText}` : '';
  });

describe('the focus', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('goes back to the field when a further mail domain is removed', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      const domains = page.getByRole('textbox', { name: say('page:alias.label') });
      for (const domain of ['one.example', 'two.example']) {
        await domains.fill(domain);
        await domains.press('Enter');
      }
      await pressByKey(visited, 'page:alias.remove', { domain: 'one.example' });
      assert(await domains.evaluate((element) => element === document.activeElement));
      assert.equal(await page.getByText('one.example', { exact: true }).count(), 0);
    }));

  it('stays with the outcome when a check is stopped, and when it ends by itself', () =>
    visit(browser, { faults: ['black-hole'] }, async (visited) => {
      const { page, say } = visited;
      await goOn(visited, 'reach');
      await press(visited, 'page:reach.check');
      await pressByKey(visited, 'page:reach.stop');
      await page.getByText(say('problems:cancelled')).waitFor();
      assert.equal(await focused(page), `DIV ${say('common:step.reach')}`);
      await accessible(page, 'stopped check');

      await press(visited, 'page:reach.check');
      await page.getByRole('button', { name: say('page:reach.stop'), exact: true }).focus();
      await page.locator('[data-verdict]').waitFor();
      assert.equal(await focused(page), `DIV ${say('common:step.reach')}`);
    }));

  it('goes to what is being done when self-service tries again', () =>
    visit(browser, { policies: { Mode: text('selfService') }, faults: ['certificate-expired'] }, async (visited) => {
      const { page } = visited;
      await press(visited, 'page:self.address.start');
      await pressByKey(visited, 'page:self.preparing.again');
      assert.match(await focused(page), /^UL /);
      await page.locator('[data-task="reach"][data-state="failed"]').waitFor();
      assert.match(await focused(page), /^UL /);
    }));

  it('stays with the remembered answers when the last one is put away', () =>
    visit(browser, {}, async (visited) => {
      const { page, say, folder } = visited;
      await page.getByText('PRACTICE-PC').waitFor();
      const below = join(folder, 'Outlook', '16');
      await mkdir(below, { recursive: true });
      await writeFile(join(below, 'AutoD.user@practice.example.xml'), '<Autodiscover/>');
      await press(visited, 'page:pc.again');
      await page.getByRole('checkbox').check();
      await pressByKey(visited, 'page:remembered.remove');
      await pressByKey(visited, 'page:remembered.confirmYes');
      const told = say('page:remembered.removed', { count: 1, file: '' }).slice(0, 12);
      const group = page.getByRole('region', { name: say('page:remembered.title') }).locator('> [tabindex="-1"]');
      await group.getByText(told).waitFor();
      await page.getByRole('checkbox').waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement !== document.body);
      assert(await group.evaluate((element) => element === document.activeElement));
    }));
});
