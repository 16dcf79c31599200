// The per-user installer while the program runs: it asks, waits, and never ends it by force.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { folderTree } from '../packages/folderTree.ts';
import { end, endAll, isRunning } from './processes.ts';
import {
  done,
  entry,
  install,
  installedVersion,
  inUse,
  localData,
  programFolder,
  programName,
  start,
  statusOf,
  uninstall,
  uninstallInPlace,
} from './rig.ts';

describe('an installation while the program runs', () => {
  beforeEach(async () => {
    assert.equal(await install('x64-1.0.0'), done);
  });
  afterEach(async () => {
    await endAll();
    if (entry() !== undefined) await uninstall();
  });

  it('has its window close as by its close button, and goes on when it has ended', async () => {
    const program = await start(programFolder, '--window', '--slow', '3000');
    assert.equal(await install('x64-2.0.0'), done);
    assert.equal(await statusOf(program), done, 'it ended by itself');
    assert.equal(installedVersion(), '2.0.0');
  });

  for (const [name, option] of [
    ['a window that does not close', '--stubborn'],
    ['a command, which has no window', '--command'],
  ] as const) {
    it(`stops before anything is changed at ${name}`, async () => {
      const before = folderTree(programFolder);
      const program = await start(programFolder, option);
      assert.equal(await install('x64-2.0.0'), inUse);
      assert.ok(isRunning(program), 'it still runs');
      assert.deepEqual(folderTree(programFolder), before);
      assert.equal(installedVersion(), '1.0.0');
    });
  }

  it('ends with a status, and changes nothing, where the older version cannot be removed', async () => {
    const uninstaller = path.join(programFolder, `Uninstall ${programName}`);
    const kept = localData('kept.exe');
    copyFileSync(uninstaller, kept);
    // Node knows none of the options that it is started with, and says so by its status.
    copyFileSync(process.execPath, uninstaller);
    const before = folderTree(programFolder);
    assert.equal(await install('x64-2.0.0'), inUse);
    assert.deepEqual(folderTree(programFolder), before);
    assert.equal(installedVersion(), '1.0.0');
    copyFileSync(kept, uninstaller);
    rmSync(kept);
  });

  it('leaves another copy of the program alone, the PC’s for instance', async () => {
    const copy = localData('a copy');
    cpSync(programFolder, copy, { recursive: true });
    const program = await start(copy, '--window');
    assert.equal(await install('x64-2.0.0'), done);
    assert.ok(isRunning(program), 'it still runs');
    await end(program);
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
  });

  it('has the window close before a removal as well', async () => {
    const program = await start(programFolder, '--window');
    await uninstall();
    assert.equal(await statusOf(program), done, 'it ended by itself');
    assert.ok(!existsSync(programFolder));
  });

  it('removes nothing of a program that does not end', async () => {
    const before = folderTree(programFolder);
    await start(programFolder, '--stubborn');
    assert.equal(await uninstallInPlace(), inUse);
    assert.deepEqual(folderTree(programFolder), before);
    assert.ok(entry());
  });
});
