// What the per-user installer says with its window, in one language: each of its sentences, and what the answers do.
import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import * as native from 'native-reg';
import type { Language } from '../../electron/model/languages.ts';
import { locales } from '../../electron/words/locales.ts';
import { answerMessageBox, cancel, ok } from './messageBox.ts';
import { endAll, isRunning } from './processes.ts';
import {
  done,
  entry,
  install,
  installShown,
  installedVersion,
  inUse,
  newerIsThere,
  oldWindows,
  otherProcessor,
  programFolder,
  start,
  uninstall,
} from './rig.ts';

/** Wine's own setting: the version of Windows that it shows. */
const wineKey = 'Software\\Wine';

/** Tells of one language; the runner starts the file in it (build/tests/wineFiles.ts), as Windows starts a program in its person's. */
export function tellIn(language: Language): void {
  const words = locales[language].nsis;
  const skip = language !== 'en' && process.env.TEST_LANGUAGE !== language && 'this system does not have the language';

  describe(`the per-user installer in ${language}`, { skip }, () => {
    afterEach(endAll);
    after(async () => {
      if (entry() !== undefined) await uninstall();
    });

    it('says that it is for another processor', async () => {
      const status = installShown('arm64-1.0.0');
      assert.equal(await answerMessageBox(ok), words.otherProcessor);
      assert.equal(await status, otherProcessor);
    });

    it('says that Windows is too old', async (t) => {
      const key = native.createKey(native.HKCU, wineKey, native.Access.ALL_ACCESS);
      native.setValueSZ(key, 'Version', 'win81');
      t.after(() => {
        native.deleteValue(key, 'Version');
        native.closeKey(key);
      });
      const status = installShown('x64-1.0.0');
      assert.equal(await answerMessageBox(ok), words.oldWindows);
      assert.equal(await status, oldWindows);
    });

    it('says that a newer version is there', async () => {
      assert.equal(await install('x64-2.0.0'), done);
      const status = installShown('x64-1.0.0');
      assert.equal(await answerMessageBox(ok), words.newer);
      assert.equal(await status, newerIsThere);
    });

    it('asks before it closes the window, and changes nothing where the answer is no', async () => {
      const program = await start(programFolder, '--window');
      const status = installShown('x64-2.0.0');
      assert.equal(await answerMessageBox(cancel), words.runs);
      assert.equal(await status, inUse);
      assert.ok(isRunning(program), 'it still runs');
    });

    it('says that the program does not end, and gives up where it is told to', async () => {
      await start(programFolder, '--stubborn');
      const status = installShown('x64-2.0.0');
      assert.equal(await answerMessageBox(ok), words.runs);
      assert.equal(await answerMessageBox(cancel), words.stillRuns);
      assert.equal(await status, inUse);
      assert.equal(installedVersion(), '2.0.0');
    });
  });
}
