// What IT decided, in the page: locked fields that everybody can read, the reason beside them, and the support contact.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages } from '../../electron/bridge/contract.ts';
import { text } from '../engine/policyRig.ts';
import { accessible, check, goOn, picture, press, startBrowser, visit } from './pageRig.ts';

describe('what IT decided, in the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const language of languages) {
    it(`is locked, said to be set by the organisation, and read by everybody, in ${language}`, () =>
      visit(
        browser,
        {
          language: language === 'en' ? 'fr' : 'en',
          policies: {
            Language: text(language),
            MailDomain: text('practice.example'),
            Aliases: text('practice-alias.example'),
            Catalogue: text('bluemind-4'),
            ProfileName: text('Société Ünïcode'),
            DefaultProfile: text('prompt'),
            SupportContact: text('IT ☎ 4242'),
            Mode: text('kiosk'),
          },
        },
        async (visited) => {
          const { page } = visited;
          const { translator } = await import('../../electron/words/translate.ts');
          const say = translator(language);
          const there = { ...visited, say };
          const locked = async (label: string, value: string): Promise<void> => {
            const field = page.getByRole('textbox', { name: label, exact: true });
            await field.waitFor();
            assert.equal(await field.inputValue(), value);
            assert.ok(!(await field.isEditable()), `${label} can be changed`);
            await field.focus();
            assert.ok(await field.evaluate((element) => element === document.activeElement), `${label} cannot be reached`);
            const why = await field.evaluate((element) => {
              const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
              return element.getAttribute('aria-description') ?? ids.map((id) => document.getElementById(id)?.textContent).join(' ');
            });
            assert.ok(why.includes(say('page:locked')), `${label}: ${why}`);
          };
          assert.equal(await page.locator('html').getAttribute('lang'), language);
          const names = { en: 'English', fr: 'Français', de: 'Deutsch' };
          await locked(say('page:language'), names[language]);
          await locked(say('page:alias.locked'), 'practice-alias.example');
          await locked(say('page:catalogue.label'), say('keys:catalogue.bluemind-4.title'));
          assert.equal(await page.getByRole('radio').count(), 0);
          await page.getByText(say('page:address.inDomain', { domain: 'practice.example' })).waitFor();
          await page
            .getByText(say('page:support.text', { contact: 'IT ☎ 4242' }))
            .first()
            .waitFor();
          await page.locator('[data-finding="policy.invalid"]').waitFor();
          assert.ok(
            (await page
              .getByRole('cell')
              .filter({ hasText: say('common:origin.machinePolicy') })
              .count()) >= 6,
          );
          await accessible(page, `locked first step in ${language}`);
          await picture(page, `${language}-policy-1-workstation`);

          await check(there);
          await goOn(there, 'keys');
          await goOn(there, 'profile');
          await locked(say('page:profile.name'), 'Société Ünïcode');
          await locked(say('page:profile.mode'), say('page:profile.mode.prompt'));
          await accessible(page, `locked profile in ${language}`);
          await picture(page, `${language}-policy-4-profile`);
          await press(there, 'page:profile.create');
          await page.getByText(say('page:profile.created', { name: 'Société Ünïcode' })).waitFor();
          // A second time it is there already: said at the field, which only IT can change.
          await press(there, 'page:profile.create');
          await page.locator('[aria-invalid="true"][data-locked]').waitFor();
          const exists = say('problems:profile.exists', { replace: { name: 'Société Ünïcode' } });
          await page.getByRole('alert').getByText(exists).waitFor();
          await accessible(page, `locked profile that exists in ${language}`);
        },
      ));
  }

  it('points out an address outside of the mail domains, and goes on with it', () =>
    visit(browser, { policies: { MailDomain: text('company.example') } }, async (visited) => {
      const { page, say } = visited;
      const field = page.locator('#address');
      // Nobody's address in that domain is known: none is made up.
      assert.equal(await field.inputValue(), '');
      await field.fill('user@practice.example');
      await goOn(visited, 'reach');
      const data = { address: 'user@practice.example', domains: 'company.example' };
      await page
        .getByText(say('findings:policy.otherDomain.warn', { replace: data }))
        .first()
        .waitFor();
      await accessible(page, 'other domain');
      await press(visited, 'page:reach.check');
      await page.locator('[data-verdict="ready"]').waitFor();
      for (const step of ['keys', 'profile', 'firstStart', 'report'] as const) await goOn(visited, step);
      await page.locator('[data-finding="policy.otherDomain"]').waitFor();
    }));
});
