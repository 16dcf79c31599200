// What Windows Installer says of the MSI to a person, in one language: whom it refuses, and why.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { allowedNotation, propertyRows } from '../../build/msi/properties.ts';
import type { Language } from '../../electron/model/languages.ts';
import { locales } from '../../electron/words/locales.ts';
import { installerOf } from '../nsis/builds.ts';
import { answerMessageBox, ok } from '../nsis/messageBox.ts';
import { endAll } from '../nsis/processes.ts';
import { done, msiexec, msiexecShown, policies, refused } from './rig.ts';

/** Tells of one language; the runner starts the file in it (build/tests/wineFiles.ts). */
export function tellIn(language: Language): void {
  const words = locales[language].msi;
  const mode = propertyRows.find(({ name }) => name === 'MODE');
  const allowed = mode && allowedNotation(mode);
  const skip = language !== 'en' && process.env.TEST_LANGUAGE !== language && 'this system does not have the language';

  describe(`the MSI in ${language}`, { skip }, () => {
    afterEach(async () => {
      await endAll();
      for (const build of ['x64-1.0.0', 'x64-2.0.0'] as const) await msiexec('/x', installerOf(build, 'msi'));
    });

    it('says that it is for another processor', async () => {
      const status = msiexecShown('/i', installerOf('arm64-1.0.0', 'msi'));
      assert.equal(await answerMessageBox(ok), words.otherProcessor);
      assert.equal(await status, refused);
    });

    it('names a property with a value that cannot be, the value, and what is allowed', async () => {
      const status = msiexecShown('/i', installerOf('x64-1.0.0', 'msi'), 'MODE=nonsense');
      assert.equal(await answerMessageBox(ok), `${words.stop} MODE=nonsense ${words.allowed} ${allowed}`);
      assert.equal(await status, refused);
      assert.equal(policies(), undefined);
    });

    it('says that a newer version is there', async () => {
      assert.equal(await msiexec('/i', installerOf('x64-2.0.0', 'msi')), done);
      const status = msiexecShown('/i', installerOf('x64-1.0.0', 'msi'));
      assert.equal(await answerMessageBox(ok), words.newer.replace('[ProductName]', 'BlueMind Outlook Setup'));
      assert.equal(await status, refused);
    });
  });
}
