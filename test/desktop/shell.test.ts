// The desktop window in a real Electron: it shows the page, carries its calls, and lets the page do nothing else.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { contract, inspectionSchema, messageSchema, type Message } from '../../electron/bridge/contract.ts';
import { openDesktop, until, type DesktopApp } from './desktopApp.ts';
import { translator } from '../../electron/words/translate.ts';

let desktop: DesktopApp;

before(async () => {
  desktop = await openDesktop();
});
after(async () => {
  await desktop.close();
});

interface Told {
  readonly ending: Message;
  readonly progress: readonly Message[];
}

/** One call as the page makes it, around its own checks: straight through the preload script. */
async function call(name: string, input: unknown, cancelAfterFirstProgress = false): Promise<Told> {
  const told = await desktop.page.evaluate(
    async ([name, input, cancel]) => {
      const id = crypto.randomUUID();
      const progress: unknown[] = [];
      const bridge = window.bluemind;
      if (!bridge) throw new Error('there is no bridge');
      const ending = await bridge.call(id, name, input, (message) => {
        progress.push(message);
        if (cancel) bridge.cancel(id);
      });
      return { ending, progress };
    },
    [name, input, cancelAfterFirstProgress] as const,
  );
  return { ending: messageSchema.parse(told.ending), progress: told.progress.map((message) => messageSchema.parse(message)) };
}

function problemOf(message: Message): string {
  return message.kind === 'problem' ? message.problem.code : message.kind;
}

describe('the window', () => {
  it('shows the first screen without breaking the content policy', async () => {
    const heading = desktop.page.getByRole('heading').first();
    await heading.waitFor();
    // Loaded once more, this time from its first byte under the eyes of the test.
    await desktop.page.reload();
    await heading.waitFor();
    assert.equal(new URL(desktop.page.url()).href, 'app://bluemind/');
    assert.match(await desktop.page.title(), /BlueMind/);
    assert.match((await desktop.page.locator('body').innerText()).toUpperCase(), /PRACTICE/);
    assert.deepEqual(desktop.complaints, []);
    await desktop.page.screenshot({ path: fileURLToPath(new URL('../out/desktop.png', import.meta.url)) });
  });

  it('comes with a policy that lets in nothing but its own files', async () => {
    const policy = await desktop.page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.originalPolicy), { once: true });
      });
      document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.broken = true' }));
      return await violation;
    });
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /connect-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(await desktop.page.evaluate(() => 'broken' in window), false);
  });

  it('is drawn by the process that was started for it, not by a second one', async () => {
    const [before, loaded] = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      const started = window.webContents.getProcessId();
      await window.loadURL('app://bluemind/');
      const after = window.webContents.getProcessId();
      window.destroy();
      return [started, after];
    });
    assert.ok(before);
    assert.equal(loaded, before);
  });

  it('keeps to the settings that Electron’s security list asks for', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    for (const name of ['sandbox', 'contextIsolation', 'webSecurity']) assert.equal(preferences[name], true, name);
    for (const name of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
    ]) {
      assert.equal(preferences[name] ?? false, false, name);
    }
    assert.equal(preferences.enableBlinkFeatures ?? '', '');
  });

  it('gives its page neither Node nor Electron', async () => {
    const seen = await desktop.page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window));
    assert.deepEqual(seen, []);
  });

  it('gives its page two functions and nothing else', async () => {
    assert.deepEqual(await desktop.page.evaluate(() => Object.keys(window.bluemind ?? {}).sort()), ['call', 'cancel']);
  });
});

describe('a call over ipc', () => {
  it('brings its result', async () => {
    const { ending } = await call('inspect', { catalogue: 'bluemind-5', email: null });
    assert.ok(ending.kind === 'result');
    assert.equal(inspectionSchema.parse(ending.value).practice, true);
  });

  it('tells of its progress on the way', async () => {
    const start = await call('start', {});
    assert.equal(start.ending.kind, 'result');
    const { ending, progress } = await call('check', {
      email: 'user@practice.example',
      aliases: [],
      catalogue: 'bluemind-5',
      password: null,
    });
    assert.equal(ending.kind, 'result');
    assert.ok(progress.length > 0);
  });

  it('ends when it is cancelled', async () => {
    assert.equal((await call('setFaults', { faults: ['black-hole'] })).ending.kind, 'result');
    const input = { email: 'user@practice.example', aliases: [], catalogue: 'bluemind-5', password: null };
    assert.equal(problemOf((await call('check', input, true)).ending), 'cancelled');
    assert.equal((await call('setFaults', { faults: [] })).ending.kind, 'result');
  });

  it('with a payload outside the contract is refused before any handler', async () => {
    for (const input of [null, [], 'text', { extra: 1 }, { name: 'x', more: 1 }]) {
      assert.equal(problemOf((await call('verifyProfile', input)).ending), 'request.invalid', JSON.stringify(input));
    }
  });

  it('of an unknown name is refused', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'x'.repeat(1000)]) {
      assert.equal(problemOf((await call(name, {})).ending), 'request.invalid', name.slice(0, 20));
    }
  });

  it('of another window is refused, even with our own page in it', async () => {
    const answer = await desktop.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/build/out/desktop/preload.cjs`;
      const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload } });
      await other.loadURL('app://bluemind/');
      const told: unknown = await other.webContents.executeJavaScript("window.bluemind.call('1', 'inspect', {}, () => {})");
      other.destroy();
      return told;
    });
    assert.equal(problemOf(messageSchema.parse(answer)), 'session.refused');
  });

  it('of a foreign page in our own window is refused', async () => {
    const answer = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const own = BrowserWindow.getAllWindows()[0];
      if (!own) throw new Error('there is no window');
      await own.loadURL('data:text/html,foreign');
      const told: unknown = await own.webContents.executeJavaScript("window.bluemind.call('1', 'inspect', {}, () => {})");
      await own.loadURL('app://bluemind/');
      return told;
    });
    assert.equal(problemOf(messageSchema.parse(answer)), 'session.refused');
    // The driver learns of the page's return by itself, and a call before that would be lost with the foreign page.
    await desktop.page.getByRole('heading').first().waitFor();
    assert.equal((await call('start', {})).ending.kind, 'result');
  });

  it('cannot come from a frame: frames get no bridge, and our page may not be in one', async () => {
    const seen = await desktop.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/build/out/desktop/preload.cjs`;
      const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload } });
      await other.loadURL('data:text/html,<iframe srcdoc="<p>x"></iframe><iframe src="app://bluemind/"></iframe>');
      const frames = await Promise.all(
        other.webContents.mainFrame.frames.map((frame) =>
          frame.executeJavaScript("'bluemind' in window || !!document.querySelector('#root')"),
        ),
      );
      other.destroy();
      return frames;
    });
    assert.deepEqual(seen, [false, false]);
  });
});

describe('the page cannot', () => {
  it('go elsewhere', async () => {
    for (const target of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/', 'app://bluemind/nothing']) {
      await desktop.page.evaluate((url) => {
        location.href = url;
      }, target);
      // A call goes through only if the page is still there, and comes after what was asked before it.
      assert.equal((await call('start', {})).ending.kind, 'result');
      assert.equal(desktop.page.url(), 'app://bluemind/', target);
    }
  });

  it('open a window', async () => {
    const opened = await desktop.page.evaluate(() => window.open('https://example.com/') !== null);
    assert.equal(opened, false);
    assert.equal(desktop.app.windows().length, 1);
  });

  it('reach any network, not even this PC', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
    const outcome = await desktop.page.evaluate(async (url) => {
      const image = new Promise((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('refused');
        picture.src = `${url}/picture.png`;
      });
      const answer = fetch(url, { mode: 'no-cors' }).then(
        () => 'loaded',
        () => 'refused',
      );
      return await Promise.all([image, answer]);
    }, `http://127.0.0.1:${port}`);
    assert.deepEqual(outcome, ['refused', 'refused']);
    // The window's session refuses by itself too, where no content policy is in the way.
    const bySession = await desktop.app.evaluate(async ({ BrowserWindow }, url) => {
      const other = new BrowserWindow({ show: false });
      const loaded = await other.loadURL(url).then(
        () => 'loaded',
        () => 'refused',
      );
      other.destroy();
      return loaded;
    }, `http://127.0.0.1:${port}`);
    assert.equal(bySession, 'refused');
    assert.equal(requests, 0);
    server.close();
  });

  it('go elsewhere from any other window either', async () => {
    const url = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      await other.loadURL('app://bluemind/');
      await other.webContents.executeJavaScript("location.href = 'data:text/html,x'; window.open('https://example.com/'); 0");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const url = other.webContents.getURL();
      other.destroy();
      return url;
    });
    assert.equal(url, 'app://bluemind/');
    await until(async () => desktop.app.windows().length === 1);
  });

  it('attach a webview', async () => {
    assert.equal(
      await desktop.page.evaluate(
        () => document.createElement('webview') instanceof HTMLUnknownElement || !('src' in document.createElement('webview')),
      ),
      true,
    );
  });

  it('save anything but what it made itself', async () => {
    const before = (await readdir(await desktop.app.evaluate(({ app }) => app.getPath('downloads')))).filter(
      (name) => !name.startsWith('.'),
    ).length;
    await desktop.app.evaluate(({ session }) => {
      session.defaultSession.downloadURL('app://bluemind/index.html');
      session.defaultSession.downloadURL('data:text/plain,x');
    });
    assert.equal((await call('start', {})).ending.kind, 'result');
    assert.equal(
      (await readdir(await desktop.app.evaluate(({ app }) => app.getPath('downloads')))).filter((name) => !name.startsWith('.')).length,
      before,
    );
  });

  it('get a permission', async () => {
    const states = await desktop.page.evaluate(async () => {
      const ask = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
      return [await ask('geolocation'), await ask('notifications'), await ask('camera'), await Notification.requestPermission()];
    });
    assert.deepEqual(states, ['denied', 'denied', 'denied', 'denied']);
  });
});

async function startAgain(...more: readonly string[]): Promise<number | null> {
  const { command, person } = desktop;
  const second = spawn(command.executable, [...command.args, ...more], {
    stdio: 'ignore',
    signal: AbortSignal.timeout(60_000),
    env: person.environment,
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}

describe('a second start', () => {
  it('ends by itself and leaves the first window as it was', async () => {
    assert.equal(await startAgain(), 0);
    assert.equal(desktop.app.windows().length, 1);
    assert.equal((await call('start', {})).ending.kind, 'result');
  });

  it('shows and restores the first window, and passes nothing else on', async () => {
    const first = (work: 'hide' | 'minimize' | 'isVisible' | 'isMinimized') =>
      desktop.app.evaluate(({ BrowserWindow }, work) => BrowserWindow.getAllWindows()[0]?.[work](), work);
    await first('hide');
    assert.equal(await startAgain('--fault=black-hole', '--lang=de'), 0);
    assert.equal(await first('isVisible'), true);
    await first('minimize');
    await startAgain();
    assert.equal(await first('isMinimized'), false);
    const { ending } = await call('start', {});
    assert.ok(ending.kind === 'result');
    const { language, faults } = contract.start.output.parse(ending.value);
    assert.equal(language, 'en');
    assert.ok(faults.every(({ on }) => !on));
  });

  it('for another workstation is told by the first window that it stays with its own', async () => {
    const boxes = () => desktop.app.evaluate(() => (globalThis as { boxes?: string[] }).boxes ?? []);
    await desktop.app.evaluate(({ dialog }) => {
      const boxes: string[] = [];
      Object.assign(globalThis, { boxes });
      dialog.showMessageBox = (...args: unknown[]) => {
        const { title, message, detail } = args.at(-1) as Record<string, string>;
        boxes.push([title, message, detail].join(' | '));
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
    });
    assert.equal(await startAgain(), 0);
    assert.equal(await startAgain('--workstation=windows'), 0);
    await until(async () => (await boxes()).length > 0);
    const say = translator('en');
    const expected = [
      `${say('common:practice.banner')} – ${say('common:product.name')}`,
      say('desktop:alreadyOpen.practice'),
      say('desktop:alreadyOpen.text'),
    ];
    assert.deepEqual(await boxes(), [expected.join(' | ')]);
    assert.equal((await call('start', {})).ending.kind, 'result');
  });

  it('with a mistake in its options says so, and its status', async () => {
    assert.equal(await startAgain('--workstation=elsewhere'), 2);
    assert.equal((await call('start', {})).ending.kind, 'result');
  });
});
