// Self-service: a person alone is led from the address to Outlook over three quiet screens, and to the support contact when it stops.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages } from '../../electron/bridge/contract.ts';
import { text } from '../engine/policyRig.ts';
import { accessible, fits, picture, press, startBrowser, visit } from './pageRig.ts';

const policies = { Mode: text('selfService'), MailDomain: text('practice.example'), SupportContact: text('IT, ☎ 4242') };

/** The language whose words need the most room. */
const longest = 'de';

describe('self-service in the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`leads from the address to Outlook in ${language}, without a technician’s words`, () =>
      visit(browser, { language, policies }, async (visited) => {
        const { page, say } = visited;
        const look = async (name: string): Promise<void> => {
          await page.locator('[data-support]').getByText('IT, ☎ 4242').waitFor();
          await accessible(page, name);
          await fits(page, name);
          await picture(page, `${language}-self-${name}`);
        };
        await page.getByRole('heading', { level: 1, name: say('page:self.address.title') }).waitFor();
        assert.equal(await page.locator('#address').inputValue(), 'user@practice.example');
        assert.equal(await page.getByRole('navigation').count(), 0);
        await look('1-address');
        await press(visited, 'page:self.address.start');
        await page.getByRole('heading', { level: 1, name: say('page:self.outlook.title') }).waitFor();
        await press(visited, 'page:first.open');
        await page.getByText(say('page:self.outlook.done', { email: 'user@practice.example' })).waitFor();
        await look('3-outlook');
      }));
  }

  it('stops where something stands in the way, says what and who, and goes on once it is solved', () =>
    visit(browser, { policies, faults: ['certificate-expired'], context: { viewport: { width: 480, height: 800 } } }, async (visited) => {
      const { page, say } = visited;
      await press(visited, 'page:self.address.start');
      await page.getByRole('heading', { level: 1, name: say('page:self.preparing.stopped') }).waitFor();
      await page.locator('[data-task="reach"][data-state="failed"]').waitFor();
      await page.locator('[data-next]').waitFor();
      await page.locator('[data-support]').waitFor();
      assert.equal(await page.locator('[data-task="keys"]').getAttribute('data-state'), 'waiting');
      const [download] = await Promise.all([page.waitForEvent('download'), press(visited, 'page:self.preparing.save')]);
      await page.getByText(say('page:report.saved', { file: download.suggestedFilename() })).waitFor();
      await accessible(page, 'stopped');
      await fits(page, 'stopped');
      await picture(page, 'en-self-2-stopped');
      await press(visited, 'page:practice.openOn', { count: 1 });
      await page.getByRole('switch', { name: say('page:fault.certificate-expired') }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: say('page:practice.open') }).waitFor();
      await press(visited, 'page:self.preparing.again');
      await page.getByRole('heading', { level: 1, name: say('page:self.outlook.title') }).waitFor();
    }));

  it('shows saved sign-ins that get in the way, and another way to the address, until the account is there', () =>
    visit(browser, { language: longest, policies, faults: ['stale-sign-in'] }, async (visited) => {
      const { page, say } = visited;
      await press(visited, 'page:self.address.start');
      await page.getByRole('heading', { level: 1, name: say('page:self.outlook.title') }).waitFor();
      const panel = page.getByRole('region', { name: say('page:first.signIns.title') });
      await panel.getByRole('checkbox').first().waitFor();
      await accessible(page, 'self-service, saved sign-ins');
      await fits(page, 'self-service, saved sign-ins');
      await picture(page, `${longest}-self-4-saved-sign-ins`);
      await press(visited, 'page:self.preparing.address');
      await page.getByRole('heading', { level: 1, name: say('page:self.address.title') }).waitFor();
      await press(visited, 'page:self.address.start');
      await page.getByRole('heading', { level: 1, name: say('page:self.outlook.title') }).waitFor();
      await press(visited, 'page:first.signIns.remove', { count: 2 });
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('page:first.signIns.confirmYes'), exact: true })
        .click();
      await panel.getByText(say('page:first.signIns.removed', { count: 2 })).waitFor();
      await press(visited, 'page:first.open');
      await page.getByText(say('page:self.outlook.done', { email: 'user@practice.example' })).waitFor();
      assert.equal(await page.getByRole('button', { name: say('page:self.preparing.address') }).count(), 0);
      assert.equal(await panel.count(), 0);
    }));

  it('names the account that the profile holds instead, and where to go on', () =>
    visit(browser, { language: longest, policies }, async (visited) => {
      const { page, say } = visited;
      const account = { kind: 'exchange', name: 'main@practice.example', service: null, server: null };
      await page.route('**/call/ensureProfile', async (route) => {
        const lines = (await (await route.fetch()).text()).split('\n');
        const body = lines.map((line) =>
          line.replace(/"state":"blank","profile":\{.*?"accounts":\[\]/, (text) =>
            text.replace('"blank"', '"otherAccount"').replace('"accounts":[]', `"accounts":[${JSON.stringify(account)}]`),
          ),
        );
        await route.fulfill({ contentType: 'application/x-ndjson', body: body.join('\n') });
      });
      await press(visited, 'page:self.address.start');
      await page.getByText(say('page:self.verified.otherAccount', { name: 'BlueMind', account: account.name })).waitFor();
      await accessible(page, 'self-service, another account');
      await fits(page, 'self-service, another account');
      await picture(page, `${longest}-self-5-other-account`);
    }));

  it('refuses an address at its field', () =>
    visit(browser, { policies }, async (visited) => {
      const { page, say } = visited;
      const field = page.getByRole('textbox', { name: say('page:address.email') });
      await field.fill('user');
      await press(visited, 'page:self.address.start');
      await page.getByText(say('problems:email.noDomain', { replace: { text: 'user' } })).waitFor();
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
    }));
});
