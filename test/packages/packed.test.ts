// The app packed for real by electron-builder, in the Electron of this machine: what is in the archive, what the fuses hold, and that it runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import asar from '@electron/asar';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import * as z from 'zod';
import { fuseStates } from '../../build/packages/fuses.ts';
import { noticeFiles } from '../../build/packages/stage.ts';
import { foldersOf, type Flavour } from '../../build/packages/targets.ts';
import { folderTree } from './folderTree.ts';
import { evaluateInProgram } from './inspected.ts';
import { hostTarget, packApp, type PackedApp } from './packedApp.ts';

const electron = process.env.ELECTRON_PATH;
const skip =
  hostTarget === undefined
    ? 'there is nothing to pack for this system'
    : electron === undefined || (process.platform === 'linux' && process.env.DISPLAY === undefined)
      ? 'no Electron, or no display to run it on'
      : false;
/** An Electron without an app says so in a dialog on Windows, and a test would wait for somebody to close it. */
const skipWithoutApp = skip === false && process.platform !== 'linux' ? 'it would wait for somebody to close a dialog' : skip;

const switches = process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu'] : [];
/** A command and a workstation that there are not, refused with exit status 2 before anything is opened: a run that ends by itself. */
const refused = ['nonsense', '--workstation=nonsense'];

/** Runs a program file to its end. */
async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'packed-run-'));
  const child = spawn(program, [...args, ...switches, `--user-data-dir=${folder}`], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { status, output };
}

/** A skipped suite would not be counted: each test says that it was skipped. */
const when = { skip };
const whenItEnds = { skip: skipWithoutApp };

describe('the packed app', () => {
  const packed = new Map<Flavour, PackedApp>();
  const app = (flavour: Flavour) => packed.get(flavour)!;

  before(async () => {
    if (skip !== false) return;
    for (const flavour of ['release', 'e2e'] as const) packed.set(flavour, await packApp(electron!, flavour, new AbortController().signal));
  });
  after(async () => {
    for (const one of packed.values()) await one.remove();
  });

  it('has in its archive exactly what was staged, and only the libraries and Windows Script Host’s files beside it', when, () => {
    const archive = join(app('release').folder, 'resources', 'app.asar');
    const listed = asar.listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
    const staged = Object.keys(folderTree(foldersOf(hostTarget!).app));
    const folders = new Set(staged.flatMap((file) => file.split('/').map((_, end, parts) => parts.slice(0, end).join('/'))));
    assert.deepEqual(listed.filter((path) => !folders.has(path)).sort(), [...staged].sort());
    assert.deepEqual(
      Object.keys(folderTree(`${archive}.unpacked`)),
      staged.filter((file) => file.endsWith('.node') || file.startsWith('desktop/regedit/')),
    );
    assert.deepEqual(
      asar.extractFile(archive, 'desktop/main.cjs').equals(readFileSync(join(foldersOf(hostTarget!).app, 'desktop', 'main.cjs'))),
      true,
    );
  });

  it('carries its notices, its bill of materials and Electron’s licences', when, () => {
    const { folder } = app('release');
    for (const file of [
      ...Object.values(noticeFiles).map((name) => join('resources', name)),
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
    ])
      assert.ok(existsSync(join(folder, file)), file);
  });

  it('has Chromium’s words in English, French and German only', when, () => {
    assert.deepEqual(readdirSync(join(app('release').folder, 'locales')).sort(), ['de.pak', 'en-US.pak', 'fr.pak']);
  });

  it('is at most 15 MB more than Electron', when, () => {
    const bytes = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).length, 0);
    // What it leaves out of Electron (languages) does not count in its favour.
    const more = bytes(join(app('release').folder, 'resources'));
    assert.ok(more <= 15_000_000, `${more} bytes`);
    const known = new Set(readdirSync(app('release').electron));
    const beside = readdirSync(app('release').folder).filter((name) => !known.has(name));
    assert.deepEqual(
      beside.filter((name) => name !== 'LICENSE.electron.txt'),
      [basename(app('release').program)],
    );
  });

  for (const flavour of ['release', 'e2e'] as const) {
    it(`has the fuses of the ${flavour} flavour, as far as this Electron has them`, when, async () => {
      const { version: _version, ...wire } = await getCurrentFuseWire(app(flavour).program);
      const wanted = fuseStates(flavour);
      const states = Object.entries(wire).filter(([option]) => option in wanted);
      assert.ok(states.length >= 7, `${states.length} fuses`);
      for (const [option, state] of states)
        assert.equal(state, wanted[Number(option) as keyof typeof wanted] ? FuseState.ENABLE : FuseState.DISABLE, option);
    });
  }

  it('is no Node for whoever sets ELECTRON_RUN_AS_NODE', when, async () => {
    // Node reads no options after the first argument that is none; Chromium does.
    const asNode = ['-e', 'console.log("ran as " + "Node")', ...refused];
    const env = { ELECTRON_RUN_AS_NODE: '1' };
    assert.match((await run(electron!, asNode, env)).output, /ran as Node/, 'Electron itself does');
    const ran = await run(app('release').program, asNode, env);
    assert.doesNotMatch(ran.output, /ran as Node/);
    assert.equal(ran.status, 2);
  });

  it('lets nobody attach a debugger, but in the e2e flavour', when, async () => {
    const inspected = ['--inspect=127.0.0.1:0', ...refused];
    assert.doesNotMatch((await run(app('release').program, inspected)).output, /Debugger listening/);
    assert.match((await run(app('e2e').program, inspected)).output, /Debugger listening/);
  });

  it('runs no folder that is laid in the place of its archive', whenItEnds, async () => {
    const layForeignApp = async (resources: string) => {
      await mkdir(join(resources, 'app'), { recursive: true });
      await writeFile(join(resources, 'app', 'package.json'), '{ "main": "main.js" }');
      await writeFile(join(resources, 'app', 'main.js'), 'console.log("foreign " + "code"); process.exit(0);');
    };
    await layForeignApp(join(app('release').electron, 'resources'));
    assert.match((await run(join(app('release').electron, 'electron'), [])).output, /foreign code/, 'Electron itself does');

    const resources = join(app('release').folder, 'resources');
    await layForeignApp(resources);
    await rename(join(resources, 'app.asar'), join(resources, 'kept.asar'));
    const ran = await run(app('release').program, []);
    await rename(join(resources, 'kept.asar'), join(resources, 'app.asar'));
    await rm(join(resources, 'app'), { recursive: true });
    assert.doesNotMatch(ran.output, /foreign code/);
  });

  it('opens its window, sees that it is packaged, and loads a native add-on from its package', when, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'packed-window-'));
    const args = [
      ...switches,
      `--user-data-dir=${join(folder, 'data')}`,
      `--workstation=practice:${join(folder, 'practice')}`,
      '--lang=en',
    ];
    // null until the page is there, with the title that it gives itself.
    const expression = `(() => {
      const require = process.mainModule.require.bind(process.mainModule);
      const { app, BrowserWindow } = require('electron');
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      if (page === undefined || page.getURL() === '' || page.isLoading()) return null;
      return { packaged: app.isPackaged, name: app.getName(), url: page.getURL(), title: page.getTitle(), koffi: require('koffi').version };
    })()`;
    const seen = await evaluateInProgram(app('e2e').program, args, expression);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    const manifest: unknown = JSON.parse(readFileSync(join(foldersOf(hostTarget!).app, 'node_modules', 'koffi', 'package.json'), 'utf8'));
    const { version } = z.looseObject({ version: z.string() }).parse(manifest);
    const { title, ...rest } = z.looseObject({ title: z.string() }).parse(seen);
    assert.deepEqual(rest, { packaged: true, name: 'BlueMind Outlook Setup', url: 'app://bluemind/', koffi: version });
    assert.match(title, /BlueMind/);
  });
});
