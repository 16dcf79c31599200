// When something under the window breaks: a page of our own, a question, a message; a log without secrets; an orderly end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Language } from '../../electron/model/walk.ts';
import { translator } from '../../electron/words/translate.ts';
import { newPerson, openDesktop, pictures, until, type DesktopApp, type Person } from './desktopApp.ts';

before(() => mkdir(pictures, { recursive: true }));

/** What the one window shows now; Playwright itself does not follow a page over its crash. */
function inWindow<T>(desktop: DesktopApp, script: string): Promise<T> {
  return desktop.app.evaluate(
    ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script) as Promise<unknown>,
    script,
  ) as Promise<T>;
}

const address = (desktop: DesktopApp) =>
  desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '');

async function crash(desktop: DesktopApp): Promise<void> {
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await until(async () => (await address(desktop)) === 'app://bluemind/trouble');
  await until(() => inWindow<boolean>(desktop, "document.querySelector('h1') !== null"));
}

async function shoot(desktop: DesktopApp, name: string): Promise<void> {
  const png = await desktop.app.evaluate(async ({ BrowserWindow }) => {
    const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return picture?.toPNG().toString('base64') ?? '';
  });
  await writeFile(join(pictures, `${name}.png`), Buffer.from(png, 'base64'));
}

describe('a page that broke down', () => {
  for (const language of ['en', 'fr', 'de'] as const satisfies readonly Language[]) {
    it(`is replaced by a page that says so in ${language}, names the log, and starts again`, async () => {
      const desktop = await openDesktop({ language });
      const say = translator(language);
      try {
        await desktop.page.getByRole('heading', { level: 1 }).waitFor();
        await crash(desktop);
        const text = await inWindow<string>(desktop, 'document.body.innerText');
        assert.ok(text.includes(say('desktop:trouble.gone.title')), text);
        assert.ok(text.includes(say('common:practice.banner')), text);
        assert.ok(text.includes(join(desktop.person.data, 'logs', 'window.log')), text);
        assert.equal(await inWindow<string>(desktop, 'document.documentElement.lang'), language);
        await shoot(desktop, `desktop-${language}-trouble`);
        // Its own page gets no bridge: it is not the page that may call.
        const answer = await inWindow<{ problem?: { code: string } }>(desktop, "window.bluemind.call('1', 'inspect', {}, () => {})");
        assert.equal(answer.problem?.code, 'session.refused');

        await inWindow(desktop, 'document.querySelector(\'a[href="/again"]\').click()');
        await until(async () => (await address(desktop)) === 'app://bluemind/');
        await until(() => inWindow<boolean>(desktop, "document.querySelector('header') !== null"));
        assert.match(await desktop.log(), /warn {2}the page is gone \{"reason":"crashed"/);
      } finally {
        await desktop.close();
      }
    });
  }

  it('shows the log and nothing else in its folder, and closes the program when asked', async () => {
    const desktop = await openDesktop();
    try {
      await desktop.page.getByRole('heading', { level: 1 }).waitFor();
      await desktop.app.evaluate(({ shell }) => {
        shell.showItemInFolder = (file) => void Object.assign(globalThis, { shown: file });
      });
      // Without a trouble, its links are links to nowhere.
      await desktop.page.evaluate(() => {
        location.href = 'app://bluemind/log';
      });
      await desktop.page.evaluate(() => {
        location.href = 'app://bluemind/quit';
      });
      assert.equal(desktop.page.url(), 'app://bluemind/');
      await crash(desktop);
      await inWindow(desktop, 'document.querySelector(\'a[href="/log"]\').click()');
      const shown = () => desktop.app.evaluate(() => (globalThis as { shown?: string }).shown ?? '');
      await until(async () => (await shown()) !== '');
      assert.equal(await shown(), join(desktop.person.data, 'logs', 'window.log'));
      const closed = once(desktop.app.process(), 'exit');
      await inWindow(desktop, 'document.querySelector(\'a[href="/quit"]\').click()').catch(() => undefined);
      assert.deepEqual((await closed)[0], 0);
    } finally {
      await desktop.close();
    }
  });
});

describe('the program', () => {
  let desktop: DesktopApp;
  let person: Person;
  before(async () => {
    person = await newPerson();
    desktop = await openDesktop({ person });
    await desktop.page.getByRole('heading', { level: 1 }).waitFor();
  });
  after(async () => {
    await desktop.close();
    await person.remove();
  });

  it('asks whether to wait when the page hangs, and waits when told to', async () => {
    const asked = await desktop.app.evaluate(async ({ BrowserWindow, dialog }) => {
      let said: string[] = [];
      dialog.showMessageBox = (...given: unknown[]) => {
        const { title, buttons } = given[1] as { title: string; buttons: string[] };
        said = [title, ...buttons];
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
      BrowserWindow.getAllWindows()[0]?.emit('unresponsive');
      await new Promise((resolve) => setImmediate(resolve));
      return said;
    });
    const say = translator('en');
    assert.deepEqual(asked, ['PRACTICE – BlueMind Outlook Setup', say('desktop:hangs.wait'), say('desktop:hangs.close')]);
    assert.match(await desktop.log(), /the page does not answer/);
    assert.equal(await address(desktop), 'app://bluemind/');
  });

  it('keeps planted secrets out of its log, whichever way they would come', async () => {
    const secret = 'S3cret-in-the-log!';
    await desktop.page.evaluate(async (secret) => {
      await window.bluemind?.call(
        'a',
        'check',
        { email: 'jane.doe@practice.example', aliases: [], catalogue: 'bluemind-5', password: secret },
        () => {},
      );
      await window.bluemind?.call('b', 'nothing', { password: secret }, () => {});
      window.open(`https://user:${secret}@doc.bluemind.net/`);
      window.open(`https://elsewhere.example/?token=${secret}`);
    }, secret);
    const log = await desktop.log();
    assert.match(log, /call \{"name":"check"/);
    assert.match(log, /a link was refused/);
    assert.ok(!log.includes(secret) && !log.includes('jane.doe'), log);
  });

  it('says and logs a bug that nobody caught, and ends in order', async () => {
    const closed = once(desktop.app.process(), 'exit');
    let printed = '';
    desktop.app.process().stdout?.on('data', (text: Buffer) => (printed += text.toString()));
    await desktop.app.evaluate(({ dialog }) => {
      dialog.showErrorBox = (title) => process.stdout.write(`box: ${title}\n`);
      setTimeout(() => {
        throw new Error('planted: {"password":"S3cret-in-a-bug!"}');
      }, 0);
    });
    assert.equal((await closed)[0], 3);
    assert.match(printed, new RegExp(`^box: PRACTICE – ${translator('en')('desktop:bug.title')}$`, 'm'));
    const log = await readFile(join(person.data, 'logs', 'window.log'), 'utf8');
    assert.match(log, /error uncaught exception: Error: planted/);
    assert.match(log, /info {2}end \{"status":3\}/);
    assert.ok(!log.includes('S3cret'), log);
  });
});

describe('a program that is ending', () => {
  it('shows nothing more, whatever happens: neither to a second start nor of a bug', async () => {
    const desktop = await openDesktop();
    const closed = once(desktop.app.process(), 'exit');
    let printed = '';
    desktop.app.process().stdout?.on('data', (text: Buffer) => (printed += text.toString()));
    await desktop.page.getByRole('heading').first().waitFor();
    await desktop.app.evaluate(({ app, BrowserWindow, dialog }) => {
      dialog.showErrorBox = (title) => process.stdout.write(`box: ${title}\n`);
      const [window] = BrowserWindow.getAllWindows();
      window?.once('closed', () => {
        process.nextTick(() => app.emit('second-instance', {}, [], '', null));
      });
      app.once('will-quit', () => {
        process.nextTick(() => {
          throw new Error('planted at the end');
        });
      });
      setTimeout(() => window?.close(), 0);
    });
    assert.equal((await closed)[0], 0);
    const log = await desktop.log();
    await desktop.person.remove();
    assert.doesNotMatch(printed, /box/);
    assert.match(log, /planted at the end/);
    assert.doesNotMatch(log, /destroyed/);
    assert.match(log, /info {2}end \{"status":0\}/);
  });
});
