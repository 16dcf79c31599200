// What the first step says about a PC that years of use have marked, and how remembered answers are put away, in each language.
import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages } from '../../electron/bridge/contract.ts';
import { cli } from '../engine/cliProcess.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { accessible, fits, goOn, picture, press, startBrowser, visit, type Visit } from './pageRig.ts';

const office365 = `<Autodiscover><Response><Account><Action>settings</Action><Protocol Type="mapiHttp">
<MailStore><ExternalUrl>https://outlook.office365.com/mapi/emsmdb/</ExternalUrl></MailStore>
<AddressBook><ExternalUrl>https://outlook.office365.com/mapi/nspi/</ExternalUrl></AddressBook></Protocol></Account></Response></Autodiscover>`;

/** Leaves on the practice PC what an old set-up leaves, and reads the PC again. */
async function mark({ folder, ...visited }: Visit): Promise<void> {
  const opened = await openPracticeWorkstation({ folder });
  assert.ok(opened.ok);
  const elevated = await opened.value.elevation.request(new AbortController().signal);
  assert.ok(elevated.ok);
  const addIn = 'HKCU\\Software\\Microsoft\\Office\\Outlook\\Addins\\BlueMind.Connect';
  const policy = 'HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook\\Setup';
  assert.ok((await elevated.value.setValue(addIn, 'FriendlyName', { type: 'REG_SZ', data: 'BlueMind Connector' })).ok);
  assert.ok((await elevated.value.setValue(addIn, 'LoadBehavior', { type: 'REG_DWORD', data: 3 })).ok);
  assert.ok((await elevated.value.setValue(policy, 'ModifyAccounts', { type: 'REG_DWORD', data: 1 })).ok);
  await opened.value.close();
  const below = join(folder, 'Outlook', '16');
  await mkdir(below, { recursive: true });
  await writeFile(join(below, 'AutoD.user@practice.example.xml'), office365);
  await writeFile(join(below, 'AutoD.other@practice.example.xml'), office365);
  await press({ folder, ...visited }, 'page:pc.again');
}

describe('the first step on a PC with a past', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`says what is in the way and puts a remembered answer away, in ${language}`, () =>
      visit(browser, { language }, async (visited) => {
        const { page, say, folder } = visited;
        await page.getByText('PRACTICE-PC').waitFor();
        await mark(visited);
        await page.locator('[data-finding="outlookPolicy.modifyAccounts"][data-status="fail"]').waitFor();
        await page.locator('[data-finding="outlook.connector"][data-status="warn"]').waitFor();
        await page.locator('[data-finding="outlook.autodiscoverCache"][data-status="warn"]').waitFor();
        await press(visited, 'page:pc.more');
        await page.getByText(say('page:pc.addIn.startup')).waitFor();
        await accessible(page, 'a PC with a past');
        await fits(page, 'a PC with a past');
        await picture(page, `${language}-1-workstation-with-a-past`);

        await page.getByRole('checkbox', { name: /AutoD\.user@practice\.example\.xml/ }).check();
        await press(visited, 'page:remembered.remove');
        await page.getByRole('dialog').waitFor();
        await accessible(page, 'confirm putting away');
        await picture(page, `${language}-1-workstation-put-away`);
        await press(visited, 'page:remembered.confirmYes');
        await page.locator('[data-finding="outlook.autodiscoverCache"][data-status="warn"]').waitFor({ state: 'detached' });
        assert.deepEqual(await readdir(join(folder, 'Outlook', '16')), ['AutoD.other@practice.example.xml']);
        assert.equal(await page.getByRole('checkbox').count(), 1);
      }));
  }

  it('judges anew when the BlueMind version or the address changes, and the report says the same', () =>
    visit(browser, {}, async (visited) => {
      const { page, say, folder } = visited;
      await page.getByText('PRACTICE-PC').waitFor();
      await mark(visited);
      await page.locator('[data-finding="outlook.connector"][data-status="warn"]').waitFor();
      await page.getByRole('radio', { name: say('keys:catalogue.bluemind-4.title') }).check();
      await page.locator('[data-finding="outlook.connector"][data-status="warn"]').waitFor({ state: 'detached' });
      await page.locator('#address').fill('third@practice.example');
      await goOn(visited, 'reach');
      await page
        .getByRole('button', { name: say('common:step.inspect') })
        .first()
        .click();
      await page.locator('[data-finding="outlook.autodiscoverCache"][data-status="warn"]').waitFor({ state: 'detached' });
      const told = await cli([
        'inspect',
        '--json',
        '--catalogue',
        'bluemind-4',
        '--email',
        'third@practice.example',
        '--workstation',
        `practice:${folder}`,
      ]);
      const { findings } = JSON.parse(told.stdout) as { readonly findings: readonly { readonly id: string; readonly status: string }[] };
      const urgent = findings.filter(({ status }) => status === 'fail' || status === 'warn').map(({ id }) => id);
      assert.deepEqual(urgent, ['outlookPolicy.modifyAccounts']);
      const shown = await page.locator('[data-finding]').evaluateAll((items) => items.map((item) => item.getAttribute('data-finding')));
      for (const id of urgent) assert.ok(shown.includes(id));
    }));

  it('is read for the BlueMind version that is chosen while it is still being read', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      const release = await heldBack(visited);
      const asked = page.waitForRequest('**/call/inspect');
      await page.reload();
      await asked;
      await page.getByRole('radio', { name: say('keys:catalogue.bluemind-4.title') }).check();
      await release();
      await page.getByText('PRACTICE-PC').waitFor();
      // The button is closed while the PC is being read.
      await page.locator('button:not([aria-disabled="true"])', { hasText: say('page:pc.again') }).waitFor();
    }));

  it('lets an address that Active Directory names late replace none that somebody went on with', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await page.getByText('PRACTICE-PC').waitFor();
      const release = await heldBack(visited, 'other@practice.example');
      await press(visited, 'page:pc.again');
      await goOn(visited, 'reach');
      await press(visited, 'page:reach.check');
      const answered = page.waitForResponse('**/call/inspect');
      await release();
      await answered;
      await page.locator('[data-verdict="ready"]').waitFor();
      await page.getByRole('heading', { name: say('page:reach.for', { email: 'user@practice.example' }) }).waitFor();
      assert.equal(await page.getByText(say('problems:cancelled')).count(), 0);
    }));
});

/** Keeps the answers of inspections back until the function that comes back is called; `address` is then the one that Active Directory knows. */
async function heldBack({ page }: Visit, address?: string): Promise<() => Promise<void>> {
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/call/inspect', async (route) => {
    const response = await route.fetch();
    const lines = (await response.text()).trim().split('\n');
    const ending = JSON.parse(lines.at(-1) ?? '') as { readonly value: object };
    const body = `${JSON.stringify(address === undefined ? ending : { ...ending, value: { ...ending.value, address } })}\n`;
    await released;
    // A call that the page has given up takes no answer.
    await route.fulfill({ response, body }).catch(() => undefined);
  });
  return async () => {
    letGo();
    await page.unroute('**/call/inspect');
  };
}
