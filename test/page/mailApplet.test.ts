// Windows' Mail applet opened from the page: what was changed in it is shown when the person comes back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { valueOf } from '../engine/keysRig.ts';
import { open, startBrowser, visit } from './pageRig.ts';

describe('the Mail applet opened from the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('is opened once at a time, and the profiles are read again on the way back', () =>
    visit(browser, {}, async (visited) => {
      const { page, say, folder } = visited;
      // The practice PC has no such applet: the page is told of one, and that it was opened.
      await page.route('**/call/start', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace('"mailApplet":false', '"mailApplet":true') });
      });
      let letGo = (): void => undefined;
      const opened = new Promise<void>((resolve) => (letGo = resolve));
      await page.route('**/call/openMailApplet', async (route) => {
        await opened;
        const body = `${JSON.stringify({ kind: 'result', value: { opened: true } })}\n`;
        await route.fulfill({ contentType: 'application/x-ndjson', body });
      });
      await page.reload();
      await open(visited, 'profile');
      const button = page.getByRole('button', { name: say('page:profile.applet') });
      await button.click();
      await page.locator('[aria-disabled="true"]', { hasText: say('page:profile.applet') }).waitFor();
      letGo();
      await page.locator('button:not([aria-disabled="true"])', { hasText: say('page:profile.applet') }).waitFor();

      const workstation = valueOf(await openPracticeWorkstation({ folder }));
      const path = 'HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\Made by hand';
      valueOf(await workstation.registry.setValue(path, 'x', { type: 'REG_DWORD', data: 1 }));
      await workstation.close();
      assert.equal(await page.getByText('Made by hand').count(), 0);
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await page.getByText('Made by hand').waitFor();
    }));
});
