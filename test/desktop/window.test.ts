// The window itself: where it was at the last start, the system's colours, and links that leave it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { links } from '../../electron/model/links.ts';
import { newPerson, openDesktop, pictures, until, type DesktopApp, type Person } from './desktopApp.ts';

describe('the window’s place', () => {
  let person: Person;
  before(async () => {
    person = await newPerson();
    await mkdir(pictures, { recursive: true });
  });
  after(() => person.remove());

  const bounds = (desktop: DesktopApp) => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const shown = (desktop: DesktopApp) =>
    until(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false));

  async function closeWindow(desktop: DesktopApp): Promise<void> {
    // As a person would: once there is something to close.
    await desktop.page.getByRole('heading', { level: 1 }).waitFor();
    const closed = once(desktop.app.process(), 'exit');
    // The program may be gone before it can answer.
    desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
    assert.equal((await closed)[0], 0);
  }

  it('is the same at the next start', async () => {
    const first = await openDesktop({ person });
    await shown(first);
    const place = { x: 40, y: 30, width: 900, height: 700 };
    await first.app.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), place);
    await closeWindow(first);
    const second = await openDesktop({ person });
    await shown(second);
    assert.deepEqual(await bounds(second), place);
    await closeWindow(second);
  });

  it('is a visible one when the display it was on is gone, or when the file is broken', async () => {
    for (const kept of ['{"bounds":{"x":9000,"y":9000,"width":800,"height":600},"maximized":false}', '{"bounds":', '\u0000']) {
      await writeFile(join(person.data, 'window.json'), kept);
      const desktop = await openDesktop({ person });
      await shown(desktop);
      const place = await bounds(desktop);
      assert.ok(place && place.x < 1400 && place.y < 1000 && place.width === 1200 && place.height === 820, JSON.stringify(place));
      await closeWindow(desktop);
    }
  });
});

describe('the window', () => {
  let desktop: DesktopApp;
  before(async () => {
    desktop = await openDesktop();
    await desktop.page.getByRole('heading', { level: 1 }).waitFor();
  });
  after(() => desktop.close());

  it('follows the system from light to dark while it runs, before its page is drawn as well', async () => {
    const colours = async (theme: 'dark' | 'light') => {
      await desktop.app.evaluate(({ nativeTheme }, theme) => {
        nativeTheme.themeSource = theme;
      }, theme);
      await until(() => desktop.page.evaluate((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, theme === 'dark'));
      await desktop.page.screenshot({ path: join(pictures, `desktop-${theme}.png`) });
      const page = await desktop.page.evaluate(() => {
        const painted = document.querySelector('.fui-FluentProvider');
        return painted ? getComputedStyle(painted).backgroundColor : '';
      });
      const window = await desktop.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase(),
      );
      return { page, window };
    };
    assert.deepEqual(await colours('dark'), { page: 'rgb(41, 41, 41)', window: '#292929' });
    assert.deepEqual(await colours('light'), { page: 'rgb(255, 255, 255)', window: '#ffffff' });
  });

  it('leaves the colours to the system in high contrast', async () => {
    await desktop.page.emulateMedia({ forcedColors: 'active' });
    assert.equal(await desktop.page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
    await desktop.page.screenshot({ path: join(pictures, 'desktop-high-contrast.png') });
    await desktop.page.emulateMedia({ forcedColors: null });
  });

  it('opens the links of its list in the browser, and nothing else', async () => {
    await desktop.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
      shell.openPath = (path) => {
        opened.push(path);
        return Promise.resolve('');
      };
    });
    await desktop.page.getByRole('link', { name: 'BlueMind documentation' }).click();
    const opened = () => desktop.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
    await until(async () => (await opened()).length > 0);
    for (const url of [
      'file:///C:/Windows/System32/calc.exe',
      'ms-msdt:/id PCWDiagnostic',
      'javascript:alert(1)',
      'https://doc.bluemind.net.evil.example/',
      'https://doc.bluemind.net@evil.example/',
      'https://user:x@doc.bluemind.net/',
      'http://doc.bluemind.net/',
    ]) {
      await desktop.page.evaluate((url) => {
        window.open(url);
        const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
        document.body.append(link);
        link.click();
        link.remove();
        if (!url.startsWith('javascript:')) location.href = url;
      }, url);
    }
    assert.equal(await desktop.page.evaluate(() => document.querySelectorAll('h1').length), 1);
    assert.deepEqual(await opened(), [links.documentation]);
    assert.equal(desktop.app.windows().length, 1);
    assert.equal(desktop.page.url(), 'app://bluemind/');
  });
});
