// A person walks the whole job in the desktop window, from the address to a PDF, in each language; the content policy stays silent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { languages, type Language, type StepId } from '../../electron/bridge/contract.ts';
import { translator, type Translate } from '../../electron/words/translate.ts';
import { openDesktop, pictures, until, type DesktopApp } from './desktopApp.ts';

before(() => mkdir(pictures, { recursive: true }));

interface Visit {
  readonly desktop: DesktopApp;
  readonly say: Translate;
}

async function press({ desktop, say }: Visit, key: `page:${string}`, data: Record<string, unknown> = {}): Promise<void> {
  await desktop.page.getByRole('button', { name: say(key, data), exact: true }).click();
}

async function goOn(visit: Visit, step: StepId): Promise<void> {
  const name = visit.say(`common:step.${step}`);
  await press(visit, 'page:next', { step: name });
  await visit.desktop.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

async function walk(visit: Visit): Promise<void> {
  const { desktop, say } = visit;
  const { page } = desktop;
  await page.getByText('PRACTICE-PC').waitFor();
  await goOn(visit, 'reach');
  await press(visit, 'page:reach.check');
  assert.equal(await page.locator('[data-verdict]').getAttribute('data-verdict'), 'ready');

  await goOn(visit, 'keys');
  await page.locator('[data-state="change"]').first().waitFor();
  const count = await page.locator('[data-state="change"]').count();
  await press(visit, 'page:keys.apply', { count });
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('page:keys.applyYes'), exact: true })
    .click();
  await page.getByText(say('page:keys.applied', { count })).waitFor();

  await goOn(visit, 'profile');
  await press(visit, 'page:profile.create');
  await page.getByText(say('page:profile.created', { name: 'BlueMind' })).waitFor();
  await goOn(visit, 'firstStart');
  await press(visit, 'page:first.open');
  // The page watches the profile, and goes on by itself when the account is there.
  await page.getByRole('heading', { level: 1, name: say('common:step.report'), exact: true }).waitFor();
  await page.getByText(say('page:report.verdict.ready', { email: 'user@practice.example' })).waitFor();
}

/** Answers the native dialog, which no program can press, with this file; `null` closes it. */
async function answerSaveDialog({ app }: DesktopApp, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = ((...given: unknown[]) => {
      Object.assign(globalThis, { proposed: (given[1] as { defaultPath: string }).defaultPath });
      return Promise.resolve(filePath === null ? { canceled: true } : { canceled: false, filePath });
    }) as unknown as typeof dialog.showSaveDialog;
  }, filePath);
}

async function savesPdf(visit: Visit, language: Language, test: TestContext): Promise<void> {
  const { desktop, say } = visit;
  await answerSaveDialog(desktop, null);
  await press(visit, 'page:report.save.pdf');
  await until(() => desktop.page.getByRole('button', { name: say('page:report.save.pdf'), exact: true }).isEnabled());

  const file = join(desktop.person.folder, 'report.pdf');
  await answerSaveDialog(desktop, file);
  await press(visit, 'page:report.save.pdf');
  await desktop.page.getByText(say('page:report.savedAt', { file })).waitFor();
  assert.match(await desktop.app.evaluate(() => String((globalThis as { proposed?: string }).proposed)), /outlook-setup-practice-.*\.pdf$/);
  const bytes = await readFile(file);
  assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
  assert.match(bytes.subarray(-1024).toString('latin1'), /%%EOF/);
  assert.equal(desktop.app.windows().length, 1);

  const told = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  if (told.error) {
    test.diagnostic('pdftotext (poppler-utils) is not here: the text inside the PDF was not read');
    return;
  }
  assert.equal(told.status, 0, told.stderr);
  const text = told.stdout.replace(/\s+/g, ' ');
  assert.ok(text.includes('user@practice.example'), text.slice(0, 500));
  assert.ok(
    text.includes(say('common:practice.banner').replace(/\s+/g, ' ')) || /practice|übung|exercice|entraînement/i.test(text),
    'says that it is practice',
  );
  assert.ok(text.includes(say('common:step.keys')), `has the words of ${language}`);
}

async function savesIntoDownloads(visit: Visit): Promise<void> {
  const { desktop, say } = visit;
  const downloads = await desktop.app.evaluate(({ app }) => app.getPath('downloads'));
  const [before = '', after = ''] = say('page:report.savedAt', { file: '*' }).split('*');
  const inDownloads = `${before}${join(downloads, 'outlook-setup-practice-')}`;
  const said = new Set<string>();
  // The second one of the same minute is another file: what was saved before is nobody's to replace.
  for (const count of [1, 2]) {
    await press(visit, 'page:report.save.json');
    await until(async () => {
      for (const text of await desktop.page.getByText(inDownloads).allInnerTexts()) said.add(text);
      return said.size === count;
    });
  }
  for (const text of said) {
    const file = text.slice(before.length, text.length - after.length);
    assert.equal((JSON.parse(await readFile(file, 'utf8')) as { verdict: string }).verdict, 'ready', file);
  }
}

describe('the whole walk in the desktop window', () => {
  for (const language of languages) {
    it(`leads from the address to a saved report in ${language}`, async (test) => {
      const desktop = await openDesktop({ language });
      const visit = { desktop, say: translator(language) };
      try {
        await desktop.page.evaluate(() => {
          document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
            console.error(`content policy: ${violatedDirective} ${blockedURI}`);
          });
        });
        await walk(visit);
        await savesPdf(visit, language, test);
        await savesIntoDownloads(visit);
        await desktop.page.screenshot({ path: join(pictures, `desktop-${language}-report.png`), fullPage: true });
        assert.deepEqual(desktop.complaints, []);
        const log = await desktop.log();
        assert.match(log, /info {2}call \{"name":"applyKeys","ms":\d+\}/);
        assert.doesNotMatch(log, /user@/);
      } finally {
        await desktop.close();
      }
    });
  }
});
