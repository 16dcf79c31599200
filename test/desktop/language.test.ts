// The language a person chooses in the window: spoken at once, by the program's own pages too, and at later starts that ask for none.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { translator } from '../../electron/words/translate.ts';
import { newPerson, openDesktop, until, type DesktopApp, type Person } from './desktopApp.ts';

const heading = (desktop: DesktopApp, language: 'en' | 'fr' | 'de') =>
  desktop.page.getByRole('heading', { level: 1, name: translator(language)('common:step.inspect'), exact: true });

describe('the chosen language', () => {
  let person: Person;
  const file = () => join(person.data, 'language.json');
  before(async () => {
    person = await newPerson();
  });
  after(() => person.remove());

  it('is spoken at once, also by the page that stands in for a broken one', async () => {
    const desktop = await openDesktop({ person });
    try {
      await heading(desktop, 'en').waitFor();
      await desktop.page.getByRole('banner').getByRole('combobox').selectOption('de');
      await heading(desktop, 'de').waitFor();
      await until(async () => (await readFile(file(), 'utf8').catch(() => '')) !== '');
      await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
      const address = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '');
      await until(async () => (await address()) === 'app://bluemind/trouble');
      // Asked only now: a script that a broken page was given is never answered.
      const shown = () =>
        desktop.app.evaluate(
          ({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText') as Promise<string>,
        );
      await until(async () => (await shown()).includes(translator('de')('desktop:trouble.gone.title')));
    } finally {
      await desktop.close();
    }
  });

  it('is that of a later start which asks for none', async () => {
    const desktop = await openDesktop({ person, language: null });
    try {
      await heading(desktop, 'de').waitFor();
      assert.equal(await desktop.page.locator('html').getAttribute('lang'), 'de');
    } finally {
      await desktop.close();
    }
  });

  it('gives way to one that a start asks for', async () => {
    const desktop = await openDesktop({ person, language: 'fr' });
    try {
      await heading(desktop, 'fr').waitFor();
    } finally {
      await desktop.close();
    }
  });

  it('is forgotten where its file is not the program’s', async () => {
    await writeFile(file(), '{"language":"xx"}');
    const desktop = await openDesktop({ person, language: null });
    try {
      const own = await desktop.app.evaluate(({ app }) => app.getLocale());
      const spoken = (['fr', 'de'] as const).find((known) => own.startsWith(known)) ?? 'en';
      await heading(desktop, spoken).waitFor();
    } finally {
      await desktop.close();
    }
  });
});
