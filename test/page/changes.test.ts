// What the page writes on the PC, what it asks before, and how it is taken back.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { languages } from '../../electron/model/walk.ts';
import { openPracticeWorkstation } from '../../electron/workstation/practice/index.ts';
import { autodiscover, dword, valueOf } from '../engine/keysRig.ts';
import { accessible, answer, atStep, check, open, picture, press, startBrowser, visit, type Visit } from './pageRig.ts';

describe('changes on the PC', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('to the registry are announced, made, and taken back exactly', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      const { changes, planned } = await openPlan(visited);

      await press(visited, 'page:keys.apply', { count: planned });
      await accessible(page, 'question before the changes');
      await answer(visited, 'page:cancel');
      assert.equal(await changes.count(), planned, 'a no changes nothing');

      await press(visited, 'page:keys.apply', { count: planned });
      await answer(visited, 'page:keys.applyYes');
      await page.getByText(say('page:keys.applied', { count: planned })).waitFor();
      assert.equal(await changes.count(), 0);

      await press(visited, 'page:keys.undo');
      await answer(visited, 'page:keys.undoYes');
      await page.getByText(say('page:keys.restored', { count: planned })).waitFor();
      assert.equal(await changes.count(), planned);
    }));

  it('to the registry are seen in the server step, which nobody has to check again', () =>
    visit(browser, { faults: ['root-site-answers'] }, async (visited) => {
      const { page, say } = visited;
      await check(visited);
      const now = page.getByRole('region', { name: say('page:choice.now') });
      const seen = async () => [await now.getAttribute('data-route'), await page.locator('[data-verdict]').getAttribute('data-verdict')];
      assert.deepEqual(await seen(), ['rootDomain', 'attention']);

      const planned = await applyAll(visited);
      await open(visited, 'reach');
      assert.deepEqual(await seen(), ['autodiscoverDomain', 'ready']);

      await open(visited, 'keys');
      await press(visited, 'page:keys.undo');
      await answer(visited, 'page:keys.undoYes');
      await page.getByText(say('page:keys.restored', { count: planned })).waitFor();
      await open(visited, 'reach');
      assert.deepEqual(await seen(), ['rootDomain', 'attention']);
    }));

  for (const language of languages) {
    it(`that somebody else has changed since are named before they are overwritten, in ${language}`, () =>
      visit(browser, { language }, async (visited) => {
        const { page, say, folder } = visited;
        const planned = await applyAll(visited);
        const workstation = valueOf(await openPracticeWorkstation({ folder }));
        valueOf(await workstation.registry.setValue(autodiscover, 'ExcludeScpLookup', dword(9)));
        await workstation.close();

        await press(visited, 'page:keys.undo');
        await answer(visited, 'page:keys.undoYes');
        const again = page.getByRole('button', { name: say('page:keys.undoAll'), exact: true });
        await again.waitFor();
        await again.click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(`${autodiscover}!ExcludeScpLookup`).waitFor();
        await accessible(page, 'question before overwriting');
        await picture(page, `keys-changed-since-${language}`);
        await dialog.getByRole('button', { name: say('page:keys.undoAllYes'), exact: true }).click();
        await page.getByText(say('page:keys.restored', { count: planned })).waitFor();
        assert.equal(await again.count(), 0);
      }));
  }

  it('grow by an optional value only when it is chosen, with its side effect in sight', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await open(visited, 'keys');
      const changes = page.getByRole('table', { name: say('page:keys.group.change') }).locator('[data-state="change"]');
      await changes.first().waitFor();
      const planned = await changes.count();
      await page.getByRole('button', { name: /to choose from/ }).click();
      await accessible(page, 'optional values');
      await page.getByRole('checkbox', { name: 'SignInOptions' }).click();
      await page.getByRole('button', { name: say('page:keys.apply', { count: planned + 1 }) }).waitFor();
      assert.match(
        await page.getByRole('checkbox', { name: 'SignInOptions' }).locator('xpath=ancestor::li').innerText(),
        /Side effect: \S/,
      );
      await page.getByRole('checkbox', { name: 'SignInOptions' }).click();
      await page.getByRole('button', { name: say('page:keys.apply', { count: planned }) }).waitFor();
    }));

  it('to profiles refuse a name that exists or cannot be used, at the field', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await open(visited, 'profile');
      const field = page.getByRole('textbox', { name: say('page:profile.name') });
      for (const name of ['', 'Outlook', 'a\\b', ' BlueMind', 'x'.repeat(65)]) {
        await field.fill(name);
        await press(visited, 'page:profile.create');
        await page.locator('[aria-invalid="true"]').waitFor();
        assert.equal(await page.getByText('problems:').count(), 0);
      }
      await field.fill('Büro – 東京');
      await press(visited, 'page:profile.create');
      await page.getByText(say('page:profile.created', { name: 'Büro – 東京' })).waitFor();
    }));

  it('remove a profile only after its name was typed, and keep a backup', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await open(visited, 'profile');
      await press(visited, 'page:profile.removeNamed', { name: 'Outlook' });
      const dialog = page.getByRole('dialog');
      const yes = dialog.getByRole('button', { name: say('page:profile.removeYes'), exact: true });
      assert(await yes.isDisabled());
      await dialog.getByRole('textbox').fill('outlook');
      assert(await yes.isDisabled());
      await dialog.getByRole('textbox').fill('Outlook');
      await accessible(page, 'question before removing');
      await yes.click();
      await page.getByText(say('page:profile.none')).waitFor();
      const told = await page.getByRole('status').innerText();
      const backup = /saved in (.+\.reg)/.exec(told)?.[1] ?? '';
      assert(backup.startsWith(visited.folder), told);
      assert.match((await readFile(backup)).toString('utf16le'), /IMAP/i);
    }));

  it('start Outlook only with a profile that is there', () =>
    visit(browser, {}, async (visited) => {
      const { page, say } = visited;
      await open(visited, 'firstStart');
      await page.getByText(say('page:first.noProfile', { name: 'BlueMind' })).waitFor();
      assert.equal(await page.getByRole('button', { name: say('page:first.open') }).count(), 0);
      await press(visited, 'page:first.goProfile');
      await atStep(visited, 'profile');
    }));

  it('leave the registry of the practice PC as it was after undo', () =>
    visit(browser, {}, async (visited) => {
      const { page, say, folder } = visited;
      await open(visited, 'profile');
      await press(visited, 'page:profile.create');
      await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
      const first = await readFile(join(folder, 'registry.reg'));
      await open(visited, 'keys');
      await page.locator('[data-state="change"]').first().waitFor();
      await page.getByRole('button', { name: /^Apply/ }).click();
      await answer(visited, 'page:keys.applyYes');
      await page.getByRole('button', { name: say('page:keys.undo'), exact: true }).click();
      await answer(visited, 'page:keys.undoYes');
      await page.locator('[data-state="change"]').first().waitFor();
      assert(first.equals(await readFile(join(folder, 'registry.reg'))));
    }));
});

/** Opens the step for the keys and waits for its plan: the rows that are changes, and how many they are now. */
async function openPlan(visited: Visit): Promise<{ readonly changes: Locator; readonly planned: number }> {
  await open(visited, 'keys');
  const changes = visited.page.locator('[data-state="change"]');
  await changes.first().waitFor();
  return { changes, planned: await changes.count() };
}

/** Applies every change of the plan and waits until the page says so; how many there were. */
async function applyAll(visited: Visit): Promise<number> {
  const { page, say } = visited;
  const { planned } = await openPlan(visited);
  await press(visited, 'page:keys.apply', { count: planned });
  await answer(visited, 'page:keys.applyYes');
  await page.getByText(say('page:keys.applied', { count: planned })).waitFor();
  return planned;
}
